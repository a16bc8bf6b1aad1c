"""The check that a paid link has its planned UTM values, each once."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.link_audit import faults_named
from generator.checks.page import ParsedPage

_HELP = "Write UTM only in `tracking.utm` of site.yaml. Write `utm: false` if your account adds its own."


@check("wrong-utm")
def wrong_utm(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Look where the scheme puts UTM: on the link, inside the destination, or on the link around it."""
    yield from faults_named("wrong-utm", page, context, _HELP)
