"""Draw each icon once in a process: this is most of the work of a small site's first build, and tests build hundreds.

A brand's icons depend only on their key in the picture cache, so this module stores them by the same key.
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
    icons: dict[str, tuple[icon.Icon, ...]] = {}
    draw = icon.make_icons

    def make_icons(*mark: Any) -> tuple[icon.Icon, ...]:
        key = _key(IconSource(*mark))
        if key not in icons:
            icons[key] = draw(*mark)
        return icons[key]

    with patch.object(icon, "make_icons", make_icons):
        yield
