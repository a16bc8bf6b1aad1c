"""The font families that a page requests: those in its style sheet that its own rules name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from generator.pages.css_text import declarations

_LANG = re.compile(r":lang\(\s*[\"']?([\w-]+)")
_HAS = re.compile(r":has\(\s*([.#]?[\w-]+)\s*\)")
_VAR = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_QUOTED_TEXT = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def families_on(css: str, tree: LexborHTMLParser) -> frozenset[str]:
    """Return the families that a page may use, in lower case.

    These are all families that a rule names. Rules for other languages (`:lang()`), and for elements that the page
    lacks (`:has()`), do not count.
    """
    html = tree.css_first("html")
    lang = (html.attributes.get("lang") or "") if html is not None else ""
    tokens: defaultdict[str, list[str]] = defaultdict(list)
    waiting: list[str] = []
    for selector, name, value in _settings(css):
        if _holds(selector, lang.lower(), tree):
            (tokens[name] if name.startswith("--") else waiting).append(value)
    families: set[str] = set()
    looked_up: set[str] = set()
    while waiting:
        value = waiting.pop()
        for token, instead in _VAR.findall(value):
            if token not in tokens:
                waiting.append(instead)
            elif token not in looked_up:
                looked_up.add(token)
                waiting += tokens[token]
        families.update(_names(_VAR.sub("", value)))
    return frozenset(families)


@lru_cache(maxsize=8)
def _settings(css: str) -> tuple[tuple[str, str, str], ...]:
    """Return selector, name and value of every declaration that can name a family."""
    return tuple(
        (declaration.around[-1], declaration.name, declaration.value)
        for declaration in declarations(css)
        if not declaration.around[-1].startswith("@")
        and (declaration.name in ("font", "font-family") or declaration.name.startswith("--"))
    )


def _holds(selector: str, lang: str, tree: LexborHTMLParser) -> bool:
    languages = [language.lower() for language in _LANG.findall(selector)]
    if languages and not any(lang == language or lang.startswith(f"{language}-") for language in languages):
        return False
    return all(tree.css_first(selector) is not None for selector in _HAS.findall(selector))


def _names(value: str) -> Iterator[str]:
    """Yield the families in a value of `font` or `font-family`.

    Before an unquoted family, other words may occur, such as its size.
    """
    for double, single in _QUOTED_TEXT.findall(value):
        yield (double or single).lower()
    for part in _QUOTED_TEXT.sub("", value).split(","):
        words = part.lower().split()
        yield from (" ".join(words[at:]) for at in range(len(words)))
