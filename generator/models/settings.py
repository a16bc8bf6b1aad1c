"""content/site.yaml: the brand, the address, the shop, tracking, look."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.models.codes import Codes
from generator.models.directory import DirectoryWords
from generator.models.levels import Levels
from generator.models.locale import Currency, Locale, LocalizedText, TimeZone
from generator.models.names import ThemeName
from generator.models.tracking import Tracking
from generator.models.written import FilePath, Flag, Line, OneOrMany, SiteUrl, Slug, WebUrl, Written

Relationship = Literal["affiliate", "gifted", "paid", "employee"]
Market = Literal["US", "UK", "FR", "DE", "ES"]
MADE_UP_URL = "https://friends-of-your-brand.example"
MADE_UP_SHOP = "https://your-brand.example"
"""Addresses of a new site until the brand writes its own."""


class Settings(Written):
    """The brand and its site."""

    brand: Line = Field(examples=["Maison Lune"])
    """The brand's name, as the pages show it."""
    url: SiteUrl = Field(examples=["https://friends.maisonlune.example", "https://maisonlune.example/friends"])
    """The address of the built site; a path is allowed."""
    shop: WebUrl = Field(examples=["https://maisonlune.example"])
    """This host, with and without `www.`, and its subdomains are the shop: links to it are tracked."""
    tagline: LocalizedText | None = Field(None, examples=["Quiet care", {"en": "Quiet care", "fr": "Le soin calme"}])
    """A line about the brand."""
    about: LocalizedText | None = None
    """A paragraph on the brand and its programme, for the directory."""
    directory: DirectoryWords | None = Field(None, examples=[{"name": "The Lune crew"}])
    """The words of the directory, and of the links to it, instead of the theme's."""
    contact: WebUrl | None = Field(None, examples=["https://maisonlune.example/contact"])
    """An address for questions, shown at the foot of each page."""
    locale: Locale = "en"
    """The language of pages that do not name their own."""
    market: Market = "US"
    """The country whose advertising law words the label of paid links; a profile may name another."""
    currency: Currency = "EUR"
    """The currency of every price, in three letters."""
    timezone: TimeZone = "UTC"
    """The time zone of all days in content."""
    theme: ThemeName = "dew"
    """The look: a built-in theme, or a folder in themes/."""
    theme_options: dict[str, Line] = Field(default_factory=dict, examples=[{"accent": "#a4452c"}])
    """The theme's options, such as its accent colour."""
    logo: FilePath | None = Field(None, examples=["images/logo.svg"])
    """The brand's logo: SVG, PNG or JPEG. Scripts are removed from an SVG."""
    favicon: FilePath | None = Field(None, examples=["images/favicon.png"])
    """A square picture for the browser's tab; without it, the logo."""
    fonts: Annotated[tuple[FilePath, ...], OneOrMany, Field(max_length=20)] = Field(
        (), examples=[["fonts/NotoSansArabic-Regular.ttf"]]
    )
    """Fonts for letters that the theme's fonts lack, in drawn pictures: share cards and kits. TTF, OTF or WOFF2."""
    relationship: Relationship = "affiliate"
    """What the brand gives its ambassadors, which decides the label's words; a profile may differ."""
    tracking: Tracking = Field(default_factory=Tracking)
    """How links to the shop are tagged, so that each sale is counted for the person."""
    channels: Annotated[tuple[Slug, ...], Field(max_length=20)] = Field((), examples=[["ig", "tt"]])
    """Extra addresses, such as /lea-moreau/ig/, whose links carry the channel."""
    index: Flag = True
    """Whether search engines may list the pages; a profile may differ."""
    share_cards: Flag = True
    """Make a picture for each person, for shared links."""
    qr_codes: Flag = True
    """Make a QR code to print for each person, and the address that it leads to: /lea-moreau/qr/."""
    short_links: Flag = False
    """An address per person and product that leads to the shop: /lea-moreau/go/cloud-balm/."""
    codes: Codes | None = Field(None, examples=[{"template": "{first}{value}", "value": 15}])
    """How discount codes are made for people without a `code` of their own."""
    checks: Levels = Field(default_factory=dict, examples=[{"short-story": "off", "stale-price": "error"}])
    """The level of each check, by its name: `off`, `warning` or `error`. docs/checks.md lists the names."""
