"""A paid link leads to its product, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page
from generator.checks.proof import flaws_named

_HELP = "The scheme and its settings do not give the destination back; look at `tracking` and at the network's file."


@check("misdirected-link")
def misdirected_link(page: Page, facts: Facts) -> Iterator[Finding]:
    """Read every link back through its schemes: what comes out is the destination that content names."""
    yield from flaws_named("misdirected-link", page, facts, _HELP)
