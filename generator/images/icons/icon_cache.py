"""The cache of the site's icons, whose key is everything that they are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import NamedTuple

import PIL

from generator.content.safe_open import read_file
from generator.images.cache import PictureCache, digest
from generator.images.decode.file_bytes import read_picture, sha_of

VERSION = 2  # raise it when the same mark gives other icons


class IconSource(NamedTuple):
    """The input of the icons: see `make_icons`."""

    source: Path | None
    brand: str
    paper: str
    ink: str
    accent: str
    display: Sequence[Path]


class CachedIcon(NamedTuple):
    """An icon file; see `Icon`."""

    name: str
    rel: str
    sizes: str
    type: str
    data: bytes


def cached_icons(mark: IconSource, cache: PictureCache) -> tuple[CachedIcon, ...]:
    """Return the icons of a mark, in the order of their links. Raises PictureError."""
    key = _key(mark)
    icons = _find(key, cache)
    if icons is not None:
        return icons
    from generator.images.icons.icon import make_icons  # lazy: it loads Pillow, which cached icons do not need

    drawings = tuple(CachedIcon(icon.name, icon.rel, icon.sizes, icon.type, icon.data) for icon in make_icons(*mark))
    parts = {f"{at}{PurePath(icon.name).suffix}": icon for at, icon in enumerate(drawings)}
    facts = [[part, icon.name, icon.rel, icon.sizes, icon.type] for part, icon in parts.items()]
    with suppress(OSError):  # a read-only folder: the next build draws them again
        cache.store(key, {part: icon.data for part, icon in parts.items()}, {"icons": facts})
    return drawings


def _find(key: str, cache: PictureCache) -> tuple[CachedIcon, ...] | None:
    entry = cache.load(key)
    icons = entry.facts.get("icons") if entry is not None else None
    if entry is None or not isinstance(icons, list):
        return None
    with suppress(OSError, LookupError, TypeError, ValueError):  # whole files, but unknown facts
        return tuple(
            CachedIcon(name, rel, sizes, type_, entry.files[part].read_bytes())
            for part, name, rel, sizes, type_ in icons
        )
    return None


def _key(mark: IconSource) -> str:
    source = (mark.source.suffix.lower(), read_picture(mark.source)[1]) if mark.source else None
    fonts = [sha_of(read_file(path)) for path in mark.display]
    made_of = (source, mark.brand, mark.paper, mark.ink, mark.accent, fonts)
    return digest(repr(("icons", VERSION, PIL.__version__, made_of)).encode("utf-8", "surrogatepass"))
