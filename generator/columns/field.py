"""Field of content as a column of a sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from msgspec import Struct

from generator.columns.cells import CellError, clean
from generator.columns.context import SurveyColumn
from generator.columns.placeholders import Kind

Raw = str | tuple[str, ...]
"""Value in content: a text, or a list of texts."""
Path = tuple[str, ...]
"""Keys that lead from the entry to a value: `("image", "alt")`."""


class Field(Struct, frozen=True):
    """A field. `name` is its name in `--map` and our sheets; `names` are those in other sheets (see `plain`)."""

    name: str
    path: Path
    read: Callable[[str], Raw]
    names: tuple[str, ...] = ()
    localized: bool = False
    """Whether it may hold one text per language: `description:fr` is then a column too."""
    many: bool = False
    """Whether it is a list."""
    default: str = ""
    """Meaning of a missing key."""
    by_name: bool = True
    """Whether its name identifies its column in every sheet. If not, --map must name it, or the sheet is an export.

    `Index` is mostly a row number, and `Updated` the day of an edit of the row.
    """
    kind: Kind = "text"
    """Kind of its cells, which decides the placeholders."""
    survey: SurveyColumn | None = None
    """Maker of the reader for a whole column, if cells explain each other; else `read` reads each by itself."""

    @property
    def is_nested(self) -> bool:
        """Return whether the field is inside a group, and its name is the path of keys: `video.url`."""
        return "." in self.name


def plain(name: str) -> str:
    """Return a column's name for comparison: without line breaks, case, signs or `g:`."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", clean(name)) if not name.isupper() else clean(name)
    return " ".join(re.sub(r"[_\-?*()/\\.\[\]:#]+", " ", name.lower().removeprefix("g:")).split())


def meaning(field: Field, raw: Raw | None) -> str:
    """Return a value in normal form: `24` and `24.00` are equal, and so are `@lea` and `lea`; "" for none."""
    if raw is None or raw == () or raw == "":
        return ""
    if isinstance(raw, tuple):
        return "\n".join(dict.fromkeys(raw))
    try:
        read = _read(field.read, raw)
    except CellError:
        return clean(raw)
    text = read if isinstance(read, str) else "\n".join(read)
    if field.name in ("price", "followers"):
        try:
            return str(Decimal(text).normalize())
        except InvalidOperation:
            return text
    return "" if text == field.default else text


@lru_cache(maxsize=50_000)
def _read(read: Callable[[str], Raw], raw: str) -> Raw:
    """Read a value once, however often an import compares it."""
    return read(raw)


def cell(raw: Raw | None) -> str:
    """Return a value as a cell."""
    return "" if raw is None else raw if isinstance(raw, str) else ", ".join(raw)


def item_name(item: Any) -> str:
    """Return the name of a list's item: the item itself, or its product."""
    return str(item.get("product", "")) if isinstance(item, Mapping) else str(item or "")
