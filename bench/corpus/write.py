"""The programme as our content folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

from bench.corpus.people import Ambassador, ambassador
from bench.corpus.photos import lay_photo, lay_product_photos, person_photo
from bench.corpus.products import CatalogueEntry, catalogue

Form = Literal["folders", "files"]
ALT = "Somebody by a window in the morning"
BRAND = "Maison Lune"
SITE = f"""\
brand: {BRAND}
url: https://lune-circle.example
shop: https://maisonlune.example
contact: https://maisonlune.example/pages/contact
tagline: Slow skin care for the first hour of the day.
locale: en
market: US
currency: EUR
theme: like
relationship: affiliate
tracking:
  scheme: utm
  campaign: ambassadors
channels: []
share_cards: false
qr_codes: false
short_links: false
"""


WIDTHS = (480, 720, 960)  # px, of every picture
_DEW = Path(__file__).parents[2] / "themes" / "dew"
_ROLE = """
[pictures.{role}]
widths = {widths}
aspect = [4, 5]
sizes = "(min-width: 60rem) 23rem, (min-width: 40rem) 44vw, 40vw"
quality = "{quality}"
eager = {eager}
"""


def write_site(
    root: Path, people: int, *, products: int = 120, form: Form = "folders", photos: Path | None = None
) -> None:
    """Write `content/` of a site for us; with the pictures of a folder that `draw_photos` filled, or without any."""
    content = root / "content"
    shop = catalogue(products)
    (content / "ambassadors").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE, "utf-8")
    write_theme(root / "themes" / "like", pictures=photos is not None)
    write_catalogue(content / "products.yaml", shop, "images/" if photos else None)
    for number in range(people):
        person = ambassador(number, shop)
        folder = content / "ambassadors" / person.slug
        if form == "folders":
            profile = with_portrait(person, "portrait.jpg" if photos else None)
            folder.mkdir()
            (folder / "profile.yaml").write_text(profile, "utf-8")
            (folder / "story.md").write_text(person.story, "utf-8")
            portrait = folder / "portrait.jpg"
        else:
            profile = with_portrait(person, f"../images/people/{person.slug}.jpg" if photos else None)
            folder.with_suffix(".md").write_text(one_file(profile, person.story), "utf-8")
            portrait = content / "images" / "people" / f"{person.slug}.jpg"
        if photos:
            lay_photo(photos / person_photo(number), portrait)
    if photos:
        lay_product_photos(photos, shop, content / "images")


def write_theme(folder: Path, *, pictures: bool) -> None:
    """Write a theme that is `dew`, with a template of its own to change, and the same widths for every picture."""
    (folder / "templates" / "parts").mkdir(parents=True)
    shutil.copy(_DEW / "templates" / "parts" / "foot.html", folder / "templates" / "parts")
    text = 'name = "like"\nextends = "dew"\n'
    if pictures:
        for role, quality in (("hero", "fine"), ("entry", "fine"), ("card", "light"), ("thumb", "light")):
            eager = "true" if role == "hero" else "false"
            text += _ROLE.format(role=role, widths=list(WIDTHS), quality=quality, eager=eager)
    (folder / "theme.toml").write_text(text, "utf-8")


def one_file(profile: str, story: str) -> str:
    """A profile as front matter, and the story below it."""
    return f"---\n{profile}---\n\n{story}"


def write_catalogue(path: Path, products: list[CatalogueEntry], images: str | None) -> None:
    """Write the products as YAML; `images` is the path to their pictures with its slash, None without pictures."""
    lines = []
    for one in products:
        lines += [f"{one.id}:", f"  name: {one.name}", f"  url: {one.url}", f'  price: "{one.price}"']
        if images is not None:
            lines.append(f"  image: {{src: {images}{one.id}.jpg, alt: A jar of it}}")
        lines += [f"  description: {one.about}", f"  tags: [{one.tag}]"]
    path.parent.mkdir(parents=True, exist_ok=True)  # git keeps no empty folders
    path.write_text("\n".join(lines) + "\n", "utf-8")


def with_portrait(person: Ambassador, src: str | None) -> str:
    """The profile; with a portrait at a path, None without one."""
    return person.profile if src is None else f"{person.profile}portrait: {{src: {src}, alt: {ALT}}}\n"
