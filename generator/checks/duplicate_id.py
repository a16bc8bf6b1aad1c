"""The check that an id occurs once on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage


@check("duplicate-id")
def duplicate_id(page: ParsedPage, _: CheckContext) -> Iterator[CheckFinding]:
    """Find ids that are repeated, empty or contain white space: links and labels would miss them."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield CheckFinding(f"the id `{name}` is on the page {count} times", f'id="{name}"')
        if not name or name.split() != [name]:
            yield CheckFinding(f"the id {name!r} is empty or has white space in it", f'id="{name}"')
