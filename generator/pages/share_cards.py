"""Which share cards there are: one a person, and one for the directory."""

from __future__ import annotations

from pathlib import Path

from generator.content.site import Site
from generator.images.card import CardPicture, CardSpec, Colours
from generator.images.errors import PictureError
from generator.images.open import probe
from generator.models.picture import Picture
from generator.pages.colour import readable
from generator.pages.language import direction
from generator.pages.roster import Member
from generator.pages.theme import Theme
from generator.sections.favorites import Favorite

SHELF = 3  # products on a card


def plan_cards(site: Site, theme: Theme, members: tuple[Member, ...]) -> dict[str, CardSpec]:
    """The cards by their published path; none where the brand does not want them."""
    if not site.settings.share_cards:
        return {}
    settings = site.settings
    colours = Colours(
        theme.share.paper,
        theme.share.ink,
        theme.share.soft,
        readable(theme.options.get("accent", theme.share.ink), theme.share.paper),
    )
    display, text = _font(theme, theme.share.display), _font(theme, theme.share.text)
    tagline = settings.tagline.for_locale(settings.locale) if settings.tagline else ""
    shelf = tuple(_card_picture(site, product.image) for product in site.products.values() if product.available)
    cards = {
        "card.jpg": CardSpec(
            brand=settings.brand,
            name=settings.brand,
            colours=colours,
            display=display,
            text=text,
            line=tagline,
            products=tuple(picture for picture in shelf if picture)[:SHELF],
            direction=direction(settings.locale),
        )
    }
    for member in members:
        if member.state != "live":
            continue
        person, subject = member.profile.person, member.subject
        loved = [
            _card_picture(site, site.products[favorite.product].image)
            for favorite in subject.written("favorites", tuple[Favorite, ...]) or ()
            if favorite.product in site.products
        ]
        cards[f"{subject.slug}/card.jpg"] = CardSpec(
            brand=settings.brand,
            name=person.name,
            colours=colours,
            display=display,
            text=text,
            line=person.tagline or "",
            portrait=_card_picture(site, person.portrait),
            products=tuple(picture for picture in loved if picture)[:SHELF],
            direction=direction(subject.locale),
        )
    return cards


def _font(theme: Theme, path: str) -> tuple[Path, ...]:
    found = theme.find(path)
    return (found,) if found else ()


def _card_picture(site: Site, picture: Picture | None) -> CardPicture | None:
    """A picture for a card; a broken one is left out here, as its page already reports it."""
    if picture is None:
        return None
    path = site.root / picture.src
    try:
        focus = (picture.focus[0], picture.focus[1]) if picture.focus else (0.5, 0.5)
        return CardPicture(path, probe(path).sha, focus)
    except PictureError:
        return None
