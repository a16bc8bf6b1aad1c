"""The audit of a page's paid links: each that was planned and stands on the page is read back and proven."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.checks.addresses import resolve
from generator.checks.check import Finding
from generator.checks.facts import Facts
from generator.checks.page import Page
from generator.checks.references import Reference
from generator.content.product_addresses import is_address_of
from generator.links.hosts import is_shop, owner_of
from generator.links.prove import Flaw, prove_link


class Proven(NamedTuple):
    """What is wrong with one link."""

    flaw: Flaw
    href: str


def flaws_named(name: str, page: Page, facts: Facts, help: str) -> Iterator[Finding]:
    """Return the findings of one name; the page is proven once for all of them."""
    for flaw, href in page.once(prove_page, facts):
        if flaw.name == name:
            yield Finding(f"a paid link {flaw.message}: {href[:200]}", href, help)


def prove_page(page: Page, facts: Facts) -> list[Proven]:
    """Prove every planned link that stands on the page; that it stands is the business of `unplanned-link`."""
    plans = facts.plans.get(page.path, ())
    standing = {link.url for link in paid_links(page, facts)}
    slug, _, rest = page.path.partition("/")
    payee, slugs = facts.people.payees.get(slug), facts.slugs
    channel = rest.rpartition("/")[0] if page.kind in ("person", "channel") else None
    found = []
    for plan in plans:
        href, want = plan.href, plan.want
        if href not in standing:
            continue
        if payee is None or plan.slug != slug:
            found.append(
                Proven(Flaw("wrong-person", f"was made for `{plan.slug}`, and stands on the page of `{slug}`"), href)
            )
            continue
        if channel is not None and plan.channel != channel:
            found.append(Proven(Flaw("misdirected-link", f"was made for the channel `{plan.channel}`"), href))
        destination = facts.products.get(want.product, want.destination)
        if is_address_of(want.destination, destination):
            destination = want.destination  # as a story writes it: with a size, or with `www.`
        found += [Proven(flaw, href) for flaw in prove_link(plan, href, payee, destination, slugs)]
    unproven = (facts.planned.get(page.path, frozenset()) & standing) - {plan.href for plan in plans}
    return found + [
        Proven(Flaw("misdirected-link", "has no plan that says where it should lead"), href)
        for href in sorted(unproven)
    ]


def paid_links(page: Page, facts: Facts) -> list[Reference]:
    """Return what pays somebody: links with the rel of one, links that were planned, the shop's on somebody's page
    (a page that leads on by itself included), and those that lead to a network."""
    return page.once(_paid_links, facts)


def _paid_links(page: Page, facts: Facts) -> list[Reference]:
    planned = facts.planned.get(page.path, frozenset())
    leads_on = page.kind == "short-link"
    # On the brand's own pages the brand may link to its own shop as it likes.
    shop = facts.shop_host if planned or page.kind in ("person", "channel", "short-link") else ""
    return [
        found
        for found in (*page.links, *(found for found in page.references if found.tag == "meta"))
        if found.url in planned
        or "sponsored" in found.rel
        or (leads_on and found.tag == "meta")
        or ((host := found.opening.host) and _pays(host, shop, found.url, page, facts))
    ]


def _pays(host: str, shop: str, url: str, page: Page, facts: Facts) -> bool:
    """Whether an address is the shop's, and not inside a site that lies below the shop's domain; or a network's."""
    if shop and is_shop(host, shop) and resolve(url, page.path, facts.site_url) is None:
        return True
    return bool(owner_of(host, facts.network_hosts))
