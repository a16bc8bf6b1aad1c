"""The same programme as the content of other generators: the same profiles and stories, byte for byte."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from bench.corpus.people import ambassador
from bench.corpus.photos import lay_photo, lay_product_photos, person_photo
from bench.corpus.products import catalogue
from bench.corpus.write import BRAND, one_file, with_portrait, write_catalogue
from generator.images.icons.icon import make_icons

PEERS = Path(__file__).parents[1] / "peers"
_DEW = Path(__file__).parents[2] / "themes" / "dew"


def write_hugo_site(root: Path, people: int, *, products: int = 120, photos: Path | None = None) -> None:
    """Write a site for Hugo: one Markdown file a person, or a page bundle with the portrait."""
    shop = catalogue(products)
    shutil.copytree(PEERS / "hugo", root)
    _lay_assets(root / "assets")
    _lay_icons(root / "static")
    (root / "data").mkdir()
    write_catalogue(root / "data" / "products.yaml", shop, "images/" if photos else None)
    (root / "content").mkdir()
    for number in range(people):
        person = ambassador(number, shop)
        text = one_file(with_portrait(person, "portrait.jpg" if photos else None), person.story)
        if photos:
            lay_photo(photos / person_photo(number), root / "content" / person.slug / "portrait.jpg")
            (root / "content" / person.slug / "index.md").write_text(text, "utf-8")
        else:
            (root / "content" / f"{person.slug}.md").write_text(text, "utf-8")
    if photos:
        lay_product_photos(photos, shop, root / "assets" / "images")


def write_eleventy_site(root: Path, people: int, *, products: int = 120, photos: Path | None = None) -> None:
    """Write a site for Eleventy: one Markdown file a person."""
    shop = catalogue(products)
    shutil.copytree(PEERS / "eleventy", root, ignore=shutil.ignore_patterns("node_modules"))
    (root / "node_modules").symlink_to(PEERS / "eleventy" / "node_modules")
    _lay_assets(root / "assets")
    _lay_icons(root / "static")
    write_catalogue(root / "src" / "_data" / "products.yaml", shop, "photos/" if photos else None)
    for number in range(people):
        person = ambassador(number, shop)
        text = one_file(with_portrait(person, f"photos/{person.slug}.jpg" if photos else None), person.story)
        (root / "src" / "people" / f"{person.slug}.md").write_text(text, "utf-8")
        if photos:
            lay_photo(photos / person_photo(number), root / "photos" / f"{person.slug}.jpg")
    if photos:
        lay_product_photos(photos, shop, root / "photos")


def write_astro_site(root: Path, people: int, *, products: int = 120, photos: Path | None = None) -> None:
    """Write a site for Astro: one Markdown file a person. Its templates have no pictures."""
    if photos:
        raise ValueError("the templates for Astro have no pictures")
    shop = catalogue(products)
    shutil.copytree(PEERS / "astro", root, ignore=shutil.ignore_patterns("node_modules", ".astro", "dist"))
    (root / "node_modules").symlink_to(PEERS / "astro" / "node_modules")
    _lay_assets(root / "assets")
    _lay_icons(root / "public")
    (root / "data").mkdir()
    write_catalogue(root / "data" / "products.yaml", shop, None)
    (root / "people").mkdir()
    for number in range(people):
        person = ambassador(number, shop)
        text = one_file(with_portrait(person, None), person.story)
        (root / "people" / f"{person.slug}.md").write_text(text, "utf-8")


def _lay_assets(folder: Path) -> None:
    """The styles and scripts of our own theme."""
    for kind in ("css", "js"):
        shutil.copytree(_DEW / "assets" / kind, folder / kind)


def _lay_icons(folder: Path) -> None:
    """The icons that our own build draws: the peers publish them as they are."""
    theme = tomllib.loads((_DEW / "theme.toml").read_text("utf-8"))
    share, accent = theme["share"], theme["options"]["accent"]["default"]
    folder.mkdir()
    for icon in make_icons(None, BRAND, share["paper"], share["ink"], accent, [_DEW / share["display"]]):
        (folder / icon.name).write_bytes(icon.data)
