"""content/site.yaml: the brand, the address, the shop, tracking, look."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.models.codes import Codes
from generator.models.locale import Currency, Locale, LocalizedText, TimeZone
from generator.models.tracking import Tracking
from generator.models.written import FilePath, Flag, Line, SiteUrl, Slug, WebUrl, Written

Relationship = Literal["affiliate", "gifted", "paid", "employee"]
Market = Literal["US", "UK", "FR", "DE", "ES"]


class Settings(Written):
    """The brand and its site."""

    brand: Line
    url: SiteUrl
    """Where the built site will live; a path is allowed."""
    shop: WebUrl
    """This host and its subdomains are the shop: links to it are tracked."""
    tagline: LocalizedText | None = None
    about: LocalizedText | None = None
    """A paragraph on the brand and its programme, for the directory."""
    contact: WebUrl | None = None
    locale: Locale = "en"
    market: Market = "US"
    """Whose disclosure law applies; a person may differ."""
    currency: Currency = "EUR"
    timezone: TimeZone = "UTC"
    """In which dates in content are meant."""
    theme: Line = "dew"
    theme_options: dict[str, Line] = Field(default_factory=dict)
    logo: FilePath | None = None
    favicon: FilePath | None = None
    """A square picture; without it the logo."""
    relationship: Relationship = "affiliate"
    tracking: Tracking = Field(default_factory=Tracking)
    channels: tuple[Slug, ...] = ()
    """Extra addresses (/lea/ig/) whose links carry the channel."""
    index: Flag = True
    """May search engines list the pages; a person may differ."""
    share_cards: Flag = True
    qr_codes: Flag = True
    """A code to print per person, and the address that it leads to (/lea/qr/)."""
    short_links: Flag = False
    """An address per person and product that leads to the shop (/lea/go/balm/)."""
    codes: Codes | None = None
    """How discount codes are made for those who have none of their own."""
