"""No inline style that the policy would refuse."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page
from generator.output.headers import csp_hash

_HELP = "Put it into the theme's style sheet; the browser would ignore it here."


@check("inline-style")
def inline_style(page: Page, facts: Facts) -> Iterator[Finding]:
    """Find `<style>` without a known hash, and `style` attributes unless the policy lets them through."""
    for style in page.styles:
        if csp_hash(style) not in facts.styles:
            yield Finding("an inline style is not one that the policy allows", style.strip()[:60], _HELP)
    if not facts.style_attributes:
        for tag, style in page.style_attributes:
            yield Finding(f"`<{tag}>` has a `style` attribute: {style[:80]}", style, _HELP)
