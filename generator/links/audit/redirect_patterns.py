"""Whether the pattern of a redirect reads names as names, whatever their letters.

A pattern tests letters by classes, which take all letters that a name may have or none of them, and by its own words
(`https://network.example/`, `&to=`). Where none of these words can lie across a name's border or inside a name, a link
with other names in it is taken apart at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SLOT = re.compile(r"%\(\w+\)s")
_PART_OF_ESCAPE = re.compile("%[0-9A-Fa-f]?$")
_LETTER = re.compile(r"[A-Za-z0-9._~-]")


def parses_unambiguously(words: Iterable[str], template: str) -> bool:
    """Whether none of the words could be found across or inside a name in `template` (see
    `links.generate.placeholders.to_template`)."""
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
