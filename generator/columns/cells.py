"""What people and shops write into a cell, read as the texts that content holds.

Each function returns a text, or raises CellError with the reason, which ends a sentence ("... so the row was skipped").
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from generator.authoring.slug import slug_of
from generator.content.decode import HIDDEN

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
_EMAIL = re.compile(r"(?<=[^\s@<>()])@[^\s@<>()]+\.[A-Za-z]{2}")
_MONEY = re.compile(r"[0-9][0-9.,'’ ]*")
_COUNT = re.compile(
    r"[~≈>]?\s*([0-9][0-9.,'’ ]*)\s*(k|tsd\.?|mil|m|mn|mio\.?|mln|million|b|bn|mrd)?\s*\+?", re.IGNORECASE
)
_MOST_NAMES = 200
_SCALES = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9}
_TRUE = frozenset(["true", "yes", "y", "1", "x", "ja", "oui", "si", "sí", "vrai", "wahr", "verdadero", "✓", "✔"])
_FALSE = frozenset(["false", "no", "n", "0", "-", "nein", "non", "faux", "falsch", "falso", "✗"])


class CellError(ValueError):
    """A cell that cannot be read; the message says why, on one line."""


def clean(cell: str) -> str:
    """A cell's text: in one line, without what cannot be seen."""
    return " ".join(HIDDEN.sub("", cell.replace("\u2028", " ").replace("\u2029", " ")).translate(_UNSEEN).split())


def holds_email(cell: str) -> bool:
    """Whether an e-mail address stands in a cell."""
    return _EMAIL.search(cell) is not None


def read_line(cell: str) -> str:
    """Any text."""
    return clean(cell)


def read_price(cell: str, decimals: int = 2) -> str:
    """`1.234,50`, `€1,234.50`, `24 EUR`, `24,-` to digits and a point; `decimals` are those of the currency.

    A comma before three digits divides thousands, unless the currency has three decimals. A point there is refused:
    `1.234` is one thing in Berlin and another in Boston, and a price must not be a thousand times another.
    """
    text = clean(cell)
    found = _MONEY.search(re.sub(r"[,.][-–—]+$", "", text))
    rest = re.sub(r"[,.][-–—]+$", "", text)
    if found:
        rest = rest[: found.start()] + rest[found.end() :]
    if not found or re.search(r"[0-9%-]", rest) or len(rest.strip()) > 12:
        raise CellError(f"`{text[:40]}` is not a price")
    if decimals != 3 and re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", found[0].strip()):
        raise CellError(
            f"`{text[:40]}` may be two different prices: write it as {found[0].strip().replace('.', '')}.00"
        )
    number = _plain_number(found[0], decimals == 3)
    if number is None or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,})?", number):
        raise CellError(f"`{text[:40]}` is not a price")
    whole, _, part = number.partition(".")
    if len(part) > 3:
        if part[max(decimals, 2) :].strip("0"):
            raise CellError(f"`{text[:40]}` has more decimals than money has")
        part = part[: max(decimals, 2)]
    return f"{int(whole)}.{part.ljust(decimals, '0')}" if part or decimals else str(int(whole))


def read_count(cell: str) -> str:
    """`42k`, `1.2M`, `42.000`, `42 000` to digits."""
    text = clean(cell)
    found = _COUNT.fullmatch(text)
    if not found:
        raise CellError(f"`{text[:40]}` is not a number of people")
    scale = _SCALES[found[2][0].lower()] if found[2] else 1
    number = _plain_number(found[1], scale != 1)
    whole, _, part = (number or "").partition(".")
    if not 0 < len(whole) < 15 or (scale == 1 and part.strip("0")):
        raise CellError(f"`{text[:40]}` is not a number of people")
    digits = len(str(scale)) - 1
    return str(int(whole) * scale + int((part[:digits] or "0").ljust(digits, "0") or "0"))


def _plain_number(text: str, keeps_three: bool) -> str | None:
    """Digits with at most one point; None for signs in no order that a number has."""
    text = re.sub(r"['’ ]", "", text).rstrip(".,")
    signs = re.findall("[.,]", text)
    if not signs:
        return text
    last = signs[-1]
    if len(set(signs)) == 2:  # the last sign is the decimal one, and stands once
        whole, _, part = text.rpartition(last)
        other = "," if last == "." else "."
        groups = whole.split(other)
        fine = last not in whole and all(len(group) == 3 for group in groups[1:])
        return f"{''.join(groups)}.{part}" if fine and part else None
    whole, _, part = text.rpartition(last)
    groups = text.split(last)
    if len(signs) > 1 or (len(part) == 3 and not keeps_three and groups[0].strip("0")):
        return "".join(groups) if 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]) else None
    return f"{whole or '0'}.{part}"


def read_day(cell: str) -> str:
    """`2025-03-01`, `2025/3/1`, `01.03.2025`, and `13/03/2025` where only one reading is a day, to YYYY-MM-DD."""
    text = clean(cell).removesuffix(" 00:00:00").removesuffix("T00:00:00")
    try:
        if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        if found := re.fullmatch(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})", text):
            first, second = int(found[1]), int(found[2])
            if first <= 12 and second <= 12 and first != second:
                raise CellError(f"`{text}` may be two different days: write it as 2025-03-01")
            month, day = (first, second) if first <= 12 else (second, first)
            return date(int(found[3]), month, day).isoformat()
    except CellError:
        raise
    except ValueError:
        raise CellError(f"there is no day `{text[:40]}`") from None
    raise CellError(f"`{text[:40]}` is not a day: write it as 2025-03-01")


def read_flag(cell: str) -> str:
    """Yes and no in some languages, and the stock's words of shops and feeds."""
    text = clean(cell).lower().replace("_", " ")
    if text in _TRUE or text in ("in stock", "instock", "preorder", "backorder", "onbackorder", "available"):
        return "true"
    if text in _FALSE or text in ("out of stock", "outofstock", "sold out", "unavailable"):
        return "false"
    raise CellError(f"`{text[:40]}` is neither yes nor no")


def read_choice(cell: str) -> str:
    """One of the words that a field knows, whatever its case."""
    text = clean(cell)
    return text.upper() if re.fullmatch("[A-Za-z]{2}", text) else text.lower()


_STATUS = {
    "draft": "draft pending prospect applied invited new onboarding entwurf brouillon borrador",
    "live": "live active published approved running aktiv actif active activo",
    "ended": "ended inactive former past closed stopped paused archived beendet terminé inactif",
}
_DEALS = {
    "gifted": "gifted gifting gift seeding pr free geschenkt offert",
    "paid": "paid sponsored fee flat bezahlt payé rémunéré",
    "affiliate": "affiliate commission cps affiliation provision",
    "employee": "employee staff team mitarbeiterin mitarbeiter salarié",
}


def read_status(cell: str) -> str:
    """`Active`, `pending` and the like to draft, live, ended; any other word as it is."""
    return _known_word(cell, _STATUS)


def read_relationship(cell: str) -> str:
    """`Gifting`, `Commission` and the like to gifted, paid, affiliate, employee; any other word as it is."""
    return _known_word(cell, _DEALS)


def _known_word(cell: str, words: dict[str, str]) -> str:
    text = clean(cell).lower()
    return next((meant for meant, others in words.items() if text in others.split()), text)


def read_language(cell: str) -> str:
    """`fr`, `fr_FR`, `French`, `Français` to a tag; any other word as it is."""
    text = clean(cell).replace("_", "-")
    if re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z]{2})?", text):
        language, dash, region = text.partition("-")
        return f"{language.lower()}{dash}{region.upper()}"
    return _languages().get(text.lower(), text)


@cache
def _languages() -> dict[str, str]:
    from babel import Locale

    codes = [
        "en",
        "fr",
        "de",
        "es",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "pl",
        "cs",
        "ro",
        "hu",
        "el",
        "tr",
        "ru",
        "uk",
        "ja",
        "ko",
        "zh",
        "ar",
        "he",
        "hi",
    ]
    own = {(Locale(code).get_display_name() or code).lower(): code for code in codes}
    return own | {Locale("en").languages[code].lower(): code for code in codes}


def read_word(cell: str) -> str:
    """A language, a code, an id: as it is written."""
    return clean(cell)


def read_names(cell: str) -> tuple[str, ...]:
    """A list of short names: `Skin care, Slow mornings` to `skin-care`, `slow-mornings`; each once."""
    parts = re.split(r"[,;|>\n]", HIDDEN.sub(" ", cell))
    if len(parts) > _MOST_NAMES:
        raise CellError(f"a list of short names has {len(parts):,} of them; {_MOST_NAMES} is the most")
    return tuple(dict.fromkeys(filter(None, (slug_of(part, "") for part in parts if part.strip()))))


def read_web_address(cell: str) -> str:
    """A web address; `//cdn...` and `www....` begin with https:// then, and a space is written as %20."""
    text = HIDDEN.sub("", cell).strip()
    if text.startswith("//"):
        text = f"https:{text}"
    elif re.match(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/|$)", text, re.IGNORECASE):
        text = f"https://{text}"
    return text.replace(" ", "%20")
