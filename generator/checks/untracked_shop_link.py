"""The check that every link to the shop or a network on a person's page counts for that person, once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.link_audit import paid_links
from generator.checks.page import ParsedPage
from generator.checks.page_urls import host_of, resolve, utm_keys
from generator.links.urls.host import owner_of

_PAID_REL = frozenset({"sponsored", "nofollow", "noopener"})


@check("untracked-shop-link")
def untracked_shop_link(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Find paid links without the rel of one, repeated UTM keys, and UTM inside the site."""
    own = host_of(context.site_url)
    for link in page.links:
        url = link.url
        keys = utm_keys(url)
        if not keys:
            continue
        if len(set(keys)) < len(keys):
            twice = min(key for key in keys if keys.count(key) > 1)
            yield CheckFinding(f"a link has `{twice}` more than once: {url[:200]}", url, "Write UTM in site.yaml only.")
        if link.opening.host in (None, own) and resolve(url, page.path, context.site_url) is not None:
            yield CheckFinding(
                f"a link inside the site carries `{keys[0]}`: {url[:200]}",
                url,
                "Remove UTM here. It would overwrite where the visitor really came from.",
            )
    for link in paid_links(page, context):
        url, missing = link.url, _PAID_REL - link.rel
        if missing and link.tag != "meta":
            network = owner_of(link.opening.host or "", context.network_hosts)
            where = f"the network {network}" if network else "the shop"
            yield CheckFinding(
                f"a link to {where} is not tracked, its `rel` lacks {', '.join(sorted(missing))}: {url[:200]}",
                url,
                "The theme must write shop links with the tracked link that the page gets.",
            )
