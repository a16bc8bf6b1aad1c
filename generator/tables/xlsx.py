"""Reader for Excel workbooks, with the values that Excel last saved; it ignores macros and external links."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from generator.problems import Place, Report
from generator.tables.formulas import bare
from generator.tables.strangers import how_to_save, name_archive
from generator.tables.table import MOST_ABOVE, MOST_COLUMNS, MOST_ROWS, Hints, Row, Table, letters
from generator.tables.xlsx_package import (
    DamagedError,
    Package,
    TooLargeError,
    XlsxSheet,
)
from generator.tables.xlsx_sheet import SheetCells, read_cells

_HEAD_ROWS = 60


def read_xlsx(data: bytes, file: str, hints: Hints, report: Report) -> Table | None:
    """Read one sheet of a workbook: the requested one, else the first visible one with most known column names."""
    place = Place(file)
    try:
        package = Package(data)
        stranger = name_archive(package.names, package.media_type())
        if stranger:
            report.error("not-a-sheet", f"this is {stranger}", place, how_to_save(stranger))
            return None
        return _read(package, file, hints, report)
    except TooLargeError as error:
        report.error("too-large-sheet", str(error), place, "save only the sheet that you need, as .csv, or split it")
    except DamagedError as error:
        message = f"this workbook cannot be read: {error}"
        report.error("not-a-sheet", message, place, "open it and save it again, as .xlsx or .csv")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        report.error("not-a-sheet", "this workbook is damaged", place, "open it and save it again, as .xlsx or .csv")
    return None


def _read(package: Package, file: str, hints: Hints, report: Report) -> Table | None:
    book = package.read_book()
    sheets = [sheet for sheet in book.sheets if sheet.name == hints.sheet] if hints.sheet is not None else book.sheets
    if not sheets and hints.sheet is not None:
        name_list = ", ".join(f"`{sheet.name}`" for sheet in book.sheets[:12])
        message = f"there is no sheet called `{hints.sheet[:60]}`"
        report.error("not-a-sheet", message, Place(file), f"its sheets are {name_list}")
        return None
    readable_sheets: list[tuple[int, XlsxSheet, SheetCells]] = []
    names: set[str] = set()
    for candidate in sheets:
        if candidate.part not in names and (hints.sheet is not None or not candidate.is_hidden):
            names.add(candidate.part)
            cells = read_cells(package, book, candidate)
            if any(not row.is_hidden for row in cells.rows):
                readable_sheets.append((_most_names(cells, hints), candidate, cells))
    if not readable_sheets:
        hint = "a sheet begins with its columns' names"
        report.error("not-a-sheet", "there is nothing in this sheet", Place(file), hint)
        return None
    _, sheet, cells = max(readable_sheets, key=lambda triple: triple[0])
    sheet_names = [
        f"`{candidate.name[:60]}`{' (hidden)' if candidate.is_hidden else ''}"
        for candidate in book.sheets
        if candidate is not sheet
    ]
    table = _table(cells, sheet, file, report)
    return replace(table, notes=tuple(_notes(sheet, sheet_names, cells, hints)))


def _most_names(cells: SheetCells, hints: Hints) -> int:
    """Return the most column names in one of the first rows: it distinguishes the sheet of people from its cover."""
    return max(hints.count_names(tuple(row.texts.values())) for row in cells.rows[:_HEAD_ROWS] if not row.is_hidden)


def _notes(sheet: XlsxSheet, unread: Sequence[str], cells: SheetCells, hints: Hints) -> Iterator[str]:
    if unread:
        sheet_names = ", ".join(unread[:12]) + (" …" if len(unread) > 12 else "")
        yield f"Sheet `{sheet.name[:60]}` was read; not read: {sheet_names} (--sheet NAME)."
    own = {at for row in cells.rows[:_HEAD_ROWS] for at, text in row.texts.items() if hints.own and text == hints.own}
    filled_columns = {at for at in cells.hidden_columns if any(at in row.texts for row in cells.rows)}
    hidden_columns = [letters(at) for at in sorted(filled_columns - own)]
    if hidden_columns:
        more = " …" if len(hidden_columns) > 40 else ""
        yield f"Hidden columns were read too: {', '.join(hidden_columns[:40])}{more}."


def _table(cells: SheetCells, sheet: XlsxSheet, file: str, report: Report) -> Table:
    place = Place(file)
    rows = [row for row in cells.rows if not row.is_hidden]
    if len(rows) < len(cells.rows):
        hidden_rows = _ranges([row.number for row in cells.rows if row.is_hidden])
        message = f"sheet `{sheet.name[:60]}` hides rows, and they were not read: {hidden_rows}"
        report.warning(
            "hidden-rows", message, place, "if they belong to the sheet, show them (clear the filter) and save"
        )
    if cells.merged_ranges:
        some = ", ".join(cells.merged_ranges[:10]) + (" …" if len(cells.merged_ranges) > 10 else "")
        message = f"cells of sheet `{sheet.name[:60]}` are merged over rows; each row was given their text: {some}"
        report.warning("merged-cells", message, place, "unmerge them, and fill in each row")
    if cells.beyond:
        message = f"this sheet has more than {MOST_COLUMNS:,} columns; those to the right of them were left out"
        report.error("too-large-sheet", message, place, "delete the columns that are not needed")
    most = MOST_ROWS + MOST_ABOVE
    if len(rows) > most:
        last = rows[most - 1].number
        message = f"this sheet has more than {MOST_ROWS:,} rows; those after row {last:,} were left out"
        report.error("too-large-sheet", message, place, "split it")
    table_rows = []
    for row in rows[:most]:
        width = max((*row.texts, *row.spoiled_cells, 0)) + 1
        texts = tuple(bare(row.texts.get(at, "")) for at in range(width))
        table_rows.append(Row(row.number, texts, 0, row.spoiled_cells, row.links))
    return Table(file, "xlsx", tuple(table_rows))


def _ranges(numbers: list[int]) -> str:
    """Return numbers as ranges, at most ten: `4, 7-9` for 4, 7, 8, 9."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and groups[-1][-1] == number - 1:
            groups[-1][1:] = [number]
        else:
            groups.append([number])
    texts = ["-".join(f"{number:,}" for number in group) for group in groups]
    return ", ".join(texts[:10]) + (" …" if len(texts) > 10 else "")
