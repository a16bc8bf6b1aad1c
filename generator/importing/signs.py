"""Signs that identify a product or person, with their weights: the one table of identity.

Two entries match only if the weight of equal signs exceeds that of different ones. The weight of differences is that of
the heaviest different sign, plus that of a name with no common word. So a person with another id, or with another name
and another account, is a different person although one field is equal. A value that several entries have, or one such
as `-` or `0`, counts neither way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from anyascii import anyascii
from msgspec import Struct

from generator.columns.fields import Kind
from generator.models.platforms import PLATFORMS

KEY = "_key"
"""Key under which last_import remembers the fingerprint of an entry's `key`."""
ENOUGH = 4
"""Minimum weight of a match: a name alone is enough if nothing differs."""
SAME_NAME, MORE_NAME = 4, 1
"""Weights of a name with the same words, and of one with further words (`Ana`, `Ana Pires`)."""
PART_NAME: Mapping[Kind, int] = {"ambassadors": -5, "products": -7}
"""Weight of a name with one common word: people may marry, but `Rose Balm` does not become `Mint Balm`."""
OTHER_NAME = -7
"""Weight of a name without a common word."""


class Sign(Struct, frozen=True):
    """Fields with one meaning: one equal field is enough, and the sign differs if none is equal."""

    fields: tuple[str, ...]
    agrees: int
    differs: int
    decides: bool = False
    """Whether a difference in this sign rules out a match: only a person can know that an id was changed."""


_GROUP_ACCOUNTS = ("website", "newsletter", "podcast", "facebook", "discord", "telegram", "whatsapp", "link")
"""Addresses that often belong to an agency or a group."""
PERSONAL_ACCOUNTS = tuple(platform for platform in PLATFORMS if platform not in _GROUP_ACCOUNTS)

SIGNS: Mapping[Kind, tuple[Sign, ...]] = {
    "ambassadors": (
        Sign(("partner_id",), 10, 10, decides=True),
        Sign(("handle", *PERSONAL_ACCOUNTS), 7, 7),
        Sign(("code",), 5, 7),
        Sign(tuple(name for name in _GROUP_ACCOUNTS if name == "link" or name in PLATFORMS), 2, 5),
    ),
    "products": (
        Sign(("handle",), 10, 10),
        Sign(("variant", KEY), 8, 6),
        Sign(("url",), 7, 7),
    ),
}
PAYMENT_FIELDS: Mapping[str, str] = {"partner_id": "id", "code": "discount code", "link": "link"}
"""Fields that decide payments, with their names in reports: only one person may have a value."""
_NOTHING = re.compile(r"[0\W_]*|true|false|yes|no|x|n/?a|none|null|tb[acd]|unknown", re.IGNORECASE)


def field_label(field: str) -> str:
    """Return the name of an identifying field in a report."""
    return "the shop's number" if field == KEY else field


def says_who(text: str) -> bool:
    """Return whether a value can belong to one entry only: `-`, `0`, `n/a` and `TRUE` cannot."""
    return _NOTHING.fullmatch(text) is None


def comparable_text(field: str, text: str) -> str:
    """Return the form of a value for comparison: `www.` and a last `/` of an address do not count."""
    return re.sub("^https?://(?:www[.])?", "", text).rstrip("/") if field == "url" else text


@lru_cache(maxsize=65_536)
def name_words(name: str) -> frozenset[str]:
    """Return the words of a name for comparison: `Moreau, Léa` and `lea MOREAU` have the same.

    Latin letters lose their accents. Other scripts stay unchanged: 张伟 and 章伟 sound alike and are two people.
    """
    words = re.findall(
        r"[^\W_]+", unicodedata.normalize("NFKC", name[:400]).casefold().replace("’", "").replace("'", "")
    )
    return frozenset(_bare(word) for word in words) or frozenset((name.strip(),))


def _bare(word: str) -> str:
    return anyascii(word).lower() if _is_latin(word) else word


def _is_latin(text: str) -> bool:
    return all(char.isascii() or unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())


def compare_names(name: str, other_name: str, kind: Kind) -> int:
    """Return the weight of two names: positive for a match, negative against it, 0 if undecided."""
    if not name or not other_name:
        return 0
    first, second = name_words(name), name_words(other_name)
    if first == second:
        return SAME_NAME
    if first < second or second < first:
        return MORE_NAME
    if any(len(word) > 1 for word in first & second):
        return PART_NAME[kind]
    return OTHER_NAME if _is_latin(name) == _is_latin(other_name) else 0
