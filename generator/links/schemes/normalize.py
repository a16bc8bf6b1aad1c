"""Normalisation of names for reports and links: `Été 2026` becomes `ete-2026`."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_NORMAL = re.compile(r"[a-z0-9._~-]+")
_UNSAFE = re.compile(r"[^a-z0-9._~]+")


@lru_cache(maxsize=4096)
def normalize(text: str) -> str:
    """Return `text` in lower case, without accents, in the letters `a-z0-9._~-`; idempotent.

    Analytics count `Lea` and `lea` as two people, and a space or an accent as three different strings. The function
    transliterates other scripts (`Жанна` -> `zhanna`, `北京` -> `beijing`). The result is never empty for a text with a
    letter or a digit: what has no transliteration becomes its code point.
    """
    if _NORMAL.fullmatch(text) and "--" not in text and text[0] != "-" != text[-1]:
        return text
    normal = _normal(anyascii(unicodedata.normalize("NFC", text)))
    if any(char.isalnum() for char in normal):
        return normal
    return _normal(" ".join(f"u{ord(char):x}" for char in text if char.isalnum())) or normal


def _normal(text: str) -> str:
    return _UNSAFE.sub("-", text.lower()).strip("-")
