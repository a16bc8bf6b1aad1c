"""The input of all pages, and the parts that they share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from generator.content.site import Site
from generator.images.brand import BrandFiles
from generator.images.encode_pictures import Assets
from generator.links.resolve import Links, plain_link
from generator.pages.asset_bundle import Bundle
from generator.pages.directory_words import directory_words
from generator.pages.locale_format import direction
from generator.pages.members import FOOT, Member
from generator.pages.theme import Theme
from generator.pages.views import BrandView, Frame, HeadView, NavLink
from generator.sections.wants import Link, LinkWant

SITE_CARD = "card.jpg"
"""The published path of the site's own share card."""
LONGEST_DESCRIPTION = 155  # letters; search engines cut there


class PageContext(Struct, frozen=True):
    """The input that all pages are planned from."""

    site: Site
    theme: Theme
    members: tuple[Member, ...]
    links: Links
    assets: Assets
    files: Mapping[str, str]
    """Files that are published as they are: path from the site's folder -> path from the output's root."""
    cards: frozenset[str]
    """The published paths of share cards."""
    brand: BrandFiles
    bundle: Bundle
    day: date
    url: str
    """The site's address, without a slash at its end."""

    @property
    def base(self) -> str:
        """Return the path of the site's root, with a slash at both ends."""
        return urlsplit(self.url).path.rstrip("/") + "/"


def page_path(slug: str, address: str) -> str:
    """Return the output path of one of a person's pages."""
    return f"{folder(slug, address)}index.html"


def folder(slug: str, address: str) -> str:
    """Return the path of one of a person's pages from the site's root, with a slash at its end."""
    return f"{slug}/{address}/" if address else f"{slug}/"


def shorten(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Cut a text after a word, and add an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"


def page_head(plan: PageContext, title: str, description: str, canonical: str, index: bool) -> HeadView:
    """Return the head of a page that belongs to no single person. Its preview uses the site's card."""
    has_card = bool(canonical) and SITE_CARD in plan.cards
    return HeadView(
        title=title,
        description=description,
        canonical=canonical,
        index=index,
        kind="website",
        image=f"{plan.url}/{SITE_CARD}" if has_card else "",
        image_alt=plan.site.settings.brand if has_card else "",
        json_ld="",
        styles=plan.bundle.styles,
        script=plan.bundle.script,
        icons=plan.brand.icons,
        preload=None,
    )


def page_frame(
    plan: PageContext, lang: str, root: str, head: HeadView, own_links: Mapping[LinkWant, Link] | None = None
) -> Frame:
    """Return the frame that every page has. `root` leads from the page to the site's root.

    `own_links` are the links of a person's own page. The product links in its footer then pay that person.
    """
    settings = plan.site.settings
    default = settings.locale
    shop: Link | None
    if own_links is not None:
        shop = own_links.get(LinkWant(FOOT, settings.shop))
        contact = own_links.get(LinkWant(FOOT, settings.contact)) if settings.contact else None
    else:
        shop = plain_link(settings.shop, root)
        contact = plain_link(settings.contact, root) if settings.contact else None
    brand = BrandView(
        name=settings.brand,
        tagline=settings.tagline.for_locale(lang, default) if settings.tagline else "",
        about=settings.about.for_locale(lang, default) if settings.about else "",
        logo=plan.brand.logo,
        shop=shop,
        contact=contact,
        directory=directory_words(settings, lang),
    )
    nav = tuple(
        NavLink(page.facts.title, f"{page.slug}/", page.facts.locale or default)
        for page in plan.site.pages
        if page.facts.nav
    )
    return Frame(lang, direction(lang), root, head, brand, nav, plan.day.year)
