"""The check that the policy allows every inline style."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage
from generator.output.headers import csp_hash

_HELP = "Put it into the theme's style sheet. The browser would ignore it here."


@check("inline-style")
def inline_style(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Find `<style>` without a known hash, and `style` attributes unless the policy allows them."""
    for style in page.styles:
        if csp_hash(style) not in context.styles:
            yield CheckFinding("an inline style is not one that the policy allows", style.strip()[:60], _HELP)
    if not context.style_attributes:
        for tag, style in page.style_attributes:
            yield CheckFinding(f"`<{tag}>` has a `style` attribute: {style[:80]}", style, _HELP)
