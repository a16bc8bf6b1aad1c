"""The check that a paid link leads to its product, and to nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.link_audit import faults_named
from generator.checks.page import ParsedPage

_HELP = "The scheme and its settings lead elsewhere. Check `tracking` in site.yaml and the network's file."


@check("misdirected-link")
def misdirected_link(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Decode every link through its schemes: the result must be the destination that the content names."""
    yield from faults_named("misdirected-link", page, context, _HELP)
