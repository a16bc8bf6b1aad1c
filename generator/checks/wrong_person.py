"""A paid link names the person whose page it stands on, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page
from generator.checks.proof import flaws_named, paid_links

_HELP = "The sale would be counted for somebody else. Every link comes from the links that the page is given."


@check("wrong-person")
def wrong_person(page: Page, facts: Facts) -> Iterator[Finding]:
    """Prove the planned links; of the others, tell whom they name, so that the mistake can be found."""
    yield from flaws_named("wrong-person", page, facts, _HELP)
    planned, slug = facts.planned.get(page.path, frozenset()), page.path.partition("/")[0]
    for url in dict.fromkeys(link.url for link in paid_links(page, facts)):
        if url not in planned:
            named = [(what, text, who) for what, text, who in facts.people.named_in(url) if who != slug]
            for what, text, who in named[:1]:
                yield Finding(f"a paid link holds the {what} `{text[:60]}` of `{who}`: {url[:200]}", url, _HELP)
