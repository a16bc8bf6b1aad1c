"""Words of the world's languages from the Unicode locale data (CLDR, through Babel): months, numbers, money, places.

Each index is built once, at the first lookup of an uncommon word: all locales take under a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

MAIN = (
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "ro", "hu", "el", "tr", "ru", "uk",
    "ja", "ko", "zh", "ar", "he", "hi", "id", "ms", "vi", "th", "fa", "bn", "ur", "ca", "gl", "eu", "hr", "sr", "bs",
    "sl", "sk", "bg", "mk", "lt", "lv", "et", "is", "sq", "ka", "hy", "az", "kk", "fil", "sw", "af",
)  # fmt: skip
"""Main languages, in which many people sell. They decide if a word has another meaning in another language."""


@cache
def languages() -> tuple[str, ...]:
    """Return every language of the data, without regions, the main ones first."""
    from babel import localedata  # lazy: Babel is large, and few runs need its data

    locales = (
        identifier
        for identifier in sorted(localedata.locale_identifiers())
        if "_" not in identifier and identifier not in MAIN
    )
    return (*MAIN, *(locale for locale in locales if locale != "root"))


@cache
def _locales() -> tuple[Any, ...]:
    """Return every locale of the data, with regions."""
    from babel import Locale, localedata  # lazy: Babel is large, and few runs need its data

    return tuple(Locale.parse(identifier) for identifier in sorted(localedata.locale_identifiers()))


def _locale(language: str) -> Any:
    from babel import Locale  # lazy: Babel is large, and few runs need its data

    return Locale.parse(language)


def fold_word(word: str) -> str:
    """Return a word for comparison: without case, points and direction marks."""
    return re.sub("[.\u200e\u200f\u061c٫]", "", word).replace("\u202f", " ").replace("\xa0", " ").strip().casefold()


@cache
def months() -> Mapping[str, Mapping[int, frozenset[str]]]:
    """Map each name and short form of a month to its possible months, each with the languages that use it."""
    months_by_word: dict[str, dict[int, set[str]]] = {"mrz": {3: {"de"}}}  # as Excel writes it
    for language in languages():
        for forms in _locale(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in forms.get(width, {}).items():
                    if re.search(r"[^\W\d_]", name):
                        months_by_word.setdefault(fold_word(name), {}).setdefault(number, set()).add(language)
    return {
        word: {at: frozenset(by) for at, by in months_of_word.items()}
        for word, months_of_word in months_by_word.items()
    }


@cache
def weekdays() -> frozenset[str]:
    """Return the names and short forms of the weekdays, and their parts (`terça-feira`)."""
    names = {
        fold_word(name)
        for language in languages()
        for forms in _locale(language).days.values()
        for width in ("wide", "abbreviated")
        for name in forms.get(width, {}).values()
    }
    return frozenset(names | {part for name in names for part in re.split(r"[-\s]", name)})


@cache
def scales() -> Mapping[str, frozenset[int]]:
    """Map `tsd`, `mio`, `тыс`, `万` and the like to their factors; several if languages disagree."""
    scales_by_word: dict[str, set[int]] = {}
    for language in languages():
        for forms in _locale(language).compact_decimal_formats.values():
            for patterns in forms.values():
                for amount, pattern in patterns.items():
                    text = re.sub("['’]", "", pattern.pattern)
                    digits = re.search("0+", text)
                    word = fold_word(text.replace(digits[0], "", 1)) if digits else ""
                    if digits and re.fullmatch(r"[^\W\d_]+", word):
                        scales_by_word.setdefault(word, set()).add(int(amount) // 10 ** (len(digits[0]) - 1))
    return {word: frozenset(factors) for word, factors in scales_by_word.items()}


@cache
def currency_signs() -> Mapping[str, frozenset[str]]:
    """Map `₺`, `kr`, `Rs`, `د.إ` (each `fold_word`) to the currencies that a locale writes so."""
    codes_by_sign: dict[str, set[str]] = {}
    for locale in _locales():
        for code, sign in locale.currency_symbols.items():
            if sign != code and sign.strip("\u200b¤"):
                codes_by_sign.setdefault(fold_word(sign).replace(" ", ""), set()).add(code)
    return {sign: frozenset(codes) for sign, codes in codes_by_sign.items()}


@cache
def currency_words() -> Mapping[str, frozenset[str]]:
    """Map `dollars`, `francs`, `złotych` to the currencies whose names contain the word, in any language."""
    codes_by_word: dict[str, set[str]] = {}
    for language in languages():
        locale = _locale(language)
        plural = getattr(locale, "_data", {}).get("currency_names_plural", {})
        names = [(code, name) for code, name in locale.currencies.items()]
        names += [(code, name) for code, forms in plural.items() for name in forms.values()]
        for code, name in names:
            for word in re.findall(r"[^\W\d_]{2,}", name):
                codes_by_word.setdefault(fold_word(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in codes_by_word.items()}


@cache
def language_names() -> Mapping[str, frozenset[str]]:
    """Map `Französisch`, `Français`, `フランス語` (each `fold_word`) to language codes."""
    return _names("languages", r"[a-z]{2,3}(_[A-Z]{2}|_[A-Z][a-z]{3})?")


@cache
def country_names() -> Mapping[str, frozenset[str]]:
    """Map `Germany`, `Deutschland`, `ドイツ` (each `fold_word`) to country codes (ISO 3166-1, two letters)."""
    return _names("territories", r"[A-Z]{2}")


def _names(group: str, code: str) -> Mapping[str, frozenset[str]]:
    codes_by_name: dict[str, set[str]] = {}
    for tag, name in _all_names(group):
        if re.fullmatch(code, tag):
            codes_by_name.setdefault(fold_word(name), set()).add(tag)
    return {name: frozenset(codes) for name, codes in codes_by_name.items()}


def _all_names(group: str) -> Iterator[tuple[str, str]]:
    for language in languages():
        yield from getattr(_locale(language), group).items()
