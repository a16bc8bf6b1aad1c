"""What a sheet said of each field, remembered by eight letters a field: enough to see that it says something else now.

One line for a product or a person: `name:3fa2c1d0 price:91bc77aa`. Kept per entry in content/.imported/, and in the
last column of an exported sheet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache

EXPORTED = "as exported"
"""The column by which a sheet of ours remembers what it held."""

MADE_CODE = "code-made"
"""Under which such a sheet remembers a code that the site's template made: content holds none."""

_ONE = re.compile(r"([\w:-]{1,40}):([0-9a-f]{8})")


@lru_cache(maxsize=65_536)
def fingerprint(meaning: str) -> str:
    """Eight letters that stand for a value ("" for none)."""
    return hashlib.sha256(meaning.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def write_fingerprints(fields: Mapping[str, str]) -> str:
    """Fingerprints by field, in one line."""
    return " ".join(f"{name}:{mark}" for name, mark in fields.items())


def read_fingerprints(text: str) -> dict[str, str]:
    """Fingerprints by field; what is none is passed over."""
    return {found[1]: found[2] for found in map(_ONE.fullmatch, text.split()) if found}
