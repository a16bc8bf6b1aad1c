"""Every link to the shop on a person's page counts for that person, once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.addresses import host_of, resolve, utm_keys
from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page, rel_of
from generator.links.hosts import within

# On the brand's own pages (the directory, plain pages) the brand may link to its own shop as it likes.
_PERSONAL = ("person", "channel", "short-link")


@check("untracked-shop-link")
def untracked_shop_link(page: Page, facts: Facts) -> Iterator[Finding]:
    """Find shop links without the rel of a paid link, UTM keys that stand twice, and UTM inside the site."""
    for node, _, url in page.links:
        keys = utm_keys(url)
        if twice := sorted({key for key in keys if keys.count(key) > 1}):
            yield Finding(f"a link holds `{twice[0]}` more than once: {url[:200]}", url, "Write UTM in site.yaml only.")
        if resolve(url, page.path, facts.site_url) is not None:
            if keys:
                yield Finding(
                    f"a link inside the site carries `{keys[0]}`: {url[:200]}",
                    url,
                    "Leave UTM away here: it would overwrite where the visitor really came from.",
                )
        elif page.kind in _PERSONAL and within(host_of(url) or "", facts.shop_host):
            missing = {"sponsored", "nofollow", "noopener"} - rel_of(node)
            if missing:
                yield Finding(
                    f"a link to the shop is not tracked, its `rel` lacks {', '.join(sorted(missing))}: {url[:200]}",
                    url,
                    "Let the theme make shop links from the tracked link that the page is given.",
                )
