"""The check that a paid link names the person of its page, and no other person."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.link_audit import faults_named, paid_links
from generator.checks.page import ParsedPage

_HELP = "The sale would be counted for another person. Write only the links that the page gets."


@check("wrong-person")
def wrong_person(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Audit the planned links. For the others, report the person that they name, so that the mistake is easy to
    find.
    """
    yield from faults_named("wrong-person", page, context, _HELP)
    planned_hrefs, slug = context.planned_hrefs.get(page.path, frozenset()), page.path.partition("/")[0]
    for url in dict.fromkeys(link.url for link in paid_links(page, context)):
        if url not in planned_hrefs:
            mentions = [(what, text, who) for what, text, who in context.people.named_in(url) if who != slug]
            for what, text, who in mentions[:1]:
                yield CheckFinding(f"a paid link has the {what} `{text[:60]}` of `{who}`: {url[:200]}", url, _HELP)
