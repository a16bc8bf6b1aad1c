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

from babel import Locale, __version__
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_decimal, format_currency, format_decimal

from generator.bytecode import bytecode_file, read_made, write_made
from generator.content.safe_open import read_file
from generator.registry import data_folder


@lru_cache(maxsize=256)
def babel_locale(tag: str) -> Locale:
    """Return the locale data of a BCP 47 tag."""
    return Locale.parse(tag, sep="-")


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction in which a language is written."""
    return "rtl" if babel_locale(tag).text_direction == "rtl" else "ltr"


@lru_cache(maxsize=256)
def territorial(tag: str) -> str:
    """Return a language with the territory of most speakers, as the Open Graph protocol asks: `fr` is `fr_FR`."""
    locale = babel_locale(tag)
    likely_subtags = get_global("likely_subtags")
    likely = likely_subtags.get(f"{locale.language}_{locale.script}") or likely_subtags.get(locale.language) or ""
    territory = locale.territory or next((part for part in likely.split("_")[1:] if len(part) == 2), "")
    return f"{locale.language}_{territory}" if territory else locale.language


@lru_cache(maxsize=64)
def catalogue(folders: tuple[Path, ...], tag: str) -> NullTranslations:
    """Read the catalogues of a language from several `locales/` folders. The first folder that has a message wins.

    A language with a region falls back to the language. A message that no catalogue has stays English.
    """
    translations: NullTranslations | None = None
    for folder in reversed(folders):
        for name in dict.fromkeys((tag.split("-")[0], tag)):
            for path in sorted((folder / name.replace("-", "_") / "LC_MESSAGES").glob("*.po")):
                messages = _compile(path, name)
                if translations is not None:
                    messages.add_fallback(translations)
                translations = messages
    return translations or NullTranslations()


class _IsolatedMessages(NullTranslations):
    """Messages for a right-to-left page. Isolates keep the direction and the full stops of English messages intact."""

    def __init__(self, words: NullTranslations) -> None:
        super().__init__()
        self._words = words

    def gettext(self, message: str) -> str:
        """Return the translation, or the English text inside a left-to-right isolate."""
        return self._isolate(self._words.gettext(message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the translation for a number of things, or the isolated English text."""
        return self._isolate(self._words.ngettext(msgid1, msgid2, n), msgid1, msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Return the translation in a context, unchanged if there is none: the caller handles that case."""
        return self._words.pgettext(context, message)

    def _isolate(self, text: str, *english: str) -> str:
        return f"\u2066{text}\u2069" if text in english else text


def in_direction(words: NullTranslations, tag: str) -> NullTranslations:
    """Return messages for pages in a language. English ones are isolated if the page runs from right to left."""
    return _IsolatedMessages(words) if direction(tag) == "rtl" else words


def has_catalogue(folders: Iterable[Path], tag: str) -> bool:
    """Return whether a catalogue of the language exists. English needs none: it is the source."""
    return tag.split("-")[0] == "en" or any((folder / tag.split("-")[0]).is_dir() for folder in folders)


def _compile(path: Path, tag: str) -> GNUTranslations:
    """Return a catalogue. One of our own is kept compiled, beside it, as templates are.

    PERF: one edit takes 2 % fewer instructions: Babel reads catalogues with the parser of e-mail. Plain way:
    `_compiled_messages`. Compared in tests/pages/test_locale_format.py.
    """
    source = read_file(path)
    if not any(path.is_relative_to(data_folder(name)) for name in ("locales", "themes")):
        return GNUTranslations(io.BytesIO(_compiled_messages(source, tag)))
    file, key = bytecode_file(path, ".mo"), f"{__version__} {tag}\0".encode() + source
    messages = read_made(file, key)
    if messages is None:
        messages = _compiled_messages(source, tag)
        write_made(file, key, messages)
    return GNUTranslations(io.BytesIO(messages))


def _compiled_messages(source: bytes, tag: str) -> bytes:
    from babel.messages.mofile import write_mo  # lazy: a catalogue that is kept compiled does not need them
    from babel.messages.pofile import read_po

    stream = io.BytesIO()
    write_mo(stream, read_po(io.BytesIO(source), locale=tag.replace("-", "_")))
    return stream.getvalue()


@lru_cache(maxsize=4096)
def money(amount: Decimal, currency: str, tag: str) -> str:
    """Return a price as the language writes it: a whole amount without decimals, any other with all that it has."""
    locale = babel_locale(tag)
    if amount == amount.to_integral_value():
        pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
        return str(format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False))
    # Without `decimal_quantization=False` Babel rounds to the currency's own decimals: 0.50 JPY would be ¥0.
    return str(format_currency(amount, currency, locale=locale, decimal_quantization=False))


@lru_cache(maxsize=4096)
def long_day(day: date, tag: str) -> str:
    """Return a day in words: 1 March 2025."""
    return format_date(day, "long", locale=babel_locale(tag))


@lru_cache(maxsize=4096)
def names_day(text: str, day: date, tag: str) -> bool:
    """Return whether a text names a day, with or without its year: "31 December", "Dec 31", "31/12", "2026-12-31"."""
    locale = babel_locale(tag)
    widths = (("format", "wide"), ("stand-alone", "wide"), ("format", "abbreviated"))
    names = {locale.months[context][width][day.month].rstrip(".").lower() for context, width in widths}
    numeral, in_words = rf"(?<!\d)0?{day.day}", "|".join(map(re.escape, names))
    numeric = rf"(?<!\d)(?:0?{day.day}\s?[./-]\s?0?{day.month}|0?{day.month}\s?[./-]\s?0?{day.day})(?!\d)"
    day_and_month = (
        rf"{numeral}(?:\.|er|st|nd|rd|th|º)?\s*(?:de\s|of\s)?(?:{in_words})|(?:{in_words})\.?\s*{numeral}(?!\d)"
    )
    return re.search(f"{numeric}|{day_and_month}", text.lower()) is not None


def month(day: date, tag: str) -> str:
    """Return a month in words: March 2025."""
    return _month_from(day.replace(day=1), tag)


@lru_cache(maxsize=4096)
def _month_from(first: date, tag: str) -> str:
    return format_skeleton("yMMMM", first, locale=babel_locale(tag))


def compact(value: int, tag: str) -> str:
    """Return a short form of a large number: 42K."""
    short = format_compact_decimal(value, locale=babel_locale(tag), fraction_digits=1 if value < 10_000 else 0)
    # German has no short form below a million. Babel then returns bare digits, which need the separator.
    return number(value, tag) if short.isdigit() else str(short)


@lru_cache(maxsize=4096, typed=True)
def number(value: int, tag: str) -> str:
    """Return a number with the separators of the language."""
    return str(format_decimal(value, locale=babel_locale(tag)))
