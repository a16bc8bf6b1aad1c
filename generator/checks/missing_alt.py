"""Every picture has a text, if only an empty one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page

_HELP = 'Say what is to be seen; a picture that only decorates has `alt=""`.'


@check("missing-alt")
def missing_alt(page: Page, _: Facts) -> Iterator[Finding]:
    """Find pictures without `alt`, and drawings that say they are pictures but have no name (WCAG 1.1.1)."""
    for node in page.tree.css("img:not([alt]), input[type=image]:not([alt]), area[href]:not([alt])"):
        source = node.attributes.get("src") or node.attributes.get("href") or ""
        yield Finding(f"`<{node.tag}>` has no `alt`: {source[:200]}", source, _HELP)
    for node in page.tree.css('[role="img"]:not([aria-label]):not([aria-labelledby])'):
        if node.tag != "img" and node.css_first("title") is None:
            yield Finding(f"`<{node.tag} role=img>` has no name", (node.html or "")[:60], _HELP)
