"""The check that only the readers of a page get the discount code, not search engines and coupon robots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.checks.check import CheckFinding, check, check_text
from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage
from generator.content.codes_in_text import codes_in

# Sequences of escaped letters, because a letter beyond U+FFFF is written as two (RFC 8259, section 7).
_ESCAPES = re.compile(r"\\(?:u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*|.)", re.DOTALL)
_HELP = "The code belongs in the page's text only."


@check("leaked-code")
def leaked_code(page: ParsedPage, context: CheckContext) -> Iterator[CheckFinding]:
    """Search for the page's codes in its head (title, meta tags, addresses) and in its JSON-LD."""
    codes = context.codes.get(page.path)
    if not codes:
        return
    places = [("the head", unescape(page.tree.head.html or "") if page.tree.head else "")]
    places += [
        ("the JSON-LD", _decode_escapes(script.node.text()))
        for script in page.elements.with_tags("script")
        if script.value("type").strip().lower() == "application/ld+json"
    ]
    for words, text in places:
        for code in codes_in(text, codes):
            yield CheckFinding(f"the discount code `{code}` is in {words} of the page", code, _HELP)


@check_text("leaked-code")
def leaked_code_in_file(path: str, text: str, context: CheckContext) -> Iterator[CheckFinding]:
    """Search for every code in the sitemap and the other files that robots read."""
    if path.endswith((".xml", ".txt", ".json", ".webmanifest")) or path.startswith("_"):
        for code in codes_in(text, {code for codes in context.codes.values() for code in codes}):
            yield CheckFinding(f"the discount code `{code}` is in a file for robots", code, _HELP)


def _decode_escapes(text: str) -> str:
    """Decode the escapes of JSON, which may be incomplete. All white space becomes a separator of words."""
    return _ESCAPES.sub(_read_escape, text) if "\\" in text else text


def _read_escape(match: re.Match[str]) -> str:
    text = match[0]
    if text.startswith("\\u"):
        return bytes.fromhex(text.replace("\\u", "")).decode("utf-16-be", "replace")
    return text[1] if text[1] in '"\\/' else " "
