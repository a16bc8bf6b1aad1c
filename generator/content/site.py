"""Loaded content of a site: the brand, its products, its people."""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.content.product_addresses import Addresses
from generator.models.campaign import Campaign
from generator.models.network import Network
from generator.models.person import Person
from generator.models.plain_page import PlainPage
from generator.models.product import Product
from generator.models.settings import Settings
from generator.problems import Place
from generator.prose.parts import Prose

if TYPE_CHECKING:
    from generator.models.commissions import Commissions
    from generator.models.imports import Imports
    from generator.models.report_settings import ReportSettings


class Profile(Struct, frozen=True):
    """One ambassador. `place` is the file of their facts."""

    slug: str
    person: Person
    story: Prose
    place: Place
    code_is_made: bool = False
    """Whether the code is generated from the site's template."""


class Page(Struct, frozen=True):
    """One plain page."""

    slug: str
    facts: PlainPage
    text: Prose
    place: Place


class Site(Struct, frozen=True):
    """The whole content. `root` is the site's folder; each place is that of the file with the value."""

    root: Path
    settings: Settings
    stands_in: bool
    """Whether site.yaml is broken and `settings` are defaults, so that their values must cause no problem."""
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
    """Shop addresses of the products: a story's link to one counts as a link to the product."""
    forgotten: tuple[str, ...] = ()
    """Addresses of forgotten people, as `lea-moreau/ig`."""
    imports: Imports | None = None
    """Saved map from columns of spreadsheets to fields; None without a file, or if it is broken."""
    commissions: Commissions | None = None
    """Rules for commissions; None without a file, or if it is broken."""
    report: ReportSettings | None = None
    """Settings of the report; None without a file, or if it is broken."""
    unread_products: Set[str] | None = frozenset()
    """Ids of products that are too broken for `products`; None if the catalogue itself is unreadable."""

    def may_have_product(self, id_: str) -> bool:
        """Return whether content has a product, or is too broken to know."""
        return id_ in self.products or self.unread_products is None or id_ in self.unread_products


class SharedContent(Struct, frozen=True):
    """Content that all people share: the site without people.

    `product_ids` are all product ids in content, those of broken products too; None if the catalogue itself is
    unreadable. `broken_files` are the files with errors: an item that is missing only for this reason is not reported
    again. `stand_ins` are the places of values that replace wrong ones: nothing is reported there again.
    """

    site: Site
    product_ids: Set[str] | None
    broken_files: Set[str]
    stand_ins: tuple[Place, ...] = ()
