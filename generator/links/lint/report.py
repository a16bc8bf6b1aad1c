"""Reports of link lints, at the place of each address."""

from __future__ import annotations

from generator.content.site import Site
from generator.links.errors import LinkError
from generator.links.lint.rules import LinkLint, lint_destination, lint_placeholder, lint_site
from generator.links.schemes.builtin import network_hosts
from generator.links.schemes.tracking import TrackingConfig, host_of
from generator.links.urls.host import owner_of
from generator.links.urls.url import is_web
from generator.models.settings import MADE_UP_SHOP, MADE_UP_URL
from generator.problems import Place, Report
from generator.prose.parts import LinkSlot, Prose

# Errors, because a typed UTM value or affiliate id credits one person's sales to another.
_ERRORS = frozenset({"utm-in-url", "affiliate-destination", "url-password", "invalid-url", "invalid-host"})

_YOUR_URL = "write the address at which you will publish these pages"
_YOUR_SHOP = "write the address of your shop"


def lint_links(site: Site, tracking: TrackingConfig, report: Report, url: str = "") -> None:
    """Lint the addresses of products, of plain pages, and of the site and the shop.

    `url` is the address of this build, if it has another than site.yaml.
    """
    shop = site.settings.shop
    try:
        for lint in lint_site(site.settings.url, shop):
            _report(lint, site.place.at("url"), report)
        for lint in lint_placeholder(url or site.settings.url, MADE_UP_URL, _YOUR_URL):
            _report(lint, site.place.at("url"), report)
        for lint in lint_placeholder(shop, MADE_UP_SHOP, _YOUR_SHOP):
            _report(lint, site.place.at("shop"), report)
    except LinkError as error:
        report.error(error.name, error.message.rstrip("."), site.place.at("url"), error.help)
    for id_, product in site.products.items():
        for lint in lint_destination(product.url):
            _report(lint, site.product_places[id_].at("url"), report)
    for page in site.pages:
        lint_text(page.text, site, tracking, report)


def lint_text(text: Prose, site: Site, tracking: TrackingConfig, report: Report) -> None:
    """Lint the addresses in a text."""
    networks = (*network_hosts(), *(host for own in site.networks.values() for host in own.hosts))
    for part in text.parts:
        if isinstance(part, LinkSlot) and not part.names_product:
            try:
                to_shop = tracking.leads_to_shop(part.href)
                host = host_of(part.href) if is_web(part.href) else ""
            except LinkError as error:
                report.error(error.name, error.message.rstrip("."), part.place, error.help)
                continue
            for lint in lint_destination(part.href) if to_shop else ():
                _report(lint, part.place, report)
            network = "" if to_shop else owner_of(host, networks)
            if network:
                report.error(
                    "untracked-shop-link",
                    f"this link leads to the affiliate network {network} without tracking by the site: it is "
                    f"unknown whom it pays",
                    part.place,
                    "link to a product, or delete it; write links that a platform issued under `links` in the profile",
                )


def _report(lint: LinkLint, place: Place, report: Report) -> None:
    add = report.error if lint.name in _ERRORS else report.warning
    add(lint.name, lint.message.rstrip("."), place, lint.help)
