"""The audit of a page's paid links: each that was planned and stands on the page is read back and proven."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.checks.addresses import host_of, resolve
from generator.checks.check import Finding
from generator.checks.facts import Facts
from generator.checks.page import Page, Reference
from generator.links.hosts import owner_of, within
from generator.links.prove import Flaw, prove_link
from generator.links.resolve import Planned


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
    found = [Proven(flaw, plan.href) for plan in plans if plan.href in standing for flaw in _prove(plan, page, facts)]
    unproven = (facts.planned.get(page.path, frozenset()) & standing) - {plan.href for plan in plans}
    return found + [
        Proven(Flaw("misdirected-link", "has no plan that says where it should lead"), href)
        for href in sorted(unproven)
    ]


def _prove(plan: Planned, page: Page, facts: Facts) -> Iterator[Flaw]:
    slug, _, rest = page.path.partition("/")
    payee = facts.people.payees.get(slug)
    if plan.slug != slug or payee is None:
        yield Flaw("wrong-person", f"was made for `{plan.slug}`, and stands on the page of `{slug}`")
        return
    if page.kind in ("person", "channel") and plan.channel != rest.rpartition("/")[0]:
        yield Flaw("misdirected-link", f"was made for the channel `{plan.channel}`")
    want = plan.want
    yield from prove_link(plan, plan.href, payee, facts.products.get(want.product, want.destination), facts.slugs)


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
        or ((host := host_of(found.url)) and _pays(host, shop, found.url, page, facts))
    ]


def _pays(host: str, shop: str, url: str, page: Page, facts: Facts) -> bool:
    """Whether an address is the shop's, and not inside a site that lies below the shop's domain; or a network's."""
    if shop and within(host, shop) and resolve(url, page.path, facts.site_url) is None:
        return True
    return bool(owner_of(host, facts.network_hosts))
