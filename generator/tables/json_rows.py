"""Reader for JSON: a list of objects, or an object that holds one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.problems import Place, Report
from generator.tables.table import MOST_COLUMNS, MOST_ROWS, Row, Table

_DEEPEST = 4


def read_json(text: str, file: str, report: Report) -> Table | None:
    """Read a list. A nested object becomes columns with dotted names; of a list of objects only the first counts."""
    hint = 'write a list of objects: [{"name": ...}, ...]'
    try:
        # Keep numbers as they are written: 24.00 is a price.
        data = json.loads(text.removeprefix("\ufeff"), parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = Place(file, line=error.lineno, column=error.colno)
        report.error("not-a-sheet", f"this is not JSON: {error.msg.lower()}", place, hint)
        return None
    except RecursionError:
        report.error("not-a-sheet", "this JSON is nested too deeply", Place(file), hint)
        return None
    shop = ""
    if isinstance(data, Mapping):
        if list(data) == ["products"] and _all_have(data["products"], ("handle", "title")):
            shop = "shopify"
        data = next((value for value in data.values() if isinstance(value, list)), data)
    if not isinstance(data, list):
        report.error("not-a-sheet", "this JSON holds no list", Place(file), hint)
        return None
    if len(data) > MOST_ROWS:
        message = f"this list has {len(data):,} items; those after the first {MOST_ROWS:,} were left out"
        report.error("too-large-sheet", message, Place(file), "split it")
    names: dict[str, int] = {}
    rows: list[Row] = []
    for number, item in enumerate(data[:MOST_ROWS], 1):
        if not isinstance(item, Mapping):
            report.error("broken-sheet", f"item {number:,} was skipped: it is not an object", Place(file), hint)
            continue
        for flat_item in (dict(_flat(item, "", 0)), *_further_variants(item)):
            if len(rows) < MOST_ROWS:
                rows.append(_row(number, flat_item, names))
    if not rows:
        report.error("not-a-sheet", "there is nothing in this list", Place(file), hint)
        return None
    return Table(file, "json", tuple(rows), tuple(names), "item", shop)


def _all_have(items: object, keys: tuple[str, ...]) -> bool:
    """Return whether every item of a list has the keys."""
    return isinstance(items, list) and all(isinstance(item, Mapping) and all(map(item.get, keys)) for item in items)


def _row(number: int, flat_item: Mapping[str, str], names: dict[str, int]) -> Row:
    """Return the row of an item; an unknown name becomes a new column."""
    for name in flat_item:
        if len(names) < MOST_COLUMNS:
            names.setdefault(name, len(names))
    cells = [""] * len(names)
    for name, value in flat_item.items():
        if name in names:
            cells[names[name]] = value
    return Row(number, tuple(cells), 0, {at: "it holds a NUL byte" for at, cell in enumerate(cells) if "\0" in cell})


def _further_variants(item: Mapping[str, object]) -> Iterator[dict[str, str]]:
    """Yield the variants of a product after its first, each with its handle, like a Shopify CSV."""
    variants, handle = item.get("variants"), item.get("handle")
    if isinstance(variants, list) and isinstance(handle, str):
        for variant in variants[1:]:
            if isinstance(variant, Mapping):
                yield {"handle": handle, **dict(_flat(variant, "variants.", 1))}


def _flat(item: Mapping[str, object], before: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        name = f"{before}{key}"
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            value = value[0]
        if isinstance(value, Mapping):
            if depth < _DEEPEST:
                yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            yield name, ", ".join(_scalar(item) for item in value if not isinstance(item, list | Mapping))
        else:
            yield name, _scalar(value)


def _scalar(value: object) -> str:
    return "" if value is None else ("true" if value else "false") if isinstance(value, bool) else str(value)
