"""Reader for numbers: prices, and counts of people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from msgspec import Struct

from generator.columns import cldr
from generator.columns.cells import CellError, clean, short
from generator.columns.context import ColumnReader, Context
from generator.columns.guess import Guess

_MONEY = re.compile(r"[0-9][0-9.,'’ ]*")
_NUMBER = r"([0-9][0-9.,'’ ]*)"
_SCALE = r"\s*([^\W\d_][^\W\d_.]{0,20}\.?)?"
_BEFORE = (
    r"(?:(?:[~≈>≥±＞～+]|ca\.?|circa|approx\.?|about|around|env\.?|environ|rund|etwa|über|over|plus de|más de|mehr als"
    r"|more than|min\.?|roughly|ungefähr|aprox\.?|aproximadamente|cerca(?: de| di)?|unos|oltre|più di|mais de|ongeveer"
    r"|meer dan|około|ok\.|ponad|więcej niż|около|более|больше)\s*)*"
)
_COUNT = re.compile(rf"{_BEFORE}{_NUMBER}{_SCALE}\s*\+?", re.IGNORECASE)
_RANGE = re.compile(
    rf"{_BEFORE}{_NUMBER}{_SCALE}\s*(?:-|–|—|−|~|to|bis|à|a|até|do|tot|до|/)\s*{_NUMBER}{_SCALE}\s*\+?", re.IGNORECASE
)
_LESS = re.compile(
    r"(?:[<≤]|under|below|less than|unter|moins de|menos de|meno di|minder dan|up to|bis zu|jusqu.à)\s*.*",
    re.IGNORECASE,
)
_NOUNS = re.compile(
    r"(?<=[\s0-9a-zа-я.+])\s*(?:followers?|abonnés?|abonnées?|abonnenten|seguidores|seguidoras|volgers|obserwujących"
    r"|subscribers?|subs|fans?|people|personen|iscritti|подписчик\w*|فالوور|متابع)\.?\s*$",
    re.IGNORECASE,
)
_SCALES = {
    "k": 10**3,
    "tsd": 10**3,
    "mil": 10**3,
    "t": 10**3,
    "thousand": 10**3,
    "тыс": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "mm": 10**6,
    "mio": 10**6,
    "mln": 10**6,
    "mill": 10**6,
    "million": 10**6,
    "millions": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "mrd": 10**9,
    "mld": 10**9,
    "lakh": 10**5,
    "lac": 10**5,
    "crore": 10**7,
    "cr": 10**7,
    "w": 10**4,
}
"""Words for a factor, with their meaning in such sheets, although some have others."""


_MOST_EXAMPLES = 4
_MOST_PEOPLE = 10**9
"""Upper limit: `12 B` is twelve thousand in Turkish, and twelve thousand million in English."""


class Amount(Struct, frozen=True):
    """The number of a price. `beside` is the text around it: a currency, `from`."""

    number: str
    beside: str


def split_price(cell: str, decimals: int = 2) -> Amount:
    """Return digits and a point for `1.234,50`, `€1,234.50`, `24 EUR`, `24,-`; `decimals` are the currency's.

    A comma before three digits separates thousands, unless the currency has three decimals. A point there is refused:
    `1.234` differs by country, and a wrong guess would change the price by a factor of a thousand.
    """
    text = re.sub(r"[,.:]\s?[-–—]+(?=\D*$)", "", in_digits(short(cell)))
    match = _MONEY.search(text)
    beside = f"{text[: match.start()]} {text[match.end() :]}".strip() if match else text
    if not match or re.search(r"[0-9%]|[-–−]\s*$|^\s*[-–−]", beside) or len(beside) > 40:
        raise CellError(f"`{text[:40]}` is not a price")
    if decimals not in (0, 3) and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", match[0].strip()):
        raise CellError(
            f"`{text[:40]}` may be two different prices",
            f"write it as {match[0].strip().replace('.', '')}.00",
        )
    number = _plain_number(match[0], decimals == 3)
    if number is None or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,})?", number):
        raise CellError(f"`{text[:40]}` is not a price")
    whole, _, part = number.partition(".")
    if len(part) > 3:
        if part[max(decimals, 2) :].strip("0"):
            raise CellError(f"`{text[:40]}` has more decimals than money has")
        part = part[: max(decimals, 2)]
    digits = f"{int(whole)}.{part.ljust(decimals, '0')}" if part or decimals else str(int(whole))
    return Amount(digits, beside)


def read_count(cell: str) -> str:
    """Return digits for `42k`, `1.2M`, `42.000`, `42 000`, `18,2 Tsd.`; for a range the lower end."""
    reading = guess_count(cell)
    return str(reading.value) if isinstance(reading, Guess) else reading


def guess_count(cell: str) -> str | Guess:
    """Return a count; for `10-15k` and `5k+` a Guess that names the value taken."""
    text = in_digits(short(cell))
    bare = _NOUNS.sub("", text).strip() if len(text) < 80 else text
    if match := _COUNT.fullmatch(bare):
        return _count(text, match[1], match[2])
    if match := _RANGE.fullmatch(bare):
        low, high = _count(text, match[1], match[2] or match[4]), _count(text, match[3], match[4])
        if match[2] and not match[4] and int(high) < int(low):
            high = _count(text, match[3], match[2])
        if int(low) > int(high):
            raise CellError(f"`{text[:40]}` is not a number of people: its ends are the wrong way round")
        return Guess(low, f"`{text[:40]}` is a range; its lower end was used: {int(low):,}")
    if _LESS.fullmatch(bare) and re.search("[0-9]", bare):
        raise CellError(f"`{text[:40]}` gives only an upper limit", "write the number")
    raise CellError(f"`{text[:40]}` is not a number of people", "write it as 12000 or 12k")


def is_count(cell: str) -> bool:
    """Return whether a cell is a number of people: `45.2K`, `12,300`, `10-15k`."""
    try:
        guess_count(cell)
    except CellError:
        return False
    return True


def in_digits(text: str) -> str:
    """Return digits of any script, and full-width signs, as ASCII."""
    if text.isascii():
        return text
    text = "".join(chr(ord(letter) - 0xFEE0) if "！" <= letter <= "～" else letter for letter in text)
    return "".join(str(unicodedata.decimal(digit, digit)) for digit in text).replace("٫", ".").replace("٬", ",")


def _count(text: str, digits: str, word: str | None) -> str:
    scale = _scale(text, word) if word else 1
    number = _plain_number(digits, scale != 1)
    whole, _, part = (number or "").partition(".")
    if not 0 < len(whole) < 13 or (scale == 1 and part.strip("0")):
        raise CellError(f"`{text[:40]}` is not a number of people")
    places = len(str(scale)) - 1
    count = int(whole) * scale + int((part[:places] or "0").ljust(places, "0") or "0")
    if count > _MOST_PEOPLE:
        raise CellError(f"`{text[:40]}` is more than any person has")
    return str(count)


def _scale(text: str, word: str) -> int:
    plain = cldr.fold_word(word)
    scales = frozenset([_SCALES[plain]]) if plain in _SCALES else cldr.scales().get(plain, frozenset())
    if not scales:
        raise CellError(f"`{text[:40]}` is not a number of people")
    if len(scales) > 1:
        raise CellError(
            f"`{word[:20]}` in `{text[:40]}` means different numbers in different languages",
            "write all digits",
        )
    return next(iter(scales))


def _plain_number(text: str, keeps_three: bool) -> str | None:
    """Return digits with at most one point; None if the signs form no number."""
    text = re.sub(r"['’ ]", "", text).rstrip(".,")
    signs = re.findall("[.,]", text)
    if not signs:
        return text
    last = signs[-1]
    if len(set(signs)) == 2:  # the last sign is the decimal one, and occurs once
        whole, _, part = text.rpartition(last)
        group_sign = "," if last == "." else "."
        groups = whole.split(group_sign)
        fine = last not in whole and all(len(group) == 3 for group in groups[1:])
        return f"{''.join(groups)}.{part}" if fine and part else None
    whole, _, part = text.rpartition(last)
    groups = text.split(last)
    if len(signs) > 1 or (len(part) == 3 and not keeps_three and groups[0].strip("0")):
        return "".join(groups) if 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) else None
    return f"{whole or '0'}.{part}"


def survey_counts(cells: Sequence[str], _context: Context) -> ColumnReader:
    """Make the reader for a column of counts, with a note on how many numbers are inexact."""
    rough = [cell for cell in cells if _is_rough(cell)]
    if not rough:
        return ColumnReader(guess_count)
    examples = ", ".join(f"`{cell[:20]}`" for cell in list(dict.fromkeys(map(clean, rough)))[:_MOST_EXAMPLES])
    more = " …" if len(set(map(clean, rough))) > _MOST_EXAMPLES else ""
    holds = f"{len(rough):,} numbers that are" if len(rough) > 1 else "a number that is"
    note = f"holds {holds} not exact ({examples}{more}); only their digits were used"
    return ColumnReader(guess_count, note)


def _is_rough(cell: str) -> bool:
    """Return whether a cell says `about` or `more than` next to one number: `~12k`, `>50,000`, `12k+`."""
    bare = _NOUNS.sub("", in_digits(short(cell))).strip()
    match = _COUNT.fullmatch(bare)
    return match is not None and (match.start(1) > 0 or bare.endswith("+")) and is_count(cell)
