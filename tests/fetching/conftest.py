from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fetching.picture_server import Server, picture_server


@pytest.fixture
def server() -> Iterator[Server]:
    with picture_server() as running:
        yield running
