"""Everything that was read: the brand, its products, its people."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path

from generator.content.product_addresses import Addresses
from generator.models.campaign import Campaign
from generator.models.commissions import Commissions
from generator.models.imports import Imports
from generator.models.network import Network
from generator.models.person import Person
from generator.models.plain_page import PlainPage
from generator.models.product import Product
from generator.models.report_settings import ReportSettings
from generator.models.settings import Settings
from generator.problems import Place
from generator.prose.parts import Prose


@dataclass(frozen=True, slots=True)
class Profile:
    """One ambassador. `place` is the file of their facts."""

    slug: str
    person: Person
    story: Prose
    place: Place
    code_is_made: bool = False
    """Whether the code is not written, but made from the site's template."""


@dataclass(frozen=True, slots=True)
class Page:
    """One plain page."""

    slug: str
    facts: PlainPage
    text: Prose
    place: Place


@dataclass(frozen=True, slots=True)
class Site:
    """The whole content, joined. `root` is the site's folder; places are of the files that said it."""

    root: Path
    settings: Settings
    stands_in: bool
    """Whether site.yaml is broken, and `settings` only stand in for it: what they say is nobody's mistake."""
    place: Place
    products: Mapping[str, Product]
    product_places: Mapping[str, Place]
    campaigns: Mapping[str, Campaign]
    campaign_places: Mapping[str, Place]
    networks: Mapping[str, Network]
    network_places: Mapping[str, Place]
    people: tuple[Profile, ...]
    pages: tuple[Page, ...]
    addresses: Addresses = field(default_factory=dict)
    """Where the shop has each product: what a link in a story to such an address counts for."""
    forgotten: tuple[str, ...] = ()
    """Addresses of people who were forgotten, as `lea-moreau/ig`."""
    imports: Imports | None = None
    """Which columns of sheets are which fields; None where nothing is kept, or the file is broken."""
    commissions: Commissions | None = None
    """What people earn; None where there are no rules, or the file is broken."""
    report: ReportSettings | None = None
    """What the report compares with; None where nothing is written, or the file is broken."""


@dataclass(frozen=True, slots=True)
class SharedContent:
    """What all people have in common: the site without them.

    `product_ids` are all that content names as products, those that could not be read too; None where the catalogue
    itself could not be read. `broken` are the files with problems: what is missing only for that reason is not told
    again.
    """

    site: Site
    product_ids: Set[str] | None
    broken: Set[str]
