"""No paid link without its label before it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.check import Finding, check
from generator.checks.facts import Facts
from generator.checks.page import Page, is_hidden, visible_texts

_HELP = "Put the theme's disclosure (`data-disclosure`) at the top of the page, before every link to the shop."


@check("unlabelled-link")
def unlabelled_link(page: Page, _: Facts) -> Iterator[Finding]:
    """Advertising must be recognisable before it is met (FTC 16 CFR 255.5; UK CAP code 2.1; UWG § 5a (4))."""
    # A selector with a list finds in the order of the document.
    for node in page.tree.css('[data-disclosure], [rel~="sponsored" i]'):
        attributes = node.attributes
        if "data-disclosure" in attributes and not is_hidden(node) and any(map(_has_letters, visible_texts(node))):
            return
        if "sponsored" in (attributes.get("rel") or "").lower():
            href = attributes.get("href") or ""
            yield Finding(f"a paid link has no visible advertising label before it: {href[:200]}", href, _HELP)
            return


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
