"""Likelihood of a text in a language, from letter pairs in CLDR's names of places, languages and currencies.

Encoding detectors learn from pages of prose, but a sheet of thirty names holds a dozen non-ASCII letters. Letter pairs
distinguish `Köln` from `Kšln` and `Łódź` from `£ódŸ` in a single word.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from itertools import pairwise

LANGUAGES = (
    "ar", "be", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "is", "it", "ja",
    "ko", "lt", "lv", "mk", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "zh",
    "zh_Hant",
)  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
_APART = re.compile(r"[\x00-&(-,./:-@\[-`{-\x7f]+")
_AROUND = "“”„«»‹›‘’‚…–—™®©€£¥°№º•¡¿、。「」・，：（）！？～　"
_NEVER_BEFORE, _NEVER_AFTER = "®©™€£¥", "„‚°€£¥¡¿№"  # letters; such a pair is a letter in another encoding
_PAIRED_QUOTES = "“”„«»‹›‘‚"
# `N°5`, `nº 7`, `30°C`, `2½`, `50 m²`: signs that belong to numbers and occur next to letters.
_OF_NUMBERS = re.compile(
    r"(?<![^\W_])[Nn][°º](?=[0-9\W]|$)|(?<=[0-9])[°º²³½¼¾×±ª]+(?:[CFK](?![^\W_]))?|(?<![^\W\d_])[ckm]?m[²³](?![^\W_])"
)
_WITHIN = "’‑·・"
_PARTS = re.compile(f"[-'{_WITHIN}]+")
_ALPHABETIC = re.compile("[A-Za-zÀ-ɏͰ-Ͽа-яА-ЯЀ-ӿ]+$")  # Latin, Greek, Cyrillic: alphabets with vowels
_CONSONANTS = re.compile("[^aeiouyæøœıаеёиоуыэюяіїєαεηιουω]{4,}")
_EXPECTED_BONUS = 3.0
_PAIR_WEIGHT, _SINGLE_WEIGHT, _UNKNOWN_WEIGHT = 0.6, 0.35, 0.05  # weights of the three counts; their sum is 1
# Penalties in nats: signs that are unpaired or in the wrong place; then, within a word, a capital, a second script, one
# consonant too many.
_UNPAIRED_QUOTE = -5.0
_SIGN, _NO_SIGN, _CAPITAL, _SCRIPTS, _CONSONANT = -2.0, -12.0, -6.0, -6.0, -2.0


class _Model:
    """Letter counts of one language."""

    def __init__(self, language: str) -> None:
        self.single: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        self.before: Counter[str] = Counter()
        for word in {word for name in _names(language) for word in _LETTERS.findall(_fold(name))}:
            for first, second in zip(f" {word}", f"{word} ", strict=True):
                self.single[second] += 1
                self.pairs[first + second] += 1
                self.before[first] += 1
        self.total = self.single.total()

    def log_likelihood(self, word: str) -> float:
        likelihood = 0.0
        for first, second in zip(f" {word}", f"{word} ", strict=True):
            pair = self.pairs[first + second] / self.before[first] if self.before[first] else 0.0
            likelihood += math.log(
                _PAIR_WEIGHT * pair
                + _SINGLE_WEIGHT * self.single[second] / self.total
                + _UNKNOWN_WEIGHT / _how_many_like(second)
            )
        return likelihood


def _names(language: str) -> Iterator[str]:
    """Yield the names (some two thousand) in a language from CLDR."""
    from babel import Locale  # lazy: Babel is large, and few runs need its data

    locale = Locale.parse(language)
    for names in (locale.territories, locale.languages, locale.currencies):
        yield from map(str, names.values())
    for zone in locale.time_zones.values():
        yield str(zone.get("city", ""))
    for words in (locale.months, locale.days):
        yield from map(str, words["format"]["wide"].values())


@cache
def _model(language: str) -> _Model:
    return _Model(language)


@lru_cache(maxsize=20_000)
def _how_many_like(char: str) -> float:
    """Return roughly how many signs share the kind of one that the language's counts lack."""
    if char == " ":
        return 100
    if unicodedata.category(char)[0] not in "LM":
        return 100_000 if unicodedata.category(char)[0] != "C" else 10**9
    return 10_000 if unicodedata.name(char, "").startswith(("CJK", "HANGUL")) else 3_000


def log_likelihood(text: str, expected_languages: Collection[str] = ()) -> float:
    """Return the log-likelihood (nats) of the non-ASCII words in the language where it is highest.

    `expected_languages` are languages (`fr`) with a higher prior.
    """
    text, signs = _OF_NUMBERS.subn(" ", text)
    words = [word for word in _APART.split(text) if not word.isascii()]
    shapes = _SIGN * signs + _UNPAIRED_QUOTE * (sum(text.count(sign) for sign in _PAIRED_QUOTES) % 2)
    cores: list[str] = []
    for word in words:
        core = word.strip(_AROUND)
        shapes += sum(_sign(word, at) for at, char in enumerate(word) if char in _AROUND) + _doubt_shape(core)
        shapes += _SIGN * sum(core.count(sign) for sign in _WITHIN)
        if core:
            cores.append(_fold(core))
    if not cores:
        return shapes
    return shapes + max(
        sum(map(_model(language).log_likelihood, cores)) + _EXPECTED_BONUS * (language[:2] in expected_languages)
        for language in LANGUAGES
    )


def _fold(text: str) -> str:
    """Return a text in the form that is counted: lower case, with a word end at each apostrophe."""
    return _PARTS.sub(" ", text.replace("İ", "i").lower())


def _sign(word: str, at: int) -> float:
    """Return the penalty of a sign next to a word."""
    before, after = word[at - 1] if at else "", word[at + 1] if at + 1 < len(word) else ""
    wrong = (word[at] in _NEVER_BEFORE and after.isalpha()) or (word[at] in _NEVER_AFTER and before.isalpha())
    return _NO_SIGN if wrong else _SIGN


def _doubt_shape(word: str) -> float:
    """Return the penalty of a word's shape: capitals or two scripts inside, too many consonants in a row."""
    capitals = [char for char in word[1:] if char.isupper() and not char.isascii()]
    doubt = 0.0 if word.isupper() else _CAPITAL * len(capitals)
    scripts = [script for char in word if (script := _script(char))]
    doubt += sum(_SCRIPTS for first, second in pairwise(scripts) if first != second)
    if not _ALPHABETIC.match(word):
        return doubt
    base = "".join(unicodedata.normalize("NFD", char)[0] for char in word.lower())
    for run in _CONSONANTS.finditer(base):
        if not word[run.start() : run.end()].isascii():
            doubt += _CONSONANT * (len(run[0]) - 3)
    return doubt


@lru_cache(maxsize=20_000)
def _script(char: str) -> str:
    """Return the script of a letter; "" for signs that occur in words of any script."""
    if not char.isalpha():
        return ""
    if char >= "\u2e80":
        return "East Asian"
    return unicodedata.name(char, "").partition(" ")[0]
