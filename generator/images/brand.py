"""The brand's own files: logo and icons, named by content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.content.site import Site
from generator.images.asset import asset_path
from generator.images.cache import PictureCache
from generator.images.decode.file_bytes import read_picture
from generator.images.encode_pictures import find_inside
from generator.images.errors import PictureError
from generator.images.icons.icon_cache import CachedIcon, IconSource, cached_icons
from generator.problems import Place, Report

LARGEST_LOGO = 1200  # pixels of its longer side; pages show it far smaller


class BrandFiles(Struct, frozen=True):
    """The published files of the brand. `logo` is (path from the site's root, width, height).

    `icons` are (rel, type, sizes, path).
    """

    logo: tuple[str, int, int] | None
    icons: tuple[tuple[str, str, str, str], ...]
    files: Mapping[str, bytes]


def plan_brand(
    site: Site, colours: tuple[str, str, str], display: Sequence[Path], cache: PictureCache, report: Report
) -> BrandFiles:
    """Create the logo and the icons. `colours` are the theme's paper and ink, and the accent."""
    settings, files = site.settings, dict[str, bytes]()
    logo: tuple[str, int, int] | None = None
    if settings.logo and find_inside(site.root, settings.logo, [site.place.at("logo")], "missing-picture", report):
        try:
            logo = _logo(site.root / settings.logo, files)
        except PictureError as error:
            report.error(error.name, error.message, site.place.at("logo"), error.help)
    icons: tuple[tuple[str, str, str, str], ...] = ()
    mark, key = (settings.favicon, "favicon") if settings.favicon else (settings.logo, "logo")
    if mark and not find_inside(site.root, mark, [site.place.at(key)], "missing-picture", report):
        return BrandFiles(logo, icons, files)
    try:
        paper, ink, accent = colours
        source = site.root / mark if mark else None
        drawings = cached_icons(IconSource(source, settings.brand, paper, ink, accent, display), cache)
        paths_by_icon = [(icon, _place_icon(files, icon)) for icon in drawings]
        icons = tuple((icon.rel, icon.type, icon.sizes, path) for icon, path in paths_by_icon if icon.rel)
        if source is not None and source.suffix.lower() == ".svg":
            _check_drawn(source, site.place.at(key), report)
    except PictureError as error:
        report.error(error.name, error.message, site.place.at(key), error.help)
    return BrandFiles(logo, icons, files)


def _logo(path: Path, files: dict[str, bytes]) -> tuple[str, int, int]:
    if path.suffix.lower() == ".svg":
        from generator.images.svg.clean import clean_svg, svg_size  # lazy: only an SVG logo needs it

        data = clean_svg(read_picture(path)[0])
        return _add(files, "logo.svg", data), *svg_size(data)
    from PIL import Image  # lazy: it loads Pillow, which a cached logo does not need

    from generator.images.decode.guard import pillow_errors
    from generator.images.decode.open import open_picture
    from generator.images.encode.save import save_picture

    # Encode the logo again: the original file could also be a web page (`logo.html`), or hold the place of a photo.
    picture = open_picture(path)
    with pillow_errors(path.name):
        picture.thumbnail((LARGEST_LOGO, LARGEST_LOGO), Image.Resampling.LANCZOS)
        data = save_picture(picture, "png", optimize=True)
    return _add(files, "logo.png", data), picture.width, picture.height


def _check_drawn(source: Path, place: Place, report: Report) -> None:
    """Warn about an SVG mark that only browsers show: home screens, messengers and search engines take no SVG."""
    from generator.images.svg.clean import clean_svg  # lazy: only an SVG logo needs it
    from generator.images.svg.raster import find_undrawable

    reason = find_undrawable(clean_svg(read_picture(source)[0]))
    if reason:
        message = f"home screens and search engines will show the brand's letter: this SVG holds {reason}"
        report.warning("letter-icon", message, place, "name a square PNG of 512 pixels here, or a simpler drawing")


def _place_icon(files: dict[str, bytes], icon: CachedIcon) -> str:
    """Add an icon to the files, and return its path. Machines request two icons at the site's root, by fixed names."""
    if icon.rel == "icon":
        return _add(files, icon.name, icon.data)
    files[icon.name] = icon.data
    return icon.name


def _add(files: dict[str, bytes], name: str, data: bytes) -> str:
    path = asset_path(name, data)
    files[path] = data
    return path
