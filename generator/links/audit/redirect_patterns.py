"""Decide whether a redirect pattern parses unambiguously for every possible identity.

A pattern has two kinds of parts. Character classes match all letters of a name or none of them. Literal words, such as
`https://network.example/` or `&to=`, match themselves. If no word can match inside a name or across its border, every
name gives the same split.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SLOT = re.compile(r"%\(\w+\)s")
_PART_OF_ESCAPE = re.compile("%[0-9A-Fa-f]?$")
_LETTER = re.compile(r"[A-Za-z0-9._~-]")


def parses_unambiguously(words: Iterable[str], template: str) -> bool:
    """Return whether no word can match across or inside a name in `template`.

    For the form of `template`, see `links.generate.placeholders.to_template`.
    """
    texts = [text.replace("%%", "%") for text in _SLOT.split(template)]
    before, between, after = texts[:-1], texts[1:-1], texts[1:]
    if any(map(_PART_OF_ESCAPE.search, before)):
        return False
    return not any(
        not _LETTER.sub("", word)
        or any(text in word and text != word for text in between)
        or any(
            (_LETTER.match(word, at) and text.endswith(word[:at]))
            or (_LETTER.match(word, at - 1) and behind.startswith(word[at:]))
            for at in range(1, len(word))
            for text, behind in zip(before, after, strict=True)
        )
        for word in words
    )
