from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.sites import make_site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path)
