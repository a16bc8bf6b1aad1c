"""Words, dates, prices and numbers in a page's language."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Literal

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_currency, format_decimal


@lru_cache(maxsize=256)
def babel_locale(tag: str) -> Locale:
    """The locale data of a BCP 47 tag."""
    return Locale.parse(tag, sep="-")


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language is written."""
    return "rtl" if babel_locale(tag).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=256)
def territorial(tag: str) -> str:
    """A language with the territory where most people speak it, as the Open Graph protocol wants: `fr` is `fr_FR`."""
    locale = babel_locale(tag)
    known = get_global("likely_subtags")
    likely = known.get(f"{locale.language}_{locale.script}") or known.get(locale.language) or ""
    territory = locale.territory or next((part for part in likely.split("_")[1:] if len(part) == 2), "")
    return f"{locale.language}_{territory}" if territory else locale.language


@lru_cache(maxsize=64)
def catalogue(folders: tuple[Path, ...], tag: str) -> NullTranslations:
    """Read the message catalogues of a language from several `locales/` folders; the first that has a word wins.

    A language with a region falls back to the language; a word that is nowhere stays English.
    """
    found: NullTranslations | None = None
    for folder in reversed(folders):
        for name in dict.fromkeys((tag.split("-")[0], tag)):
            for path in sorted((folder / name.replace("-", "_") / "LC_MESSAGES").glob("*.po")):
                compiled = _compile(path, name)
                if found is not None:
                    compiled.add_fallback(found)
                found = compiled
    return found or NullTranslations()


class _Isolated(NullTranslations):
    """Words for a page from right to left: those that stay English keep their own direction, and their full stops."""

    def __init__(self, words: NullTranslations) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        """The words, or the English ones between a left-to-right isolate and its end."""
        return self._isolated(self._words.gettext(message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The same for a number of things."""
        return self._isolated(self._words.ngettext(msgid1, msgid2, n), msgid1, msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """The words in a context; who asks knows what to do without them."""
        return self._words.pgettext(context, message)

    def _isolated(self, said: str, *english: str) -> str:
        return f"\u2066{said}\u2069" if said in english else said


def in_direction(words: NullTranslations, tag: str) -> NullTranslations:
    """Words for pages in a language, with English ones isolated where the page runs from right to left."""
    return _Isolated(words) if direction(tag) == "rtl" else words


def has_catalogue(folders: Iterable[Path], tag: str) -> bool:
    """Whether there are words for a language (English is the source)."""
    return tag.split("-")[0] == "en" or any((folder / tag.split("-")[0]).is_dir() for folder in folders)


def _compile(path: Path, tag: str) -> GNUTranslations:
    with path.open("rb") as file:
        read = read_po(file, locale=tag.replace("-", "_"))
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return GNUTranslations(compiled)


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, tag: str) -> str:
    """A price as the language writes it; whole amounts without decimals."""
    locale = babel_locale(tag)
    if amount == amount.to_integral_value():
        pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
        return str(format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False))
    return str(format_currency(amount, currency, locale=locale))


@lru_cache(maxsize=4096)
def long_day(day: date, tag: str) -> str:
    """A day in words: 1 March 2025."""
    return format_date(day, "long", locale=babel_locale(tag))


@lru_cache(maxsize=4096)
def names_day(text: str, day: date, tag: str) -> bool:
    """Whether a text names a day, with or without its year: "31 December", "Dec 31", "31/12", "2026-12-31"."""
    locale = babel_locale(tag)
    widths = (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated"))
    names = {locale.months[context][width][day.month].rstrip(".").lower() for context, width in widths}
    one, in_words = rf"(?<!\d)0?{day.day}", "|".join(map(re.escape, names))
    numeric = rf"(?<!\d)(?:0?{day.day}\s?[./-]\s?0?{day.month}|0?{day.month}\s?[./-]\s?0?{day.day})(?!\d)"
    worded = rf"{one}(?:\.|er|st|nd|rd|th|º)?\s*(?:de\s|of\s)?(?:{in_words})|(?:{in_words})\.?\s*{one}(?!\d)"
    return re.search(f"{numeric}|{worded}", text.lower()) is not None


@lru_cache(maxsize=4096)
def month(day: date, tag: str) -> str:
    """A month in words: March 2025."""
    return format_skeleton("yMMMM", day, locale=babel_locale(tag))


def compact(value: int, tag: str) -> str:
    """A large number, short: 42K."""
    short = format_compact_decimal(value, locale=babel_locale(tag), fraction_digits=1 if value < 10_000 else 0)
    # German has no short form below a million; the bare digits that come back want their separator.
    return number(value, tag) if short.isdigit() else str(short)


@lru_cache(maxsize=4096, typed=True)
def number(value: int, tag: str) -> str:
    """A number with the language's separators."""
    return str(format_decimal(value, locale=babel_locale(tag)))
