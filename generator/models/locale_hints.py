"""What an author may have meant by a language, a currency, a time zone or a market in words.

Asked only when a value is wrong. Names come from the Unicode locale data (through Babel), in English and in the
languages of `_NAME_LANGUAGES` themselves.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

_NAME_LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja"),
    *("ko", "lt", "lv", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"),
)
_MARKETS = {"US": "US", "GB": "UK", "FR": "FR", "DE": "DE", "ES": "ES"}
"""The market of a country, by its ISO code."""


def suggest_locale(value: str) -> str:
    """The tag of a language that is written in words, or in another spelling of a tag; "" for none."""
    words = _words(value)
    name, _, region = words.partition(" ")
    tag = _languages().get(words) or _languages().get(name) or (name if name in _languages().values() else "")
    if not tag:
        close = get_close_matches(words, _languages(), n=1, cutoff=0.8)
        return _languages()[close[0]] if close else ""
    country = _countries().get(region, region.upper() if re.fullmatch("[a-z]{2}", region) else "")
    whole = f"{tag}-{country}" if country else tag
    try:
        Locale.parse(whole, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return whole


def suggest_currency(value: str) -> str:
    """The code of a currency that is written as its sign, its name, or in small letters; "" for none, or several."""
    names = Locale("en").currencies
    text = value.strip()
    if text.upper() in names:
        return text.upper()
    if text in ("$", "¥"):
        return ""
    signs: set[str] = {str(code) for code in names if text and text == Locale("en").currency_symbols.get(code)}
    words = _words(text)
    for language in ("en", "fr", "de", "es", "it", "pt", "nl", "pl"):
        currency_names = Locale(language).currencies
        signs |= {
            str(code) for code, name in currency_names.items() if words and _words(name) in (words, words.rstrip("s"))
        }
    return min(signs) if len(signs) == 1 else ""


def suggest_timezone(value: str) -> str:
    """The zone of a city; "" for none."""
    city = re.sub(r"[^a-z]+", "_", _words(value)).strip("_")
    cities = {zone.rpartition("/")[2].lower(): zone for zone in sorted(available_timezones()) if "/" in zone}
    close = [city] if city in cities else get_close_matches(city, cities, n=1, cutoff=0.8)
    return cities[close[0]] if close else ""


def suggest_market(value: str) -> str:
    """The market of a country that is written in words, or by its ISO code; "" for another country."""
    words = _words(value)
    return _MARKETS.get(_countries().get(words, words.upper()), "")


def suggest_country(value: str) -> str:
    """The two letters of a country that is written in words, or in small letters; "" for none."""
    words = _words(value)
    return _countries().get(words) or (words.upper() if words.upper() in _countries().values() else "")


def hint_for_market(value: str) -> str:
    """What to write instead of a value that is no market."""
    near = suggest_market(value)
    otherwise = (
        "the label is worded for the laws of these markets; write the one whose law your pages follow, and ask "
        "a lawyer about any other market"
    )
    return f"write `{near}`" if near else otherwise


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text[:80].casefold()))


@cache
def _languages() -> dict[str, str]:
    """The tag of each language by its name in words; two-letter tags win."""
    tags_by_words: dict[str, str] = {}
    english = Locale("en").languages
    for tag in sorted(english, key=lambda tag: (len(tag), tag), reverse=True):
        if re.fullmatch("[a-z]{2,3}", tag):
            tags_by_words[_words(english[tag])] = tag
    for tag in _NAME_LANGUAGES:
        own = Locale(tag).languages.get(tag)
        if own:
            tags_by_words[_words(own)] = tag
    return tags_by_words


@cache
def _countries() -> dict[str, str]:
    """The ISO code of each country by its name in words."""
    codes_by_words: dict[str, str] = {}
    for tag in _NAME_LANGUAGES:
        codes_by_words |= {
            _words(name): code for code, name in Locale(tag).territories.items() if re.fullmatch("[A-Z]{2}", code)
        }
    return codes_by_words | {
        "england": "GB",
        "britain": "GB",
        "great britain": "GB",
        "america": "US",
        "usa": "US",
        "uk": "GB",
    }
