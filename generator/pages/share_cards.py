"""Which share cards there are: one a person, and one for the directory."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

from generator.content.site import Site
from generator.images.card_spec import CardPicture, CardSpec, Colours
from generator.images.errors import PictureError
from generator.models.picture import Picture
from generator.pages.colour import readable
from generator.pages.language import direction
from generator.pages.roster import Member
from generator.pages.theme import Theme
from generator.sections.favorites import Favorite

SHELF = 3  # products on a card


SITE_CARD = "card.jpg"


def plan_site_card(site: Site, theme: Theme) -> CardSpec:
    """The directory's card."""
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
    """A person's card."""
    person, subject = member.profile.person, member.subject
    loved = [
        _card_picture(site, site.products[favorite.product].image)
        for favorite in subject.written("favorites", tuple[Favorite, ...]) or ()
        if favorite.product in site.products
    ]
    return replace(
        _plain_card(site, theme),
        name=person.name,
        line=person.tagline or "",
        portrait=_card_picture(site, person.portrait),
        products=tuple(picture for picture in loved if picture)[:SHELF],
        direction=direction(subject.locale),
    )


def _plain_card(site: Site, theme: Theme) -> CardSpec:
    colours = Colours(
        theme.share.paper,
        theme.share.ink,
        theme.share.soft,
        readable(theme.options.get("accent", theme.share.ink), theme.share.paper),
    )
    display, text = _font(theme, theme.share.display), _font(theme, theme.share.text)
    return CardSpec(site.settings.brand, site.settings.brand, colours, display, text)


def _font(theme: Theme, path: str) -> tuple[Path, ...]:
    found = theme.find(path)
    return (found,) if found else ()


def _card_picture(site: Site, picture: Picture | None) -> CardPicture | None:
    """A picture for a card; a broken one is left out here, as its page already reports it."""
    if picture is None:
        return None
    from generator.images.open import probe

    path = site.root / picture.src
    try:
        focus = (picture.focus[0], picture.focus[1]) if picture.focus else (0.5, 0.5)
        return CardPicture(path, probe(path).sha, focus)
    except PictureError:
        return None
