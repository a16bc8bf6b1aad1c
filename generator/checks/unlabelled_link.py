"""The check that the advertising label comes before every paid link."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from generator.checks.check import CheckFinding, check
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage, is_hidden, visible_texts

_LABEL_OR_PAID = '[data-disclosure], [rel~="sponsored" i]'
_HELP = "Put the theme's disclosure (`data-disclosure`) at the top of the page, before every link to the shop."


@check("unlabelled-link")
def unlabelled_link(page: ParsedPage, _: CheckContext) -> Iterator[CheckFinding]:
    """Find paid links before the label: readers must recognise advertising first.

    Sources: FTC 16 CFR 255.5; UK CAP code 2.1; UWG § 5a (4).
    """
    # A selector with a list finds in the order of the document. On nearly every page, the first match is the label.
    first = page.tree.css_first(_LABEL_OR_PAID)
    if first is None or _is_label(first):
        return
    for node in page.tree.css(_LABEL_OR_PAID):
        if _is_label(node):
            return
        attributes = node.attributes
        if "sponsored" in (attributes.get("rel") or "").lower():
            href = attributes.get("href") or ""
            yield CheckFinding(f"a paid link has no visible advertising label before it: {href[:200]}", href, _HELP)
            return


def _is_label(node: LexborNode) -> bool:
    return "data-disclosure" in node.attributes and not is_hidden(node) and any(map(_has_letters, visible_texts(node)))


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))
