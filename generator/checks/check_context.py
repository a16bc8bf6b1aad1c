"""The facts about the build that the checks need besides the page."""

from __future__ import annotations

from collections.abc import Container, Mapping, Set
from functools import lru_cache

from msgspec import Struct, field

from generator.checks.page_urls import host_of
from generator.checks.payees import NOBODY, Payees
from generator.links.generate.planned import PlannedLink
from generator.links.schemes.builtin import network_hosts


class CheckContext(Struct, frozen=True):
    """The part of one build that the checks need. All paths are output paths (`lea/index.html`).

    `planned_hrefs` are the tracked addresses that were planned for each page, byte for byte, and `plans` the input of
    each. `people` is the whole roster, `products` the untagged address of each product, `network_hosts` the hosts of
    affiliate networks. With them, the audit proves the destination and the payee of a link. `codes` are the discount
    codes that a page shows. `scripts`, `styles` and `style_attributes` are what the Content-Security-Policy allows:
    source expressions such as `'sha256-...'`. `texts` are the text files that are no pages.
    """

    site_url: str
    shop: str
    files: Container[str]
    planned_hrefs: Mapping[str, Set[str]] = field(default_factory=dict)
    plans: Mapping[str, tuple[PlannedLink, ...]] = field(default_factory=dict)
    people: Payees = NOBODY
    products: Mapping[str, str] = field(default_factory=dict)
    network_hosts: tuple[str, ...] = field(default_factory=network_hosts)
    codes: Mapping[str, Set[str]] = field(default_factory=dict)
    scripts: Set[str] = frozenset()
    styles: Set[str] = frozenset()
    style_attributes: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, Container[str]] = field(default_factory=dict)
    """The ids on other pages; `check_pages` adds those of the pages that it is given."""
    all_slugs: Container[str] | None = None
    """The slugs of all people, where `people` are not all of them."""

    @property
    def shop_host(self) -> str:
        """Return the shop's host. `shop` may be an address or a bare host."""
        return _host_of_shop(self.shop)

    @property
    def slugs(self) -> Container[str]:
        """Return the slugs of all people."""
        return self.people.payees.keys() if self.all_slugs is None else self.all_slugs


@lru_cache(maxsize=16)
def _host_of_shop(shop: str) -> str:
    return host_of(shop) or host_of(f"//{shop}") or ""
