"""From a day until a day."""

from __future__ import annotations

import calendar
from datetime import date

from pydantic import ValidationInfo

from generator.models.written import wrong


def not_before_from(until: date | None, info: ValidationInfo) -> date | None:
    """Refuse an `until` before `from`: such a page or campaign would never be there, with no problem reported."""
    begins = info.data.get("from_")
    if until is not None and begins is not None and until < begins:
        message = f"this ends on {until}, before it begins: `from` is {begins}"
        raise wrong("ends-before-it-begins", message, "`from` is the first day, `until` is the last")
    return until


def later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
