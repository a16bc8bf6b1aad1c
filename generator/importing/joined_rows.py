"""Rows of one product: the row that represents it, its name, and the reports on joined rows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.columns.cells import CellError
from generator.columns.html_text import read_title
from generator.columns.prices import parse_price
from generator.importing.dialects import PLAIN
from generator.importing.entry import SheetSource
from generator.importing.group_rows import without_variant
from generator.problems.formats import count_phrase
from generator.tables.table import Row

_MOST_LISTED = 8


def in_own_order(source: SheetSource, rows: Sequence[Row]) -> list[Row]:
    """Return the rows of one product, cheapest first, so that the order of the sheet does not matter.

    The product's address is then that of the variant whose price its page shows. In most shop exports the first row is
    the product and the others belong to it, so those keep their order.
    """
    layout = source.layout
    if layout.dialect is not PLAIN and (layout.dialect.continues or "_group" not in layout.columns):
        return list(rows)
    return sorted(rows, key=lambda row: (_price(source, row), -sum(map(bool, row.cells)), row.cells))


def _price(source: SheetSource, row: Row) -> Decimal:
    column = source.layout.column("price", row)
    try:
        return Decimal(parse_price(row.text(column)).number) if column is not None else Decimal(0)
    except CellError:
        return Decimal("Infinity")


def name_of_all(source: SheetSource, rows: Sequence[Row]) -> str:
    """Return the common part of the variants' names: `Balm` for `Balm - Small` and `Balm - Large`.

    Return "" if they share nothing, or if a row of the shop's export is the product itself.
    """
    names = sorted({name for row in rows if (name := _name(source, row))})
    base_names = {without_variant(name).casefold() for name in names}
    alone = source.layout.dialect is PLAIN or all(is_variation(source, row) for row in rows)
    return without_variant(names[0]) if alone and len(names) > 1 and len(base_names) == 1 else ""


def report_joined(source: SheetSource, rows: Sequence[Row], first: Row, product_name: str) -> None:
    """Report joined rows whose name differs from the product's: a page shows only one of them.

    WooCommerce variations and items of a feed's group normally have names of their own, so they are not reported.
    """
    layout = source.layout
    if layout.dialect.continues or (layout.dialect.name == "google" and "_group" in layout.columns):
        return
    other_rows = [row for row in rows if row is not first and not is_variation(source, row)]
    other_rows = [row for row in other_rows if (name := _name(source, row)) and name != _name(source, first)]
    if not other_rows:
        return
    names = ", ".join(f"`{_name(source, row)[:40]}`" for row in other_rows[:_MOST_LISTED])
    names += f" and {len(other_rows) - _MOST_LISTED:,} more" if len(other_rows) > _MOST_LISTED else ""
    earliest = min((first, *other_rows), key=lambda row: row.number)
    column = source.layout.column("name", earliest)
    where = source.at(earliest, column)
    message = f"{where}: {count_phrase(len(other_rows) + 1, 'row')} with different names are one product here, "
    message += f"`{product_name[:40]}`: {names} and `{_name(source, first)[:40]}` have one {_shared_word(source)}"
    hint = "if they are several products, give each its own; if they are variants, do nothing"
    source.report.warning("joined-products", message, source.place(earliest, column), hint)


def note_joined(source: SheetSource, groups: Sequence[Sequence[Row]]) -> None:
    """Report how many rows of a plain sheet were joined: such a sheet does not mark rows as variants."""
    row_groups = [rows for rows in groups if len(rows) > 1]
    if row_groups and source.layout.dialect is PLAIN:
        rows = sum(map(len, row_groups))
        row_list = "; ".join(
            ", ".join(f"{number:,}" for number in sorted(row.number for row in rows)[:_MOST_LISTED])
            for rows in row_groups[:_MOST_LISTED]
        )
        more = (
            " …" if len(row_groups) > _MOST_LISTED or any(len(numbers) > _MOST_LISTED for numbers in row_groups) else ""
        )
        products = count_phrase(len(row_groups), "product")
        source.notes.append(f"{rows:,} rows were read as variants of {products} (rows {row_list}{more}).")


def is_variation(source: SheetSource, row: Row) -> bool:
    """Return whether a WooCommerce row is a variation and not a product."""
    column = source.layout.column("_type", row)
    return column is not None and "variation" in row.text(column).lower()


def _name(source: SheetSource, row: Row) -> str:
    column = source.layout.column("name", row)
    return "" if column is None or column in row.spoiled_cells else read_title(row.text(column))


def _shared_word(source: SheetSource) -> str:
    columns = source.layout.columns
    words_by_column = (("handle", "handle"), ("_group", "group"), ("_id", "number"), ("variant", "number"))
    return next((word for name, word in words_by_column if name in columns), "address")
