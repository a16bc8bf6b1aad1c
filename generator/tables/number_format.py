"""Display text of a number and its format (ECMA-376, 18.8.31; support.microsoft.com, "Number format codes").

Dates become YYYY-MM-DD, and numbers have a point and no thousands separators, because Excel's display depends on the
machine. All else follows the format: `00123`, `€ 24.00`, `12%`.
"""

from __future__ import annotations

import operator
import re
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from msgspec import Struct

SHORTENED_NUMBER = "a spreadsheet has shortened this number to 15 digits: format the column as text, and type it again"
_NO_DAY = "it is formatted as a day, but its number is not a day"
_MOST = 1e15
_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"?|\\.|\[\$[^\]]*\])|(?P<skip>_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\])|(?P<elapsed>\[[hms]+\])"""
    r"|(?P<general>General)|(?P<ampm>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<date>[ymdhsegb]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\]")
_COMPARE = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_LONGEST = 255  # letters of a format, in Excel
_MOST_TOKENS = 40  # per section; with more, the number is shown without the format


class _Section(Struct, frozen=True):
    """One of up to four parts of a format. `tokens` are (kind, text)."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None

    @property
    def has(self) -> frozenset[str]:
        return frozenset(kind for kind, _ in self.tokens)


def show_number(raw: str, code: str, since_1904: bool) -> tuple[str, str]:
    """Return the display text of the number `raw` in the format `code`, and why it is unknown, else ""."""
    try:
        value = float(raw)
    except ValueError:
        return raw, f"its value `{raw[:40]}` is not a number"
    if value != value or abs(value) >= _MOST:
        return raw, SHORTENED_NUMBER
    section, has_minus_sign = _choose(code, value)
    if section is None:
        return "", "its format hides its value"
    if len(section.tokens) > _MOST_TOKENS:
        return general(value), ""
    if _is_day(section):
        return _show_day(value, section, since_1904)
    return _show_digits(-value if has_minus_sign and value < 0 else value, section), ""


def show_text(text: str, code: str) -> str:
    """Return the display text of a text: itself, or with the signs that the format adds (`"@"@`)."""
    if "@" not in code or code == "@" or len(code) > _LONGEST:
        return text
    section = next((section for section in reversed(_sections(code)) if ("other", "@") in section.tokens), None)
    if section is None:
        return text
    return "".join(
        text if token == ("other", "@") else _literal(*token) for token in section.tokens if token[0] != "skip"
    ).strip()


def general(value: float) -> str:
    """Return a number as a person types it: 24 rather than 24.0, never with an exponent."""
    return f"{Decimal(f'{value:.15g}'):f}" if value % 1 else str(int(value))


def _choose(code: str, value: float) -> tuple[_Section | None, bool]:
    """Return the section for a value (None if empty), and whether it has its own minus sign."""
    sections = _sections(code[:_LONGEST])
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, False
        return sections[-1], False
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = sections[at]
    return (section if section.tokens or len(sections) == 1 else None), at == 1


@lru_cache(maxsize=1_000)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer(f"{code};"):
        kind, text = match.lastgroup or "other", match[0]
        if (kind, text) == ("other", ";"):
            sections.append(_Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif limit := _CONDITION.fullmatch(text):
            condition = limit[1], float(limit[2])
        else:
            tokens.append((kind, text))
    return tuple(sections) or (_Section((), None),)


def _literal(kind: str, text: str) -> str:
    """Return the text of a literal token."""
    if kind == "skip":
        return ""
    if text.startswith("[$"):
        return text[2:-1].partition("-")[0]
    return text.strip('"') if text.startswith('"') else text[1:] if text.startswith("\\") else text


def _is_day(section: _Section) -> bool:
    """Return whether a format shows dates or times: it has date letters, and digits only for fractions of a second."""
    letters = "".join(text.lower() for kind, text in section.tokens if kind == "date")
    if section.has & {"elapsed", "ampm"}:
        return True
    return bool(re.search("[ymdhs]", letters)) and ("digit" not in section.has or ("s" in letters and "h" in letters))


def _show_day(value: float, section: _Section, since_1904: bool) -> tuple[str, str]:
    """Return YYYY-MM-DD if the format shows a day, HH:MM if it shows a time."""
    letters = "".join(text.lower() for kind, text in section.tokens if kind == "date")
    shows_time = bool(re.search("[hs]", letters)) or bool(section.has & {"elapsed", "ampm"})
    shows_day = bool(re.search("[ydeg]", letters)) or ("m" in letters and not shows_time)
    if "elapsed" in section.has or not shows_day:
        minutes = round((value if "elapsed" in section.has else value % 1) * 24 * 60)
        return f"{minutes // 60:02}:{minutes % 60:02}", ""
    begin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
    if not since_1904 and 1 <= value < 60:  # before 29 February 1900, which exists only in Excel
        value += 1
    elif not since_1904 and value < 61:
        return general(value), _NO_DAY
    try:
        day = begin + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return general(value), _NO_DAY
    if day.year > 9999 or value < 0:
        return general(value), _NO_DAY
    return (day.isoformat(" ") if shows_time and day.time() != time() else day.date().isoformat()), ""


def _show_digits(value: float, section: _Section) -> str:
    tokens = section.tokens
    digits = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits or section.has & {"exponent", "general"} or _is_fraction(tokens):
        is_plain = any(kind == "general" or text == "@" for kind, text in tokens)
        if digits or not tokens:
            return general(value)
        texts = (general(value) if kind == "general" or text == "@" else _literal(kind, text) for kind, text in tokens)
        return "".join(texts).strip() if is_plain or value >= 0 else f"-{''.join(texts).strip()}"
    point = next((at for at, token in enumerate(tokens) if token == ("other", ".")), len(tokens))
    whole, places = [at for at in digits if at < point], [at for at in digits if at > point]
    exact = abs(Decimal(f"{value:.15g}")) * 100 ** min(tokens.count(("other", "%")), 3)
    for end in {digits[-1], *whole[-1:]}:  # each comma after the digits divides by a thousand
        while tokens[end + 1 : end + 2] == (("other", ","),):
            exact /= 1000
            end += 1
    rounded_number = exact.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP, Context(prec=80))
    whole_digits, _, right = f"{rounded_number:f}".partition(".")
    whole_digits = whole_digits.lstrip("0")
    while right.endswith("0") and tokens[places[len(right) - 1]][1] != "0":
        right = right[:-1]
    text_by_place = dict(zip(places, right, strict=False))
    for at in reversed(whole[1:]):
        text_by_place[at] = whole_digits[-1:] or tokens[at][1].replace("#", "").replace("?", "")
        whole_digits = whole_digits[:-1]
    start = whole[0] if whole else point
    text_by_place[start] = whole_digits or ("0" if whole and tokens[start][1] == "0" else "")
    if point < len(tokens):
        text_by_place[point] = text_by_place.get(point, "") + ("." if right else "")
    text = "".join(
        text_by_place.get(at, "") if kind == "digit" or at == point else
        "" if (kind, text) == ("other", ",") and at > digits[0] else _literal(kind, text)
        for at, (kind, text) in enumerate(tokens)
    )  # fmt: skip
    return f"{'-' if value < 0 and re.search('[1-9]', text) else ''}{text.strip()}"


def _is_fraction(tokens: tuple[tuple[str, str], ...]) -> bool:
    """Return whether a format shows fractions (`# ?/?`)."""
    return any(
        token == ("other", "/") and before[0] == "digit" and (after[0] == "digit" or after[1].isdigit())
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )
