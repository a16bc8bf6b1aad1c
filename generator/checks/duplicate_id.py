"""An id stands once on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page


@check("duplicate-id")
def duplicate_id(page: Page, _: Facts) -> Iterator[Finding]:
    """Find ids that stand twice, are empty or hold white space: links and labels would miss them."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield Finding(f"the id `{name}` stands {count} times on the page", f'id="{name}"')
        if not name or name.split() != [name]:
            yield Finding(f"the id {name!r} is empty or holds white space", f'id="{name}"')
