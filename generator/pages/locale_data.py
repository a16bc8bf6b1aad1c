"""Locale data of Babel, without the parts that pages seldom need."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any

from babel import Locale, __version__, localedata

from generator.bytecode import bytecode_file, read_made, write_made

_LARGE = frozenset([
    "compact_currency_formats", "compound_unit_patterns", "date_fields", "interval_formats", "languages", "meta_zones",
    "scripts", "territories", "time_zones", "unit_display_names", "unit_patterns", "variants",
])  # fmt: skip
"""Parts that hold two thirds of the data, and nothing of days, months, numbers and prices."""
_PRIVATE = "_Locale__data"
"""Where Babel keeps the data of a locale, once it is loaded."""


class _SmallData(dict[str | int | None, Any]):
    """The data of a locale. The first large part that is wanted loads all of them."""

    def __init__(self, name: str, parts: Mapping[str | int | None, Any]) -> None:
        super().__init__(parts)
        self._name = name

    def __missing__(self, part: str | int | None) -> Any:
        for key, value in localedata.load(self._name).items():
            self.setdefault(key, value)
        if part in self:
            return self[part]
        raise KeyError(part)


def load_locale(tag: str) -> Locale:
    """Return the locale of a BCP 47 tag.

    PERF: one edit takes 1.8 % fewer instructions: Babel loads and merges all data of a locale. Plain way:
    `Locale.parse`. Compared in tests/pages/test_locale_data.py.
    """
    locale = Locale.parse(tag, sep="-")
    if getattr(locale, _PRIVATE, True) is None:
        setattr(locale, _PRIVATE, localedata.LocaleDataDict(_load_small_data(str(locale))))
    return locale


def _load_small_data(name: str) -> _SmallData:
    file, key = bytecode_file(__file__, f".{name}.babel"), __version__.encode()
    data = read_made(file, key)
    if data is None:
        data = pickle.dumps({part: value for part, value in localedata.load(name).items() if part not in _LARGE})
        write_made(file, key, data)
    return _SmallData(name, pickle.loads(data))  # noqa: S301 - as trustworthy as a .pyc file
