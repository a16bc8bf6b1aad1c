"""The audit of a page's paid links: it decodes each planned link that is on the page, and proves its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.checks.check import CheckFinding
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage
from generator.checks.page_urls import resolve
from generator.checks.references import Reference
from generator.content.product_addresses import is_address_of
from generator.links.audit.verify import LinkFault
from generator.links.link_templates import verify_by_template
from generator.links.urls.host import is_shop, owner_of


class AuditedLink(NamedTuple):
    """The fault of one link."""

    fault: LinkFault
    href: str


def faults_named(name: str, page: ParsedPage, context: CheckContext, help: str) -> Iterator[CheckFinding]:
    """Return the findings of one name. The audit runs once per page for all names."""
    for flaw, href in page.once(audit_page, context):
        if flaw.name == name:
            yield CheckFinding(f"a paid link {flaw.message}: {href[:200]}", href, help)


def audit_page(page: ParsedPage, context: CheckContext) -> list[AuditedLink]:
    """Audit every planned link that is on the page. The check `unplanned-link` finds those that are missing."""
    plans = context.plans.get(page.path, ())
    standing = {link.url for link in paid_links(page, context)}
    slug, _, inner_path = page.path.partition("/")
    payee, slugs = context.people.payees.get(slug), context.slugs
    channel = inner_path.rpartition("/")[0] if page.kind in ("person", "channel") else None
    faults = []
    for plan in plans:
        href, want = plan.href, plan.want
        if href not in standing:
            continue
        if payee is None or plan.slug != slug:
            faults.append(
                AuditedLink(
                    LinkFault("wrong-person", f"was made for `{plan.slug}`, and is on the page of `{slug}`"), href
                )
            )
            continue
        if channel is not None and plan.channel != channel:
            faults.append(
                AuditedLink(LinkFault("misdirected-link", f"was made for the channel `{plan.channel}`"), href)
            )
        destination = context.products.get(want.product, want.destination)
        # Nearly all links lead to the catalogue's own address: equal addresses need no comparison of their parts.
        if want.destination != destination and is_address_of(want.destination, destination):
            destination = want.destination  # as a story writes it: with a size, or with `www.`
        faults += [AuditedLink(flaw, href) for flaw in verify_by_template(plan, href, payee, destination, slugs)]
    unproven_hrefs = (context.planned_hrefs.get(page.path, frozenset()) & standing) - {plan.href for plan in plans}
    return faults + [
        AuditedLink(LinkFault("misdirected-link", "was not planned, so its destination is not known"), href)
        for href in sorted(unproven_hrefs)
    ]


def paid_links(page: ParsedPage, context: CheckContext) -> list[Reference]:
    """Return the links that pay a person or should.

    These are planned links, links with the rel of a paid link, and links to a network. On a person's page they include
    the shop's links, even on a page that redirects.
    """
    return page.once(_paid_links, context)


def _paid_links(page: ParsedPage, context: CheckContext) -> list[Reference]:
    planned_hrefs = context.planned_hrefs.get(page.path, frozenset())
    leads_on = page.kind == "short-link"
    # On the brand's own pages, links to the shop may be untagged.
    shop = context.shop_host if planned_hrefs or page.kind in ("person", "channel", "short-link") else ""
    return [
        link
        for link in (*page.links, *(reference for reference in page.references if reference.tag == "meta"))
        if link.url in planned_hrefs
        or "sponsored" in link.rel
        or (leads_on and link.tag == "meta")
        or ((host := link.opening.host) and _pays(host, shop, link.url, page, context))
    ]


def _pays(host: str, shop: str, url: str, page: ParsedPage, context: CheckContext) -> bool:
    """Return whether an address belongs to a network, or to the shop but not to a site below the shop's domain."""
    if shop and is_shop(host, shop) and resolve(url, page.path, context.site_url) is None:
        return True
    return bool(owner_of(host, context.network_hosts))
