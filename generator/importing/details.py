"""Full report of an import as a table, row by row; the short report only summarizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.columns.field import cell
from generator.importing.plan import ImportPlan
from generator.importing.roster_text import CellChange
from generator.problems import Place, Report
from generator.tables.write import write_csv

_COLUMNS = ("row", "what", "name", "text", "help")
_ROW = re.compile(r"(?:row|item) ([0-9,]+)")


def write_details(file: Path, plan: ImportPlan | None, report: Report, rosters: Sequence[CellChange] = ()) -> bool:
    """Write a CSV with one line per problem, changed value and entry. Return False after a problem."""
    lines = [_COLUMNS, *sorted(_lines(plan, report), key=lambda line: int(line[0] or 0))]
    lines += [
        ("", "changed", f"{change.file}: {change.key}", f"{change.before} -> {change.after}", "") for change in rosters
    ]
    try:
        file.write_bytes(write_csv(lines))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        report.error("file-not-written", f"the details could not be written: {reason}", Place(file.as_posix()))
        return False
    return True


def _lines(plan: ImportPlan | None, report: Report) -> Iterator[tuple[str, str, str, str, str]]:
    for problem in report:
        match = _ROW.match(problem.message)
        row = match[1].replace(",", "") if match else ""
        yield row, str(problem.severity), problem.name, problem.message, problem.help
    for item in plan.items if plan else ():
        row = str(item.entry.row.number)
        what = "added" if item.is_new else "changed" if item.is_changed else "unchanged"
        by = f"known by {', '.join(item.by)}" if item.by else ""
        yield row, what, item.id, item.label, by
        for change in item.changes:
            yield row, "changed", f"{item.id}: {change.name}", f"{cell(change.before)} -> {cell(change.after)}", ""
        for value in item.kept_values:
            yield (
                row,
                "kept",
                f"{item.id}: {value.name}",
                cell(value.current_value),
                f"the sheet says {cell(value.new_value)}",
            )
    for id_ in plan.deleted_ids if plan else ():
        yield "", "stays out", id_, "it was deleted from content by hand", ""
    for id_ in plan.missing_ids if plan else ():
        yield "", "stays", id_, "it is no longer in this sheet", ""
