"""The brand's own files: logo and icons, named by content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content.site import Site
from generator.images.errors import PictureError
from generator.images.icon import make_icons
from generator.images.open import probe, read_bytes
from generator.images.plan import FOLDER, find_inside
from generator.images.svg import clean_svg, svg_size
from generator.problems import Report


@dataclass(frozen=True, slots=True)
class BrandFiles:
    """`logo` is (path from the site's root, width, height); `icons` are (rel, type, path)."""

    logo: tuple[str, int, int] | None
    icons: tuple[tuple[str, str, str], ...]
    files: Mapping[str, bytes]


def plan_brand(site: Site, colours: tuple[str, str, str], display: Sequence[Path], report: Report) -> BrandFiles:
    """Make the logo and the icons; `colours` are the theme's paper and ink, and the accent."""
    settings, files = site.settings, dict[str, bytes]()
    logo: tuple[str, int, int] | None = None
    if settings.logo and find_inside(site.root, settings.logo, [site.place.at("logo")], "missing-picture", report):
        try:
            logo = _logo(site.root / settings.logo, files)
        except PictureError as error:
            report.error(error.name, error.message, site.place.at("logo"), error.help)
    icons: tuple[tuple[str, str, str], ...] = ()
    mark, key = (settings.favicon, "favicon") if settings.favicon else (settings.logo, "logo")
    if mark and not find_inside(site.root, mark, [site.place.at(key)], "missing-picture", report):
        return BrandFiles(logo, icons, files)
    try:
        paper, ink, accent = colours
        made = make_icons(site.root / mark if mark else None, settings.brand, paper, ink, accent, display)
        icons = tuple((icon.rel, icon.type, _add(files, icon.name, icon.data)) for icon in made)
    except PictureError as error:
        report.error(error.name, error.message, site.place.at(key), error.help)
    return BrandFiles(logo, icons, files)


def _logo(path: Path, files: dict[str, bytes]) -> tuple[str, int, int]:
    data = read_bytes(path)
    if path.suffix.lower() == ".svg":
        data = clean_svg(data)
        width, height = svg_size(data)
    else:
        facts = probe(path)
        width, height = facts.width, facts.height
    return _add(files, f"logo{path.suffix.lower()}", data), width, height


def _add(files: dict[str, bytes], name: str, data: bytes) -> str:
    pure = PurePosixPath(name)
    path = f"{FOLDER}/{pure.stem}.{hashlib.blake2b(data, digest_size=6).hexdigest()}{pure.suffix}"
    files[path] = data
    return path
