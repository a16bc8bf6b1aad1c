"""Discount codes that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\w+")
_FEW = 8  # so many words are looked for one by one


class CodeIndex:
    """Codes by their first word, for many texts."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._by_word: dict[str, set[str]] = {}
        for code in codes:
            self._by_word.setdefault(_first_word(code), set()).add(code)

    def codes_in(self, text: str) -> list[str]:
        """Return those of the codes that stand in a text, sorted."""
        lower = text.lower()
        if len(self._by_word) < _FEW and not any(word in lower for word in self._by_word):
            return []
        # A thousand patterns over a long text take a second; its words say which of them are worth a try.
        words = {"", *_WORD.findall(lower)}
        likely = (code for word in words for code in self._by_word.get(word, ()))
        return sorted(code for code in likely if _pattern(code).search(text))


def codes_in(text: str, codes: Iterable[str]) -> list[str]:
    """Return those of the codes that stand in a text, sorted."""
    return CodeIndex(codes).codes_in(text)


@lru_cache(maxsize=4096)
def _first_word(code: str) -> str:
    word = _WORD.search(code.lower())
    return word[0] if word else ""


@lru_cache(maxsize=4096)
def _pattern(code: str) -> re.Pattern[str]:
    """Match the code as a word; a code of letters only by its own case, for it may be somebody's name."""
    exact = not any(map(str.isdigit, code))
    return re.compile(rf"(?<!\w){re.escape(code)}(?!\w)", re.NOFLAG if exact else re.IGNORECASE)
