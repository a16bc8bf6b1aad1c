"""Grouping of rows that belong to one product: variants and further pictures have rows of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from generator.columns.cells import clean, read_web_address
from generator.columns.html_text import read_title
from generator.importing.dialects import OUR_EXPORT, PLAIN
from generator.importing.entry import SheetSource
from generator.importing.signs import name_words, says_who
from generator.problems import Place
from generator.tables.table import Row

_MOST_LISTED = 8
_PARTS = frozenset(("sku", "rule", "variant", "image", "media"))
"""Kinds of rows (of BigCommerce and Wix) that add details to the product above them."""
_VARIANT = re.compile(r"\s*(?:[,(\[|/–—]|\s-\s|:\s).*$")
"""Part of a name that describes a variant: `Silk Milk - 50 ml`, `River Stone, grey`."""


def group_rows(source: SheetSource) -> list[tuple[str, list[Row]]]:
    """Return the rows of each product, in sheet order, with their shared key ("" for none).

    In a sheet that no shop exported, a shared value joins rows only if nothing contradicts it: `Product group` is often
    a category. Rows with other names or addresses become products of their own, and the import reports that. The same
    applies in a shop's feed to rows of one id whose names have no word in common.
    """
    groups = _by_key(source)
    by_shop = source.layout.dialect not in (OUR_EXPORT, PLAIN) and "_group" not in source.layout.columns
    row_groups: list[tuple[str, list[Row]]] = []
    apart: dict[str, list[list[Row]]] = {}
    for key, rows in groups.items():
        if by_shop:
            parts = (
                _with_words_in_common(source, rows)
                if key.startswith("item ") and not source.layout.dialect.continues
                else [rows]
            )
        else:
            parts = _that_agree(source, rows)
        if len(parts) > 1:
            apart.setdefault(key.split(" ")[0], []).extend(parts)
        row_groups += [(key if len(parts) == 1 else "", part) for part in parts]
    for kind, parts in apart.items():
        _report_apart(source, kind, parts)
    return sorted(row_groups, key=lambda pair: pair[1][0].number)


def _by_key(source: SheetSource) -> dict[str, list[Row]]:
    columns, dialect = source.layout.columns, source.layout.dialect.name
    groups: dict[str, list[Row]] = {}
    skus: dict[str, str] = {}
    key = name = ""
    for row in source.layout.rows:
        texts = {name: row.text(source.layout.column(name, row) or at) for name, at in columns.items()}
        if not any(texts.values()) and not row.spoiled_cells:
            continue
        above, name = name, texts.get("name", "") or name
        if key and source.layout.dialect.continues and (name == above or texts.get("_type", "").lower() in _PARTS):
            name = above
        elif dialect == "woocommerce":
            key = _woocommerce_key(texts, row)
            if texts.get("_sku"):
                skus[texts["_sku"]] = key
            if "variation" in texts.get("_type", "").lower() and texts.get("_parent"):
                parent = clean(texts["_parent"])
                key = parent if parent.startswith("id:") else f"parent:{parent}"
        elif texts.get("id"):
            key = f"id {texts['id']}"
        elif texts.get("handle"):
            key = f"handle {clean(texts['handle'])}"
        elif says_who(texts.get("_group", "")):
            key = f"_group {texts['_group']}"
        elif texts.get("_id"):
            key = f"item {texts.get('_parent') or texts['_id']}"
        else:
            key = f"row {row.number}"
        groups.setdefault(key, []).append(row)
    for key in [key for key in groups if key.startswith("parent:")]:
        number = key.removeprefix("parent:")
        parent = skus.get(number, f"id:{number}")
        if parent in groups:
            groups[parent] += groups.pop(key)
    return {key: sorted(rows, key=lambda row: row.number) for key, rows in groups.items()}


def _woocommerce_key(texts: Mapping[str, str], row: Row) -> str:
    """Return the shop's product number, else its SKU; a row without either is its own product."""
    if texts.get("variant"):
        return f"id:{texts['variant']}"
    return f"sku:{texts['_sku']}" if texts.get("_sku") else f"row {row.number}"


def _that_agree(source: SheetSource, rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of one key, split where their addresses, or else their names, show several products."""
    if len(rows) == 1:
        return [list(rows)]
    marks = [(_address(source, row), _name(source, row)) for row in rows]
    addresses_by_name: dict[str, set[str]] = {}
    for address, name in marks:
        if address:
            addresses_by_name.setdefault(name, set()).add(address)
    parts: dict[str, list[Row]] = {}
    latest = ""
    for row, (address, name) in zip(rows, marks, strict=True):
        addresses = addresses_by_name.get(name, set())
        mark = address or (next(iter(addresses)) if name and len(addresses) == 1 else name)
        latest = mark or latest  # a row without name and address belongs to the row above
        parts.setdefault(latest, []).append(row)
    if source.layout.dialect is not PLAIN:
        return list(parts.values())
    return [alike for part in parts.values() for alike in _with_words_in_common(source, part)]


def _with_words_in_common(source: SheetSource, rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of one address, split where names share no word: two products may link to one page."""
    groups: list[tuple[set[str], list[Row]]] = []
    nameless: list[Row] = []
    for row in rows:
        words = set(name_words(_name(source, row))) if _name(source, row) else set()
        if not words:
            nameless.append(row)
            continue
        alike = [part for part in groups if part[0] & words]
        groups = [part for part in groups if part not in alike]
        words = words.union(*(part[0] for part in alike))
        groups.append((words, [*(row for part in alike for row in part[1]), row]))
    parts = [sorted(part, key=lambda row: row.number) for _, part in groups] or [[]]
    for row in nameless:  # such a row belongs to the row above
        above = [part for part in parts if part and part[0].number < row.number]
        max(
            above or parts,
            key=lambda part: max((earlier.number for earlier in part if earlier.number < row.number), default=0),
        ).append(row)
    return parts


def _address(source: SheetSource, row: Row) -> str:
    """Return a product's address without the part that identifies a variant."""
    column = source.layout.column("url", row)
    address = (row.link(column) or row.text(column)) if column is not None else ""
    try:
        parts = urlsplit(read_web_address(address))
    except ValueError:
        return address
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}"


def _name(source: SheetSource, row: Row) -> str:
    """Return a product's name without its variant."""
    column = source.layout.column("name", row)
    name = read_title(row.text(column)).casefold() if column is not None else ""
    return without_variant(name)


def without_variant(name: str) -> str:
    """Return a name without its variant: `Balm` for `Balm - Small`."""
    return _VARIANT.sub("", name) or name


def _report_apart(source: SheetSource, kind: str, parts: Sequence[Sequence[Row]]) -> None:
    column = source.layout.columns.get("_id" if kind == "item" else kind, 0)
    rows = sorted((row for part in parts for row in part), key=lambda row: row.number)
    numbers = ", ".join(f"{row.number:,}" for row in rows[:_MOST_LISTED])
    numbers += f" and {len(rows) - _MOST_LISTED:,} more" if len(rows) > _MOST_LISTED else ""
    message = (
        f"{source.layout.describe_column(column)}: rows {numbers} share its values, but have different names and "
        f"addresses, so they are {len(parts):,} products"
    )
    hint = "rows of one product need the same name or address; remove the column if it is a category"
    source.report.warning("separate-products", message, Place(source.table.file, line=rows[0].line, column=1), hint)
