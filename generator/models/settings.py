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
from generator.models.written import FilePath, Flag, Line, SiteUrl, Slug, WebUrl, Written

Relationship = Literal["affiliate", "gifted", "paid", "employee"]
Market = Literal["US", "UK", "FR", "DE", "ES"]


class Settings(Written):
    """The brand and its site."""

    brand: Line = Field(examples=["Maison Lune"])
    """The brand's name, as the pages show it."""
    url: SiteUrl = Field(examples=["https://friends.maisonlune.example", "https://maisonlune.example/friends"])
    """Where the built site will live; a path is allowed."""
    shop: WebUrl = Field(examples=["https://maisonlune.example"])
    """This host, with and without `www.`, and its subdomains are the shop: links to it are tracked."""
    tagline: LocalizedText | None = Field(None, examples=["Quiet care", {"en": "Quiet care", "fr": "Le soin calme"}])
    """A line about the brand."""
    about: LocalizedText | None = None
    """A paragraph on the brand and its programme, for the directory."""
    directory: DirectoryWords | None = Field(None, examples=[{"name": "The Lune crew"}])
    """The words of the directory, and of the links that lead to it, in place of the theme's."""
    contact: WebUrl | None = Field(None, examples=["https://maisonlune.example/contact"])
    """An address for questions, shown at the foot of each page."""
    locale: Locale = "en"
    """The language of pages that do not name their own."""
    market: Market = "US"
    """Whose advertising law words the label of paid links; a person may differ."""
    currency: Currency = "EUR"
    """The currency of every price, in three letters."""
    timezone: TimeZone = "UTC"
    """The clock by which days in content are meant."""
    theme: ThemeName = "dew"
    """The look: a built-in theme, or a folder in themes/."""
    theme_options: dict[str, Line] = Field(default_factory=dict, examples=[{"accent": "#a4452c"}])
    """What the theme lets you choose, such as the one strong colour."""
    logo: FilePath | None = Field(None, examples=["images/logo.svg"])
    """The brand's logo: SVG, PNG or JPEG. An SVG is cleaned of anything that could run."""
    favicon: FilePath | None = Field(None, examples=["images/favicon.png"])
    """A square picture for the browser's tab; without it the logo."""
    relationship: Relationship = "affiliate"
    """What the brand gives its ambassadors: it words the label; a person may differ."""
    tracking: Tracking = Field(default_factory=Tracking)
    """How links to the shop are tagged, so that a sale finds its way back to the person."""
    channels: Annotated[tuple[Slug, ...], Field(max_length=20)] = Field((), examples=[["ig", "tt"]])
    """Extra addresses, such as /lea-moreau/ig/, whose links carry the channel."""
    index: Flag = True
    """May search engines list the pages; a person may differ."""
    share_cards: Flag = True
    """Draw a picture per person for shared links."""
    qr_codes: Flag = True
    """Draw a code to print per person, and make the address that it leads to: /lea-moreau/qr/."""
    short_links: Flag = False
    """An address per person and product that leads to the shop: /lea-moreau/go/cloud-balm/."""
    codes: Codes | None = Field(None, examples=[{"template": "{first}{value}", "value": 15}])
    """How discount codes are made for those who have none of their own."""
    checks: Levels = Field(default_factory=dict, examples=[{"short-story": "off", "stale-price": "error"}])
    """How advice and warnings are told, by name: `off`, `warning` or `error`. docs/checks.md lists the names."""
