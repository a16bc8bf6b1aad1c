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
Path = tuple[str | int, ...]
"""Keys that lead from the entry to a value: `("image", "alt")`. A number counts from 0 in a list of groups."""


class Field(Struct, frozen=True):
    """A field. `name` is its name in `--map` and our sheets; `names` are those in other sheets (see `plain`)."""

    name: str
    path: Path
    read: Callable[[str], Raw]
    names: tuple[str, ...] = ()
    is_localized: bool = False
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

    @property
    def is_in_list(self) -> bool:
        """Return whether the field is of a group in a list: `faq.1.question`."""
        return any(isinstance(key, int) for key in self.path)


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
        value = _read(field.read, raw)
    except CellError:
        return clean(raw)
    text = value if isinstance(value, str) else "\n".join(value)
    if field.name in ("price", "followers"):
        try:
            return str(Decimal(text).normalize())
        except InvalidOperation:
            return text
    return "" if text == field.default else text


@lru_cache(maxsize=50_000)
def _read(read_cell: Callable[[str], Raw], raw: str) -> Raw:
    """Read a value once, however often an import compares it."""
    return read_cell(raw)


def cell(raw: Raw | None) -> str:
    """Return a value as a cell."""
    return "" if raw is None else raw if isinstance(raw, str) else ", ".join(raw)


def keys_along(path: Path, keys: Path) -> Path:
    """Return the keys of a problem as a field's path has them: without the number of a group that stands alone.

    The model reads one routine as a list, so its problems are at `routine`, 0, `steps`; its path has no 0.
    """
    remaining_keys = list(keys)
    for at, key in enumerate(path):
        if at < len(remaining_keys) and isinstance(remaining_keys[at], int) and not isinstance(key, int):
            del remaining_keys[at]
    return tuple(remaining_keys)


def step_into(here: Any, key: str | int) -> Any:
    """Return what stands at one key of content; None if there is nothing.

    A list takes a number. A key without one is in its first group, because content may write one routine as a list,
    and a text that stands for a group is its product.
    """
    if isinstance(here, list):
        at = key if isinstance(key, int) else 0
        item = here[at] if at < len(here) else None
        item = {"product": item} if isinstance(item, str) else item
        return item if isinstance(key, int) else step_into(item, key)
    return here.get(key) if isinstance(here, Mapping) else None


def item_name(item: Any) -> str:
    """Return the name of a list's item: the item itself, or its product."""
    return str(item.get("product", "")) if isinstance(item, Mapping) else str(item or "")
