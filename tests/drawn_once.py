"""Icons that are drawn once in a process: to draw them is most of a small site's first build, and tests build hundreds.

A brand's icons depend on nothing but what the cache of pictures names them by, which is what they are kept by here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from generator.images.icons import icon
from generator.images.icons.icon_cache import IconSource, _key


@contextmanager
def icons_drawn_once() -> Iterator[None]:
    drawn: dict[str, tuple[icon.Icon, ...]] = {}
    draw = icon.make_icons

    def make_icons(*mark: Any) -> tuple[icon.Icon, ...]:
        key = _key(IconSource(*mark))
        if key not in drawn:
            drawn[key] = draw(*mark)
        return drawn[key]

    with patch.object(icon, "make_icons", make_icons):
        yield
