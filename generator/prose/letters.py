"""Invisible letters, and letters that leave their line: which ones a text may have, and where.

Sources: Unicode's DerivedCoreProperties (Default_Ignorable_Code_Point), UAX #29 and UTS #51 (emoji sequences), UTS #39
(letters that look alike). The sets are written out, because Python versions know different versions of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MOST_MARKS = 8
"""Marks in a row on one letter. UAX #15 allows 30 in any text, but real writing needs at most 5, and more climb over
the lines above them."""

# Never in a text: controls except tab and line end, line ends that only some programs know, overrides of direction,
# surrogates, noncharacters, private use, and letters without a shape and a use in running text: soft hyphen, grapheme
# joiner, fillers, zero width space, word joiner, byte order mark, blank Braille cell, annotation signs.
HIDDEN_LETTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
    "\U000f0000-\U0010ffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 15))
    + "]"
)
_JOINERS = "\u200c\u200d"
_SELECTORS = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DIRECTIONS = "\u061c\u200e\u200f"  # they turn only the signs beside them
_TAGS = "\U000e0020-\U000e007f"
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f"  # England, Scotland, Wales
_IGNORABLE = re.compile(f"[{_JOINERS}{_SELECTORS}{_DIRECTIONS}{_TAGS}]")
_FLAGS = re.compile(_FLAG)

# First bytes in UTF-8 of letters that need no check: Latin, Greek, most of Cyrillic; and all bytes that do not start a
# letter. 0xE2, the first of quotation marks and dashes, needs a closer look.
_PLAIN_BYTES = bytes((*range(0xCC), 0xCE, 0xCF, 0xD0, 0xD1))


def find_hidden(text: str) -> tuple[int, str] | None:
    """Return the first forbidden letter of a text with its index, or None.

    Joiners and variation selectors are allowed where they shape the letter before them. Of more than `MOST_MARKS` marks
    in a row, the first extra one is returned.
    """
    if _is_plain(text):
        return None
    letter = _find_unseen(text)
    marks = None if _marks().isdisjoint(text) else _find_marks(text[: letter[0]] if letter else text)
    return marks or letter


def replace_hidden(text: str, by: str = "") -> str:
    """Return a text without the letters that are always forbidden.

    Even the longest text has few different letters, so the function checks those first. A pass over millions of letters
    would cost seconds.
    """
    return HIDDEN_LETTER.sub(by, text) if HIDDEN_LETTER.search("".join(set(text))) else text


def _is_plain(text: str) -> bool:
    """Return fast whether a text cannot have a forbidden letter.

    Most texts are Latin, with quotation marks and dashes.
    """
    if not (text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()):
        return False
    if text.isascii():
        return True
    data = text.encode("utf-8", "surrogatepass")
    if data.translate(None, _PLAIN_BYTES).strip(b"\xe2"):
        return False
    return b"\xe2\x83" not in data and b"\xe2\xa0" not in data  # U+20D0 to U+20F0, U+2800


@cache
def _marks() -> frozenset[str]:
    """Return the marks that sit on a letter. Selectors are marks too, but have a check of their own."""
    letters = map(chr, range(0x300, 0x1F000))
    marks = (letter for letter in letters if unicodedata.category(letter) in ("Mn", "Me"))
    return frozenset(mark for mark in marks if not _IGNORABLE.match(mark))


def _find_marks(text: str) -> tuple[int, str] | None:
    row, marks = 0, _marks()
    for at, letter in enumerate(text):
        row = row + 1 if letter in marks else 0
        if row > MOST_MARKS:
            return at, letter
    return None


def hidden_in(text: str) -> str:
    """Return the first forbidden letter of a text, or ""."""
    hidden_sign = find_hidden(text)
    return hidden_sign[1] if hidden_sign else ""


def without_hidden(text: str) -> str:
    """Return a text without its forbidden letters. After many of them, some may remain."""
    text = replace_hidden(text)
    for _ in range(100):
        hidden_sign = find_hidden(text)
        if hidden_sign is None:
            break
        text = text[: hidden_sign[0]] + text[hidden_sign[0] + 1 :]
    return text


def is_mark(letter: str) -> bool:
    """Return whether a letter from `find_hidden` is an extra mark."""
    return letter in _marks()


def describe_hidden(letter: str) -> tuple[str, str]:
    """Return the fault of a letter from `find_hidden`, and the advice against it."""
    if is_mark(letter):
        message = f"one letter here has more than {MOST_MARKS} marks, and they cover the lines above"
        return message, "delete the marks that the word does not need"
    return f"an invisible character (U+{ord(letter):04X}) is here", "delete it; it often comes with pasted text"


def is_ignorable(text: str) -> bool:
    """Return whether a text has any letter without a shape, allowed in running text or not."""
    return not text.isascii() and (_IGNORABLE.search(text) is not None or hidden_in(text) != "")


def is_visible(text: str) -> bool:
    """Return whether any part of a text is visible."""
    return text[:1].isalnum() or any(
        not letter.isspace() and unicodedata.category(letter) not in ("Mn", "Me", "Cf", "Cc") for letter in text
    )


def seen_as(text: str) -> str:
    """Return one form for all texts that look like this one, in any case: for codes, which people read and type."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKC", text) if not is_ignorable(letter))
    return unicodedata.normalize("NFKC", plain.upper().translate(_ALIKE)).casefold()


# Capitals of other scripts that look like Latin ones (UTS #39, confusables.txt). Small letters become capitals first.
_ALIKE = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳАВЕЅІЈКМНОРСТУХҮԌԚԜҺӀԀՍՏՕ",
    "ABEZHIKMNOPTYXCJABESIJKMHOPCTYXYGQWHIDUSO",
)


def _find_unseen(text: str) -> tuple[int, str] | None:
    hidden_match = HIDDEN_LETTER.search(text)
    first = (hidden_match.start(), hidden_match[0]) if hidden_match else None
    if _IGNORABLE.search(text) is None:
        return first
    flags = {at for flag in _FLAGS.finditer(text) for at in range(flag.start(), flag.end())}
    for match in _IGNORABLE.finditer(text):
        at = match.start()
        if first is not None and at > first[0]:
            break
        if match[0] in _DIRECTIONS or at in flags:
            continue
        is_tag = _TAGS[0] <= match[0] <= _TAGS[-1]
        if not is_tag and at and _takes_shape(text[at - 1], match[0]):
            continue
        return at, match[0]
    return first


def _takes_shape(before: str, sign: str) -> bool:
    """Return whether a joiner or a selector shapes the letter, mark, digit, sign or emoji before it."""
    if before.isspace() or HIDDEN_LETTER.match(before):
        return False
    # An emoji may have a selector and then a joiner. No other sign may follow one of its kind.
    return _IGNORABLE.match(before) is None or (sign in _JOINERS and before == "\ufe0f")
