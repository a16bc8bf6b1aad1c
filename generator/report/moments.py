"""Days of exports: a moment with its offset becomes a day in the site's time zone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.columns.cells import CellError
from generator.columns.days import day_reader

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_BARE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d{1,9})?\s*(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2}))?"
)


_YEARS = "1995", "2099"
"""No shop is older; a later year is a slip."""


def _check_year(text: str) -> None:
    if not _YEARS[0] <= text[:4] <= _YEARS[1]:
        raise CellError(f"the year of `{text[:40]}` cannot be right")


class Days:
    """Reads the days of one column; `without_offset` counts moments that name none, whose day was taken as it is."""

    def __init__(self, cells: Sequence[str], zone: str, locales: Collection[str]) -> None:
        self.zone = ZoneInfo(zone)
        self.without_offset = 0
        self._day_reader: Callable[[str], str] | None = None
        self._cells, self._locales = cells, locales
        self._cached_read = lru_cache(maxsize=20_000)(self._read)

    def __call__(self, cell: str) -> str:
        """Return YYYY-MM-DD, or "" for an empty cell. Raises CellError."""
        text = cell.strip()
        if not text:
            return ""
        if len(text) <= 10:  # too short for a moment
            return self._cached_read(text)
        moment = _MOMENT.fullmatch(text)
        if moment is None:
            return self._cached_read(text)
        offset = "+00:00" if moment[4] else f"{moment[5]}:{moment[6]}" if moment[5] else ""
        if not offset:
            self.without_offset += 1
            return self._cached_read(moment[1])
        _check_year(text)
        try:
            at = datetime.fromisoformat(f"{moment[1]}T{moment[2]}{moment[3] or ':00'}{offset}")
            return at.astimezone(self.zone).date().isoformat()
        except (ValueError, OverflowError):
            raise CellError(f"there is no moment `{text[:40]}`") from None

    def _read(self, text: str) -> str:
        match = _DAY.fullmatch(text) or _BARE.fullmatch(text)
        if match:
            _check_year(text)
            try:
                return date(*map(int, match.groups())).isoformat()
            except ValueError:
                raise CellError(f"there is no day `{text[:40]}`") from None
        if self._day_reader is None:
            self._day_reader = day_reader(self._cells, "", self._locales)
        return self._day_reader(text)
