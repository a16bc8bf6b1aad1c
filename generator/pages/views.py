"""The views: plain, frozen data, and all that templates can access.

Every path of a file is from the site's root; templates put `page.root` before it. `lang` is a BCP 47 tag.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from generator.sections.pictures import PictureView
from generator.sections.prose_parts import StoryPicture
from generator.sections.wants import Link


class HeadView(Struct, frozen=True):
    """The head of a page. `canonical` and `image` are absolute URLs; `json_ld` is safe inside a script element."""

    title: str
    description: str
    canonical: str
    index: bool
    kind: Literal["profile", "website"]
    image: str
    image_alt: str
    json_ld: str
    styles: str
    script: str
    icons: tuple[tuple[str, str, str, str], ...]
    """(rel, type, sizes, path)"""
    preload: PictureView | None
    """The picture that the visitor sees first."""


class DirectoryWordsView(Struct, frozen=True):
    """A brand's own words for the directory in the page's language; "" where the theme's are used.

    `title` is a list of runs: each has a text and whether it is emphasised.
    """

    name: str
    title: tuple[tuple[str, bool], ...]
    link: str
    invitation: str
    logo: str


class BrandView(Struct, frozen=True):
    """The brand. `logo` is (path, width, height); `home` is the path of the directory from the site's root."""

    name: str
    tagline: str
    about: str
    logo: tuple[str, int, int] | None
    shop: Link | None
    """None on the page of a person whom nothing pays: the link would pay them."""
    contact: Link | None
    directory: DirectoryWordsView
    """The brand's own words for the directory."""


class NavLink(Struct, frozen=True):
    """A link inside the site: its text, its path from the site's root, and the language of both."""

    text: str
    path: str
    lang: str


class DisclosureView(Struct, frozen=True):
    """The advertising label. `lead` is the word that the law of the market asks for; `text` is a full sentence.

    Both are empty on a page where nothing pays and nothing was paid for.
    """

    lead: str
    text: str
    more: str
    """The long form, for the foot of the page."""


class HeroView(Struct, frozen=True):
    """The person at the top of the page. `first` and `rest` split the name for the two voices of the display face.

    `called` is the short name in the page's sentences. `several` says whether the name is that of more than one person.
    """

    name: str
    first: str
    rest: str
    called: str
    several: bool
    handle: str
    tagline: str
    picture: PictureView | None
    location: str
    niches: tuple[str, ...]
    since: date | None
    followers: int | None
    tier: str
    relationship: str


Title = tuple[tuple[str, bool], ...]
"""A heading that a person wrote, in runs of text; emphasised runs are marked. Empty: the theme words it."""


class SectionView(Struct, frozen=True):
    """A section's name (its template), the person's own heading for it, and its own view."""

    name: str
    title: Title
    view: object


class CallsView(Struct, frozen=True):
    """The calls to action on the first screen: a jump to the section with products, and the code.

    `shelf` is that section's name, and `products` the number that it shows. `offer` is a short description of the
    code's benefit, "" if the brand wrote none. `code` is "" if the page shows none.
    """

    shelf: str
    products: int
    code: str
    offer: str


class Frame(Struct, frozen=True):
    """The frame of every page. `root` leads from the page to the site's root ("", "../", ...), or is a base path."""

    lang: str
    dir: Literal["ltr", "rtl"]
    root: str
    head: HeadView
    brand: BrandView
    nav: tuple[NavLink, ...]
    year: int


class PersonPage(Struct, frozen=True):
    """An ambassador's page."""

    frame: Frame
    disclosure: DisclosureView
    hero: HeroView
    calls: CallsView
    sections: tuple[SectionView, ...]
    printed_code: str
    """The path of the QR code that leads here, for paper; "" without one."""


class GoPage(Struct, frozen=True):
    """A short link, which redirects to the product at once. `path` is the person's page, from the site's root."""

    frame: Frame
    disclosure: DisclosureView
    product: str
    link: Link
    name: str
    first: str
    path: str


class EndedPage(Struct, frozen=True):
    """The short thank-you for a person who is no longer an ambassador: no code, no paid link."""

    frame: Frame
    name: str
    first: str
    since: date | None
    until: date | None
    picture: PictureView | None
    others: tuple[DirectoryEntry, ...] = ()
    """Some of the people in the directory, whom the visitor may meet next."""


class EndedEntry(Struct, frozen=True):
    """The content of the short thank-you. The site keeps nothing else of the person to build it."""

    name: str
    first: str
    lang: str
    since: date | None
    until: date | None
    picture: PictureView | None


class DirectoryEntry(Struct, frozen=True):
    """One ambassador in the directory. `lang` is the language of their page."""

    name: str
    path: str
    lang: str
    tagline: str
    location: str
    niches: tuple[str, ...]
    picture: PictureView | None


class DirectoryPage(Struct, frozen=True):
    """The directory: everyone, and the niches with the number of people in each, most common first."""

    frame: Frame
    entries: tuple[DirectoryEntry, ...]
    niches: tuple[tuple[str, int], ...]


class TextPage(Struct, frozen=True):
    """A plain page: runs of safe HTML (str) and pictures, in reading order."""

    frame: Frame
    title: str
    parts: tuple[str | StoryPicture, ...]
    others: tuple[DirectoryEntry, ...] = ()
    """Some of the people in the directory, whom the visitor may meet next."""


class MissingPage(Struct, frozen=True):
    """The page 404.html and, with `gone`, the page of a forgotten person."""

    frame: Frame
    gone: bool = False
    others: tuple[DirectoryEntry, ...] = ()
    """Some of the people in the directory, whom the visitor may meet next."""


class MovedPage(Struct, frozen=True):
    """An old address that redirects; `path` is the new page's, from the site's root."""

    frame: Frame
    path: str
    name: str
