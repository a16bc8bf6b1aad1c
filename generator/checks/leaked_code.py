"""A discount code is for those who read the page, not for search engines and coupon robots."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape

from generator.checks.check import Finding, check, check_text
from generator.checks.facts import Facts
from generator.checks.page import Page

_WORD = re.compile(r"\w+")
_HELP = "The code belongs in the page's text only."


@check("leaked-code")
def leaked_code(page: Page, facts: Facts) -> Iterator[Finding]:
    """Look for the page's codes in its head (title, meta tags, addresses) and in its JSON-LD."""
    codes = facts.codes.get(page.path)
    if not codes:
        return
    places = [("the head", unescape(page.tree.head.html or "") if page.tree.head else "")]
    places += [("the JSON-LD", _decoded(node.text())) for node in page.tree.css('script[type="application/ld+json"]')]
    for words, text in places:
        for code in codes_in(text, codes):
            yield Finding(f"the discount code `{code}` stands in {words} of the page", code, _HELP)


@check_text("leaked-code")
def leaked_code_in_file(path: str, text: str, facts: Facts) -> Iterator[Finding]:
    """Look for every code in the sitemap and the other files that robots read."""
    if path.endswith((".xml", ".txt", ".json", ".webmanifest")) or path.startswith("_"):
        for code in codes_in(text, {code for codes in facts.codes.values() for code in codes}):
            yield Finding(f"the discount code `{code}` stands in a file for robots", code, _HELP)


def codes_in(text: str, codes: Iterable[str]) -> list[str]:
    """Return those of the codes that stand in a text, sorted."""
    # A thousand patterns over a long text take a second; its words say which of them are worth a try.
    words = {"", *_WORD.findall(text.lower())}
    return sorted(code for code in codes if _first_word(code) in words and _pattern(code).search(text))


@lru_cache(maxsize=4096)
def _first_word(code: str) -> str:
    word = _WORD.search(code.lower())
    return word[0] if word else ""


@lru_cache(maxsize=4096)
def _pattern(code: str) -> re.Pattern[str]:
    """Match the code as a word; a code of letters only by its own case, for it may be somebody's name."""
    exact = not any(map(str.isdigit, code))
    return re.compile(rf"(?<!\w){re.escape(code)}(?!\w)", re.NOFLAG if exact else re.IGNORECASE)


def _decoded(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text
