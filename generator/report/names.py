"""Names of columns and values, compared without what one export writes in another way than the next."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "_": " "})
_AROUND = re.compile(r"\s*([/-])\s*")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """Fold a column's name: letter case, accents, dashes, apostrophes, underscores and spaces make no difference."""
    plain = unicodedata.normalize("NFKD", text.strip().strip("\ufeff").casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_SIGNS)
    return _AROUND.sub(r"\1", _SPACE.sub(" ", plain)).strip()


def fold_value(text: str) -> str:
    """Fold a value of a link: letter case, accents and spaces around it make no difference."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def plain_code(text: str) -> str:
    """A code in usual letters: `ＬＥＡ10`, as a Japanese keyboard writes it, is `LEA10`. Letters without a width go."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Cf").strip()
