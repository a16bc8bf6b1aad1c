"""A name as a part of an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from anyascii import anyascii

LONGEST = 64  # design section 2


def slug_of(name: str, otherwise: str) -> str:
    """Transliterate a name to a slug of at most 64 letters; `otherwise` where nothing of it can be written.

    An emoji gives its name (`:cherry_blossom:`) only where there are no letters beside it.
    """
    plain = unicodedata.normalize("NFC", name[:400])
    letters = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in re.sub("['’`]", "", plain))
    return _slug(letters) or _slug(plain) or otherwise


def free_slug(slug: str, taken: Collection[str]) -> str:
    """The slug itself, or the first of `slug-2`, `slug-3` ... that nobody has."""
    if slug not in taken:
        return slug
    numbered = (f"{slug[: LONGEST - len(end)].rstrip('-')}{end}" for end in (f"-{n}" for n in count(2)))
    return next(one for one in numbered if one not in taken)


def _slug(text: str) -> str:
    # The apostrophe stands for letters without a sound of their own (Ol'ga), and parts no words.
    plain = anyascii(text).lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
