"""What templates see: plain, frozen data, and nothing else.

Every path of a file is from the site's root; templates put `page.root` before it. `lang` is a BCP 47 tag.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.sections.pictures import PictureView
from generator.sections.prose_parts import StoryPicture
from generator.sections.wants import Link


@dataclass(frozen=True, slots=True)
class HeadView:
    """The head of a page. `canonical` and `image` are whole addresses; `json_ld` is safe inside a script element."""

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


@dataclass(frozen=True, slots=True)
class DirectoryWordsView:
    """A brand's own words for the directory in the page's language; "" where the theme's are used.

    `title` is runs of text, each with whether it stands out.
    """

    name: str
    title: tuple[tuple[str, bool], ...]
    link: str
    invitation: str
    logo: str


@dataclass(frozen=True, slots=True)
class BrandView:
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


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link inside the site: its text, its path from the site's root, the language of both."""

    text: str
    path: str
    lang: str


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """The advertising label: `lead` is the word that the market's law asks for, `text` says it as a person would.

    Empty on a page where nothing pays and nothing has been paid for.
    """

    lead: str
    text: str
    more: str
    """The long form, for the foot of the page."""


@dataclass(frozen=True, slots=True)
class HeroView:
    """Who this is. `first` and `rest` split the name for the two voices of the display face; `called` is what the page
    calls the person in its sentences; `several` says whether the name is that of more than one person."""

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
"""A heading that somebody wrote, in runs of text; those that stand out are marked. Empty: the theme words it."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section's name (its template), the person's own heading for it, and its own view."""

    name: str
    title: Title
    view: object


@dataclass(frozen=True, slots=True)
class CallsView:
    """What the first screen invites to: the section with products to jump to, and the code.

    `shelf` is that section's name, `products` how many it shows; `offer` says what the code gives in a word or two,
    "" where nobody wrote that. `code` is "" where the page shows none.
    """

    shelf: str
    products: int
    code: str
    offer: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has. `root` leads from the page to the site's root ("", "../", ...), or is a base path."""

    lang: str
    dir: Literal["ltr", "rtl"]
    root: str
    head: HeadView
    brand: BrandView
    nav: tuple[NavLink, ...]
    year: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """An ambassador's page."""

    frame: Frame
    disclosure: DisclosureView
    hero: HeroView
    calls: CallsView
    sections: tuple[SectionView, ...]
    printed_code: str
    """The path of the QR code that leads here, for paper; "" without one."""


@dataclass(frozen=True, slots=True)
class GoPage:
    """A short link: it leads on to the product at once. `path` is the person's page, from the site's root."""

    frame: Frame
    disclosure: DisclosureView
    product: str
    link: Link
    name: str
    first: str
    path: str


@dataclass(frozen=True, slots=True)
class EndedPage:
    """The short thank-you for somebody whose time as an ambassador is over: no code, no paid link."""

    frame: Frame
    name: str
    first: str
    since: date | None
    until: date | None
    picture: PictureView | None
    others: tuple[DirectoryEntry, ...] = ()
    """Some of the people in the directory, whom the visitor may meet next."""


@dataclass(frozen=True, slots=True)
class EndedEntry:
    """What the short thank-you says of somebody: all that the site keeps of them to make it."""

    name: str
    first: str
    lang: str
    since: date | None
    until: date | None
    picture: PictureView | None


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """One ambassador in the directory. `lang` is the language of their page."""

    name: str
    path: str
    lang: str
    tagline: str
    location: str
    niches: tuple[str, ...]
    picture: PictureView | None


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """The directory: everybody, and the niches with how many people each has, most common first."""

    frame: Frame
    entries: tuple[DirectoryEntry, ...]
    niches: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """A plain page: runs of safe HTML (str) and pictures, in reading order."""

    frame: Frame
    title: str
    parts: tuple[str | StoryPicture, ...]
    others: tuple[DirectoryEntry, ...] = ()
    """Some of the people in the directory, whom the visitor may meet next."""


@dataclass(frozen=True, slots=True)
class MissingPage:
    """404.html; and, `gone`, the page of somebody who was forgotten."""

    frame: Frame
    gone: bool = False
    others: tuple[DirectoryEntry, ...] = ()
    """Some of the people in the directory, whom the visitor may meet next."""


@dataclass(frozen=True, slots=True)
class MovedPage:
    """An old address that leads on; `path` is the new page's, from the site's root."""

    frame: Frame
    path: str
    name: str
