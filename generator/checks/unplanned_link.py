"""The paid links on a page are exactly those that were planned for it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page, rel_of


@check("unplanned-link")
def unplanned_link(page: Page, facts: Facts) -> Iterator[Finding]:
    """Compare byte for byte: a paid link that nobody planned pays the wrong person, or nobody."""
    planned = facts.planned.get(page.path, frozenset())
    found = dict.fromkeys(link.url for link in page.links if "sponsored" in rel_of(link.node))
    if page.kind == "short-link":  # where it leads by itself is a paid link too
        found |= dict.fromkeys(link.url for link in page.references if link.node.tag == "meta")
    for url in found:
        if url not in planned:
            yield Finding(
                f"a paid link was not planned for this page: {url[:200]}",
                url,
                "A theme must write `href` as it was given; content must not write `rel` itself.",
            )
    for url in sorted(planned - found.keys()):
        yield Finding(
            f"a planned paid link is not on the page: {url[:200]}",
            help="A theme must show every link that a section asked for, with its `rel`.",
        )
