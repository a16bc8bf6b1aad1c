"""Fingerprints of a sheet's values, eight letters a field, to detect later changes.

A product or person has one line: `name:3fa2c1d0 price:91bc77aa`. The lines are in content/.imported/, and in the last
column of an exported sheet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

AS_EXPORTED = "as exported"
"""Column of an exported sheet that holds the fingerprints of its values."""

MADE_CODE = "code-made"
"""Key of the fingerprint of a code that the site's template made, because content holds no such code."""

_PAIR = re.compile(r"([\w:.-]{1,240}):([0-9a-f]{8})")


@lru_cache(maxsize=65_536)
def fingerprint(meaning: str) -> str:
    """Return the eight letters for a value ("" for none)."""
    return hashlib.sha256(meaning.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def write_fingerprints(fields: Mapping[str, str]) -> str:
    """Return fingerprints by field as one line."""
    return " ".join(f"{name}:{mark}" for name, mark in fields.items())


def read_fingerprints(text: str) -> dict[str, str]:
    """Return fingerprints by field; ignore invalid parts."""
    return {match[1]: match[2] for match in map(_PAIR.fullmatch, text.split()) if match}
