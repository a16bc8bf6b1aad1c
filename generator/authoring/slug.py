"""Slug: the form of a name in an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from anyascii import anyascii

LONGEST = 64  # design section 2


def slug_of(name: str, otherwise: str) -> str:
    """Transliterate a name to a slug of at most 64 letters; `otherwise` if no letter of it is usable.

    An emoji contributes its name (`:cherry_blossom:`) only if the text has no letters.
    """
    plain = unicodedata.normalize("NFC", name[:400])
    letters = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in re.sub("['’`]", "", plain))
    return _slug(letters) or _slug(plain) or otherwise


def free_slug(slug: str, slugs_in_use: Collection[str]) -> str:
    """Return the slug, or the first free one of `slug-2`, `slug-3` ..."""
    return free_slug_from(slug, slugs_in_use, 2)[0]


def free_slug_from(slug: str, slugs_in_use: Collection[str], first: int) -> tuple[str, int]:
    """Return the first free slug from a number on, and the number to start the next search."""
    if slug not in slugs_in_use:
        return slug, first
    for number in count(first):
        end = f"-{number}"
        numbered_slug = f"{slug[: LONGEST - len(end)].rstrip('-')}{end}"
        if numbered_slug not in slugs_in_use:
            return numbered_slug, number + 1
    raise AssertionError("no free number was found")


def _slug(text: str) -> str:
    # anyascii writes a soft sign as an apostrophe (Ol'ga), which does not separate words.
    plain = anyascii(text).lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
