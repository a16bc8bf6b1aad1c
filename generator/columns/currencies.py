"""Reader for the currency next to a price: a sign, word or code, in any position."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from generator.columns import cldr
from generator.columns.cells import CellError

_ALSO = {
    "$": "HKD DOP NIO TOP WST", "£": "EGP LBP SYP SDG", "元": "TWD HKD", "﷼": "IRR SAR OMR YER QAR", "円": "JPY",
    "圆": "CNY", "块": "CNY", "rmb": "CNY", "cn¥": "CNY", "tl": "TRY", "fr": "CHF", "sfr": "CHF", "₤": "GBP TRY ITL",
    "руб": "RUB", "р": "RUB", "грн": "UAH", "ksh": "KES", "dh": "AED MAD", "dhs": "AED MAD", "درهم": "AED MAD",
    "ريال": "SAR QAR OMR YER IRR", "sr": "SAR SCR", "kd": "KWD", "bd": "BHD", "qr": "QAR", "ro": "OMR",
    "le": "EGP SLE", "e£": "EGP", "eg£": "EGP", "nis": "ILS", "rs": "INR PKR LKR NPR MUR SCR",
    "₨": "INR PKR LKR NPR MUR SCR", "p": "PHP BWP", "nt$": "TWD", "s$": "SGD", "hk$": "HKD", "kc": "CZK",
    "lei": "RON MDL", "leu": "RON MDL", "лв": "BGN", "лева": "BGN", "дин": "RSD", "den": "MKD", "ден": "MKD",
    "km": "BAM", "ft": "HUF", "bs": "BOB VES VED", "s/": "PEN", "s": "PEN", "rp": "IDR", "rm": "MYR", "₿": "",
    "kr": "SEK NOK DKK ISK", "ikr": "ISK", "skr": "SEK", "¢": "", "c$": "CAD NIO", "b/": "PAB", "j$": "JMD",
    "r": "ZAR", "n": "NGN", "gh₵": "GHS", "₵": "GHS", "₡": "CRC", "₲": "PYG", "us": "USD", "ls": "SYP",
}  # fmt: skip
"""Signs that people use although no locale of CLDR has them, by the sign as `fold_word`."""
_FILLERS = frozenset(
    (
        *("inkl", "incl", "included", "including", "excl", "exkl", "inc", "mwst", "vat", "iva", "tva", "btw"),
        *("ust", "tax", "taxes", "gst", "ttc", "ht", "htva", "hors", "taxe", "toutes", "taxes", "comprises"),
        *("zzgl", "plus", "each", "stück", "stuck", "stk", "pro", "per", "pc", "piece", "pce", "unit", "unité"),
        *("par", "la", "le", "a", "uvp", "rrp", "msrp", "prix", "price", "preis", "precio", "prezzo", "preço"),
        *("cena", "prijs", "only", "nur", "stuks", "und", "and"),
    )
)
_FROM_SIGNS = re.compile(r"[+~～]|起|から|より")
_FROM_WORDS = re.compile(
    r"(?<![^\W\d_])(?:à partir de|a partir d[aei]|a partire da|starting (?:at|from)|starts at|as low as|dès|from|ab"
    r"|desde|da|vanaf|od|fra|från|alkaen|mind\.?|min\.?|от)(?![^\W\d_])",
    re.IGNORECASE,
)


def is_from(beside: str) -> bool:
    """Return whether a price is the lowest of several: `from`, `ab`, `à partir de`, `24+`."""
    return _FROM_WORDS.search(beside) is not None or _FROM_SIGNS.search(beside) is not None


def find_currencies(beside: str) -> frozenset[str] | None:
    """Return the possible currencies (ISO 4217) of the text next to a price; None if it names none.

    An unknown sign yields an empty set, because no site has such a currency. Raise CellError for words not about money.
    """
    text = _FROM_SIGNS.sub(" ", _FROM_WORDS.sub(" ", beside))
    currencies: frozenset[str] | None = None
    for word in _words(text):
        word_meaning = _meaning(word)
        if word_meaning is not None:
            currencies = word_meaning if currencies is None else currencies & word_meaning
    return currencies


def find_header_currencies(header: str) -> frozenset[str] | None:
    """Return the currencies at the end of a column's name: `Price (USD)`, `Preis in CHF`; None without one."""
    match = re.search(r"([(\[]?)\s*([^\s()\[\]]+)\s*[)\]]?\s*$", header)
    if not match or header.strip() == match[2]:
        return None
    word = match[2]
    # A code is in capitals, or between brackets: `COST ALL` is not in leks of Albania.
    is_code = re.fullmatch("[A-Z]{3}" if not match[1] else "[A-Za-z]{3}", word) and (match[1] or not header.isupper())
    plain = cldr.fold_word(word)
    # The index of words takes most of a second: `Price` at the end of a name must not need it.
    is_word = len(word) > 3 and not word.isupper() and plain not in _FILLERS and plain in cldr.currency_words()
    is_sign = any(unicodedata.category(char) == "Sc" for char in word)
    if not (is_code or is_word or is_sign):
        return None
    try:
        return find_currencies(word)
    except CellError:
        return None


def _words(text: str) -> list[str]:
    """Return the signs and words unchanged: `US$`, `Rs.`, `د.إ`, `zł`."""
    return [
        word
        for word in re.split(r"[\s()\[\]*|:;=]+|(?<=[^\W\d_]),|/(?=[^\W\d_]{2,})", text.replace("\xa0", " "))
        if word.strip("/-–—,.")
    ]


def _meaning(word: str) -> frozenset[str] | None:
    """Return the currencies that a word may mean; None for a word that is not about money."""
    plain = cldr.fold_word(word.strip("/-–—,"))
    if plain.upper() in _codes():
        return frozenset([plain.upper()])
    signs = cldr.currency_signs().get(plain, frozenset()) | frozenset(_ALSO.get(plain, "").split())
    if plain in _ALSO or signs:
        return signs
    if plain in _FILLERS:
        return None
    if codes := cldr.currency_words().get(plain):
        return codes
    # `US$`, `EUR€`: a code or a country before a sign; `$US`.
    if match := re.fullmatch(r"([^\W\d_]{2,4})\W+|\W+([^\W\d_]{2,4})", plain):
        letters, sign = match[1] or match[2], re.sub(r"[^\W\d_]", "", plain)
        first, second = _meaning(letters), _meaning(sign)
        if first is not None and second is not None:
            return first & second if first & second else first
    if re.search(r"[^\W\d_]", plain):
        raise CellError(f"`{word[:20]}` beside the price is not a known currency")
    return frozenset()


@cache
def _codes() -> frozenset[str]:
    from babel.numbers import list_currencies  # lazy: Babel is large, and few runs need its data

    return frozenset(list_currencies())
