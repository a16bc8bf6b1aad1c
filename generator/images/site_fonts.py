"""The fonts of a site, for letters that the theme's fonts lack in drawn pictures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from generator.content.site import Site
from generator.images.encode_pictures import find_inside
from generator.problems import Report


def site_fonts(site: Site) -> tuple[Path, ...]:
    """Return the font files that site.yaml names, in its order, without those that `check_fonts` reports."""
    return tuple(path for path in _font_paths(site) if path.is_file() and _is_font(path, path.stat().st_mtime_ns))


def check_fonts(site: Site, report: Report) -> None:
    """Report each named font that is missing, or that no picture can be drawn with."""
    for index, path in enumerate(_font_paths(site)):
        place = site.place.at("fonts", index)
        there = find_inside(site.root, site.settings.fonts[index], [place], "missing-file", report)
        if there and not _is_font(path, path.stat().st_mtime_ns):
            message = f"`{path.name[:80]}` is not a font that pictures can be drawn with"
            report.error("unreadable-font", message, place, "name a font file: TTF, OTF or WOFF2")


def _font_paths(site: Site) -> tuple[Path, ...]:
    return tuple(site.root / font for font in site.settings.fonts)


@cache
def _is_font(path: Path, _change_time: int) -> bool:
    from PIL import ImageFont  # lazy: it loads Pillow, which few runs need

    try:
        ImageFont.truetype(path, 40)
    except (OSError, ValueError):
        return False
    return True
