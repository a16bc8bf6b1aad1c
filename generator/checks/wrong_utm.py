"""A paid link holds the UTM values that were planned for it, each once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page
from generator.checks.proof import flaws_named

_HELP = "UTM is written in one place, `tracking.utm` of site.yaml; `utm: false` is for an account that adds its own."


@check("wrong-utm")
def wrong_utm(page: Page, facts: Facts) -> Iterator[Finding]:
    """Look where the scheme puts UTM: on the link, inside the destination, or on the link around it."""
    yield from flaws_named("wrong-utm", page, facts, _HELP)
