"""Reader for languages: tags, names in any language, names with a country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from generator.columns import cldr
from generator.columns.cells import CellError, clean, short
from generator.columns.context import ColumnReader, Context
from generator.columns.countries import find_country
from generator.columns.guess import Guess
from generator.models.locale import is_known_locale

Leaning = Literal["", "languages", "countries", "both"]
"""What the codes of a column show: languages, countries, both, or nothing."""

_SCRIPTS = {
    "simplified": "Hans",
    "traditional": "Hant",
    "简体": "Hans",
    "繁體": "Hant",
    "mandarin": "",
    "latin": "Latn",
    "cyrillic": "Cyrl",
}
_OTHERWISE = {
    "mandarin": "zh", "farsi": "fa", "castellano": "es", "castilian": "es", "castellà": "es", "valencian": "ca",
    "flemish": "nl-BE", "vlaams": "nl-BE", "norwegian": "nb", "norsk": "nb", "norwegisch": "nb", "tagalog": "fil",
    "american": "en-US", "british": "en-GB", "brazilian": "pt-BR", "bokmål": "nb", "cantonese": "yue",
    "brazilian portuguese": "pt-BR", "british english": "en-GB", "american english": "en-US", "us english": "en-US",
    "uk english": "en-GB", "swiss german": "de-CH", "austrian german": "de-AT", "canadian french": "fr-CA",
    "european portuguese": "pt-PT", "mexican spanish": "es-MX", "latin american spanish": "es-419",
}  # fmt: skip
_RATHER_LANGUAGES = frozenset(cldr.MAIN) - {"uk", "ca"}
"""Codes in capitals that mean a language rather than a country; `UK` never means Ukrainian."""
_SEPARATORS = re.compile(r"\s*(?:[,;/|&+\n]|\s(?:and|und|et|y|e|en|i|och|og)\s)\s*", re.IGNORECASE)


class LanguageReader(Struct, frozen=True):
    """Reader for one column of languages."""

    leaning: Leaning = ""

    def __call__(self, cell: str) -> str | Guess:
        """Return a tag; raise CellError for other texts, and for codes that may be a country."""
        text = short(cell)
        try:
            return self._read_part(text)
        except CellError:
            parts = [part for part in _SEPARATORS.split(text) if part]
            if len(parts) < 2:
                raise
        first = self._read_part(parts[0])
        return Guess(first, f"`{text[:40]}` are several languages, and a page has one: `{first}` was used")

    def _read_part(self, text: str) -> str:
        tag = text.replace("_", "-")
        if re.fullmatch("[A-Za-z]{2,3}", tag):
            return self._code(text)
        if re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?", tag) and tag.split("-")[0].islower():
            return _require_locale(text, _write_tag(tag))
        if re.fullmatch("[A-Za-z]{2,3}-[A-Za-z]{2}", tag):
            return _require_locale(text, _write_tag(tag))
        if len(cldr.language_names().get(cldr.fold_word(text), ())) == 1:
            return _language(text, text)
        if match := re.fullmatch(r"(.+?)\s*[(\[–—-]\s*([^()\[\]]+?)\s*[)\]]?", text):
            return _with_region(text, _language(text, match[1]), match[2])
        return _language(text, text)

    def _code(self, text: str) -> str:
        """Return the language for a code of two or three letters, which may also be a country's code."""
        code, country = _alias(text.lower()), find_country(text) if len(text) == 2 else ""
        if country and not _speaks(country, code):
            if not is_known_locale(code) or self.leaning in ("countries", "both"):
                raise CellError(
                    f"`{text}` is a country{_here(self.leaning)}",
                    f"write a language, such as `{_main_language(country)}`",
                )
            if not text.islower() and (not self.leaning or code not in _RATHER_LANGUAGES):
                raise CellError(f"`{text}` may be a language or a country", "write the language by its name")
        return _require_locale(text, code)


def read_language(cell: str) -> str:
    """Return a tag for `fr`, `fr_FR`, `French`, `Français`, `English (US)` outside a column."""
    reading = LanguageReader("languages")(cell)
    return str(reading.value) if isinstance(reading, Guess) else reading


def survey_languages(cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of languages: its codes show whether `UK` is Ukrainian or the United Kingdom."""
    languages = countries = False
    for cell in dict.fromkeys(map(clean, cells)):
        if re.fullmatch("[A-Za-z]{2}", cell):
            is_language, country = is_known_locale(cell.lower()), find_country(cell)
            languages |= is_language and not country
            countries |= bool(country) and not is_language
        elif len(cell) < 40 and cell:
            is_language = bool(cldr.language_names().get(cldr.fold_word(cell)))
            languages |= is_language or re.fullmatch("[a-z]{2}[-_][A-Za-z]{2}", cell) is not None
            countries |= not is_language and bool(find_country(cell))
    leaning: Leaning = (
        "both" if languages and countries else "languages" if languages else "countries" if countries else ""
    )
    return ColumnReader(LanguageReader(leaning))


def _language(text: str, name: str) -> str:
    word = cldr.fold_word(name)
    if word in _OTHERWISE:
        return _OTHERWISE[word]
    if re.fullmatch("[a-z]{2,3}", name) and is_known_locale(name):
        return name
    codes = cldr.language_names().get(word, frozenset())
    if len(codes) == 1:
        return _require_locale(text, _write_tag(next(iter(codes)).replace("_", "-")))
    if codes:
        raise CellError(f"`{text[:40]}` is the name of several languages", f"write a tag such as `{min(codes)}`")
    if find_country(name):
        raise CellError(f"`{text[:40]}` is a country, not a language")
    raise CellError(f"`{text[:40]}` is not a known language", "write a tag such as `fr` or `en-GB`")


def _with_region(text: str, language: str, region: str) -> str:
    word = cldr.fold_word(region)
    base = language.split("-")[0]
    if word in _SCRIPTS:
        return _require_locale(text, f"{base}-{_SCRIPTS[word]}".rstrip("-"))
    country = find_country(region)
    if country:
        return _require_locale(text, f"{base}-{country}")
    if (codes := cldr.language_names().get(word)) and len(codes) == 1 and language in codes:
        return language  # `Deutsch (German)`
    if re.fullmatch("[a-z]{2,3}(-[a-z]{2})?", word) and word.split("-")[0] == base:
        return _require_locale(text, _write_tag(word))
    raise CellError(f"`{text[:40]}` is not a known language", "write a tag such as `fr` or `en-GB`")


def _write_tag(tag: str) -> str:
    language, *subtags = tag.split("-")
    return "-".join([language.lower(), *(subtag.title() if len(subtag) == 4 else subtag.upper() for subtag in subtags)])


def _require_locale(text: str, tag: str) -> str:
    if is_known_locale(tag):
        return tag
    base = tag.split("-")[0]
    if is_known_locale(base) and "-" in tag:
        raise CellError(f"`{text[:40]}` is a language and a country that do not go together", f"write `{base}`")
    raise CellError(f"`{text[:40]}` is not a known language", "write a tag such as `fr` or `en-GB`")


def _alias(code: str) -> str:
    """Return the two-letter code for a three-letter one: `de` for `deu`."""
    from babel.core import get_global  # lazy: Babel is large, and few runs need its data

    return str(get_global("language_aliases").get(code, code)) if len(code) == 3 else code


def _speaks(country: str, language: str) -> bool:
    """Return whether the country speaks the language, so that both readings of a code agree."""
    return _main_language(country) == language


def _main_language(country: str) -> str:
    from babel.core import get_global  # lazy: Babel is large, and few runs need its data

    return str(get_global("likely_subtags").get(f"und_{country}", "en")).split("_")[0]


def _here(leaning: Leaning) -> str:
    return ", as others in this column are" if leaning == "countries" else ""
