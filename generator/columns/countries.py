"""Reader for countries, and for the markets whose law decides the label of paid links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import get_args

from generator.columns import cldr
from generator.columns.cells import CellError, clean, short
from generator.columns.context import ColumnReader, Context
from generator.models.settings import Market

_OTHERWISE = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "britain": "GB",
    "northern ireland": "GB", "usa": "US", "us of a": "US", "america": "US", "united states of america": "US",
    "holland": "NL", "eeuu": "US", "ee uu": "US", "états-unis d'amérique": "US", "vereinigte staaten": "US",
    "großbritannien": "GB", "grande-bretagne": "GB", "gran bretaña": "GB", "inglaterra": "GB", "angleterre": "GB",
    "brasil": "BR", "méxico": "MX", "czech republic": "CZ", "turkey": "TR", "korea": "KR", "uae": "AE",
}  # fmt: skip
"""Names that CLDR lacks; `uk` is the everyday code of the United Kingdom."""
_MARKETS = {"GB": "UK"}
_NONE = frozenset(("EU", "EZ", "UN", "ZZ", "QO"))


def find_country(text: str) -> str:
    """Return `DE` for `Germany`, `Deutschland`, `DE`, `DEU`, `🇩🇪` (ISO 3166-1); "" for any other text."""
    text = clean(text)
    if len(text) > 120:
        return ""
    if flags := re.findall("[\U0001f1e6-\U0001f1ff]{2}", text):
        text = re.sub("[\U0001f1e6-\U0001f1ff]{2}", "", text).strip() or "".join(
            chr(ord(flag) - 0x1F1E6 + ord("A")) for flag in flags[0]
        )
    word = cldr.fold_word(re.sub(r"^(?:the|die|der|les?|la|los|las|el|il|gli)\s+", "", text, flags=re.IGNORECASE))
    if word in _OTHERWISE:
        return _OTHERWISE[word]
    if re.fullmatch("[A-Za-z]{2}", text):
        return text.upper() if text.upper() in country_codes() else ""
    if re.fullmatch("[A-Z]{3}", text):
        return _alias(text)
    codes = cldr.country_names().get(word) or cldr.country_names().get(cldr.fold_word(text)) or frozenset()
    return next(iter(codes)) if len(codes) == 1 else ""


@cache
def country_codes() -> frozenset[str]:
    """Return the two-letter codes of all countries."""
    from babel import Locale  # lazy: Babel is large, and few runs need its data

    territories = map(str, Locale("en").territories)
    return frozenset(code for code in territories if re.fullmatch("[A-WYZ][A-Z]|XK", code)) - _NONE


def _alias(code: str) -> str:
    """Return the two-letter code for a three-letter one: `DE` for `DEU`."""
    from babel.core import get_global  # lazy: Babel is large, and few runs need its data

    codes = get_global("territory_aliases").get(code, [])
    return str(codes[0]) if len(codes) == 1 and re.fullmatch("[A-Z]{2}", codes[0]) else ""


def survey_markets(_cells: Sequence[str], context: Context) -> ColumnReader:
    """Make the reader for a column of countries or markets."""

    def read(cell: str) -> str:
        return read_market(cell, context.settings.market)

    return ColumnReader(read)


def read_market(cell: str, site: str = "") -> str:
    """Return the market whose law decides the label in a country; raise CellError if no label is known for it."""
    text = short(cell)
    markets = get_args(Market)
    if text.upper() in markets:
        return text.upper()
    code = find_country(text)
    market = _MARKETS.get(code, code)
    if market in markets:
        return market
    what = (
        f"`{text[:40]}` is a country without an advertising label of its own"
        if code
        else (f"`{text[:40]}` is not a country")
    )
    instead = f", and the page would show the label of site.yaml, {site}" if site else ""
    raise CellError(f"{what} (there are {', '.join(markets)}){instead}")
