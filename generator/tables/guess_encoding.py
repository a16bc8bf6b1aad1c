"""Guess of a non-UTF-8 encoding: the one whose reading is most like a language."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection

from msgspec import Struct

from generator.tables.language_model import log_likelihood

TITLES = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "iso8859_2": "ISO-8859-2 (Central Europe)",
    "cp874": "Windows-874 (Thai)",
    "koi8_u": "KOI8-U (Cyrillic)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "gb18030": "GBK (Chinese)",
    "big5": "Big5 (Chinese)",
    "mac_roman": "Mac Roman",
    "mac_latin2": "Mac Central European",
    "mac_cyrillic": "Mac Cyrillic",
    "cp850": "DOS 850 (Western Europe)",
    "cp852": "DOS 852 (Central Europe)",
    "cp866": "DOS 866 (Cyrillic)",
}
"""Encodings to try. If two give the same text, the report names the first."""
WIDE = frozenset(("cp932", "euc_jp", "cp949", "gb18030", "big5"))
"""Encodings with several bytes per letter."""
# How much more often a sheet has an encoding than the rarest one, in nats.
_OFTEN = {"cp1252": 5.0} | dict.fromkeys(("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"), 3.0)
_OFTEN |= dict.fromkeys(
    ("iso8859_2", "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5", "mac_roman", "cp850"), 2.0
)
_DECIDES, _DECIDES_ALONE = 2.0, 3.0
"""Lead of the best in nats (2 makes it seven times as likely as the next), and the lead for few words."""
_FEW = 3
_SAMPLE, _LONGEST = 2_000, 200
# The separators are never part of a letter in any of the encodings.
_WORD = re.compile(rb'[^\x00-\x20"&(),/:;<=>!?]+')


class Candidate(Struct, frozen=True):
    """A possible encoding, its non-ASCII words, and their log-likelihood in nats."""

    encoding: str
    text: str
    likelihood: float


def guess_encoding(data: bytes, languages: Collection[str]) -> list[Candidate]:
    """Return the possible encodings, best first: one if the text decides, several if it does not.

    `languages` are those of the site (`fr`); a reading in one of them is more likely.
    """
    words = _sample(data)
    candidates: dict[str, Candidate] = {}
    for encoding in TITLES:
        text = _decode(words, encoding)
        if text is not None and text not in candidates:
            likelihood = log_likelihood(text, languages) + _OFTEN.get(encoding, 0.0)
            candidates[text] = Candidate(encoding, text, likelihood)
    ranking = sorted(candidates.values(), key=lambda candidate: -candidate.likelihood)
    lead = _DECIDES if len(words) > _FEW else _DECIDES_ALONE
    return [candidate for candidate in ranking if candidate.likelihood > ranking[0].likelihood - lead]


def _sample(data: bytes) -> list[bytes]:
    """Return the first distinct non-ASCII words, long ones cut: ASCII words do not help to decide."""
    words: dict[bytes, None] = {}
    size = 0
    for match in _WORD.finditer(data):
        if not match[0].isascii():
            word = match[0][:_LONGEST]
            size += len(word) if word not in words else 0
            words[word] = None
            if size > _SAMPLE:
                break
    return list(words)


def _decode(words: list[bytes], encoding: str) -> str | None:
    """Decode the words; return None if one is invalid. The last letter of a word may be cut."""
    decoder = codecs.getincrementaldecoder(encoding)
    try:
        return "\n".join(decoder().decode(word, final=len(word) < _LONGEST) for word in words)
    except UnicodeError:
        return None
