"""The specifications of share cards: one per person, and one for the directory."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from generator.content.site import Site
from generator.images.cards.card_spec import CardPicture, CardSpec, Colours
from generator.images.errors import PictureError
from generator.images.site_fonts import site_fonts
from generator.models.picture import Picture
from generator.pages.contrast import readable
from generator.pages.locale_format import direction
from generator.pages.members import Member
from generator.pages.theme import Theme
from generator.problems import Place, Report
from generator.registry import data_folder
from generator.sections.favorites import Favorite

SHELF = 3  # products on a card


def plan_site_card(site: Site, theme: Theme) -> CardSpec:
    """Return the card of the directory."""
    settings = site.settings
    tagline = settings.tagline.for_locale(settings.locale) if settings.tagline else ""
    shelf = (_card_picture(site, product.image) for product in site.products.values() if product.available)
    return replace(
        _plain_card(site, theme),
        line=tagline,
        products=tuple(islice((picture for picture in shelf if picture), SHELF)),
        direction=direction(settings.locale),
    )


def plan_card(site: Site, theme: Theme, member: Member) -> CardSpec:
    """Return the card of a person."""
    person, subject = member.profile.person, member.subject
    pictures = [
        _card_picture(site, site.products[favorite.product].image)
        for favorite in subject.written("favorites", tuple[Favorite, ...]) or ()
        if favorite.product in site.products
    ]
    return replace(
        _plain_card(site, theme),
        name=person.name,
        line=person.tagline or "",
        portrait=_card_picture(site, person.portrait),
        products=tuple(picture for picture in pictures if picture)[:SHELF],
        direction=direction(subject.locale),
    )


LATIN = frozenset(map(chr, range(0x20, 0x17F))) - frozenset("ªµºĲĳŉ")
"""Letters that the fonts of the built-in themes have: known, so that nothing is loaded for them."""


def report_undrawn(spec: CardSpec, place: Place, report: Report) -> None:
    """Warn about words that a share card leaves out because no font here has all of their letters."""
    fonts = (*spec.display, *spec.text)
    own = any(not font.is_relative_to(data_folder("themes")) for font in fonts)
    texts = {"brand": spec.brand} if spec.name == spec.brand else {"name": spec.name, "tagline": spec.line}
    for key, text in texts.items():
        if not own and LATIN.issuperset(text):
            continue
        # lazy: it loads Pillow, which a cached card does not need
        from generator.images.cards.lettering import FONT_HINT, undrawn_letters

        if why := undrawn_letters(text, fonts):
            excerpt = text if len(text) <= 40 else f"{text[:40]}…"
            instead = " and shows the brand instead" if key == "name" else ""
            message = f"the share card leaves out `{excerpt}`{instead}: {why}"
            report.warning("card-text-left-out", message, place.at(key), FONT_HINT)


def _plain_card(site: Site, theme: Theme) -> CardSpec:
    colours = Colours(
        theme.share.paper,
        theme.share.ink,
        theme.share.soft,
        readable(theme.options.get("accent", theme.share.ink), theme.share.paper),
    )
    display, text = _font(theme, theme.share.display), _font(theme, theme.share.text)
    more = site_fonts(site)
    return CardSpec(site.settings.brand, site.settings.brand, colours, (*display, *more), (*text, *more))


def _font(theme: Theme, path: str) -> tuple[Path, ...]:
    font_path = theme.find(path)
    return (font_path,) if font_path else ()


def _card_picture(site: Site, picture: Picture | None) -> CardPicture | None:
    """Return a picture for a card, or None for a broken one: its page already reports the fault."""
    if picture is None:
        return None
    from generator.images.decode.open import probe  # lazy: it loads Pillow, which few runs need

    path = site.root / picture.src
    try:
        focus = (picture.focus[0], picture.focus[1]) if picture.focus else (0.5, 0.5)
        return CardPicture(path, probe(path).sha, focus)
    except PictureError:
        return None
