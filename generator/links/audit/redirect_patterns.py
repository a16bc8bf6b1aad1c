"""Decide whether a redirect pattern parses unambiguously, whatever names its link holds.

A pattern has two kinds of parts. Character classes match all letters of a name or none of them. Literal words, such as
`https://network.example/` or `&to=`, match themselves. If no word can match inside a name or across its border, every
name gives the same split.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_PART_OF_ESCAPE = re.compile("%[0-9A-Fa-f]?$")
_LETTER = re.compile(r"[A-Za-z0-9._~-]")


def parses_unambiguously(words: Iterable[str], texts: Sequence[str]) -> bool:
    """Return whether no word of the pattern can match inside a name, or across its border.

    `texts` are the parts of a link before, between and after its names.
    """
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
