"""The finder of each link's and picture's place in the source, with the parser's own view of the text.

Python-Markdown keeps no positions. So this module puts a letter that encodes its position into every possible address,
and parses the text again. The letters in the result give the positions. Only problems need that.
"""

from __future__ import annotations

import re

from generator.prose.markdown_blocks import TooDeepError
from generator.prose.markdown_html import TRACE, clean_html, convert
from generator.prose.markdown_inline import TRACE_LETTER, bare_addresses
from generator.prose.parts import SLOT

_FIRST = 0xF0000  # the plane of TRACED
_LETTER = re.compile(TRACE_LETTER)
_ENTITY = re.compile(r"&#([0-9]{6,7});")  # the library's form of e-mail addresses
_TAGS = re.compile(r"<(a|img)(?=\s)([^>]*)>", re.IGNORECASE)
_AT = re.compile(rf' {TRACE}="([0-9]+)"')

# The text right before an address, or (of `<address>`) right after it.
_BEFORE = (
    re.compile(r"\]\(\s*<?"),
    re.compile(r"^(?:[> ]|[-+*] )*\[(?!\^)[^\]\n]{1,300}\]:[ ]*(?:\n[ ]*)?<?", re.MULTILINE),
    re.compile(r"\b(?:href|src)\s*=\s*[\"']?", re.IGNORECASE),
)
_IN_ANGLES = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]*:|[^<>\s@]+@)[^<>\s]*)>")


def find_addresses(text: str, host: str = "") -> list[int]:
    """Return the offset of the address of each link and picture, in the order of the HTML; -1 if unknown.

    `host` is the shop's, as for `render_html`. The list is empty if the text cannot be traced.
    """
    if len(text) > 0xFFFF or _LETTER.search(text):
        return []
    marks = {match.end(): match.end() for pattern in _BEFORE for match in pattern.finditer(text)}
    marks |= {match.end(1): match.start(1) for match in _IN_ANGLES.finditer(text)}
    marks |= {match.start(2): match.start(2) for match in bare_addresses(host).finditer(text)}
    pieces, end = [], 0
    for at in sorted(marks):
        pieces += [text[end:at], chr(_FIRST + marks[at])]
        end = at
    try:
        raw_html = _ENTITY.sub(_letter, convert("".join((*pieces, text[end:])), host, has_trace=True))
        html = clean_html(_TAGS.sub(_trace, raw_html), text, has_trace=True)
        plain = clean_html(convert(text, host), text)
    except TooDeepError:
        return []
    if _LETTER.sub("", _AT.sub("", html)) != plain:  # the parser read a letter as something else
        return []
    slots = (_AT.search(match[0]) for match in SLOT.finditer(html))
    return [int(slot[1]) if slot else -1 for slot in slots]


def _trace(tag: re.Match[str]) -> str:
    """Write the position of a tag's letter into an attribute of its own."""
    match = _LETTER.search(tag[2])
    return f'<{tag[1]} {TRACE}="{ord(match[0]) - _FIRST}"{_LETTER.sub("", tag[2])}>' if match else tag[0]


def _letter(entity: re.Match[str]) -> str:
    return chr(int(entity[1])) if 0 <= int(entity[1]) - _FIRST <= 0xFFFF else entity[0]
