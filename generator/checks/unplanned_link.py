"""The check that the paid links on a page are exactly the planned ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.link_audit import paid_links
from generator.checks.page import ParsedPage


@check("unplanned-link")
def unplanned_link(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Compare byte for byte: an unplanned paid link pays the wrong person, or no person."""
    planned_hrefs = context.planned_hrefs.get(page.path, frozenset())
    links = [link for link in paid_links(page, context) if link.tag == "meta" or "sponsored" in link.rel]
    for url in dict.fromkeys(link.url for link in links):
        if url not in planned_hrefs:
            yield CheckFinding(
                f"a paid link was not planned for this page: {url[:200]}",
                url,
                "A theme must write `href` unchanged. Content must not write `rel`.",
            )
    out_of_reach = (*page.elements.with_tags("noscript"), *page.elements.having("hidden"))
    beyond = {node.mem_id for above in out_of_reach for node in (above.node, *above.node.css("a, area"))}
    standing = Counter(link.url for link in links if link.tag != "meta" and link.node.mem_id not in beyond)
    # Several placements may share one address that a platform issued. Each needs a link of its own.
    least_counts = Counter(plan.href for plan in context.plans.get(page.path, ()))
    for url in planned_hrefs:
        least_counts.setdefault(url, 1)
    for url, count in sorted(least_counts.items()):
        if standing[url] < count:
            times = f" ({standing[url]} of {count} times)" if standing[url] else ""
            yield CheckFinding(
                f"a planned paid link is not on the page{times}: {url[:200]}",
                help="A theme must show every link that a section plans, with its `rel`.",
            )
