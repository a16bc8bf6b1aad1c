"""Rosters as a sheet, a column a field, and a sheet back into rosters: comments and order of the files stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct

from generator.columns.roster_fields import LISTS, PREFIX, REMOVE, Keys, roster_keys
from generator.content.decode import read_text
from generator.content.roster_file import roster_file
from generator.content.site import Site
from generator.content.validate import validate
from generator.content.yaml_text import read_yaml
from generator.exporting.sheet import Sheet
from generator.importing.roster_text import CellChange, cell_text, edit_roster, read_list, value_at
from generator.models.platforms import Platform
from generator.models.roster import Roster
from generator.problems import Place, Problem, Report, closest, did_you_mean
from generator.tables.table import Row, Table, letters

_USUAL_PLATFORMS = ("instagram", "tiktok", "youtube")


def read_raw(site: Site, report: Report) -> dict[str, tuple[str, dict[str, Any]]]:
    """The text and the data of each person's roster, every scalar a text; empty ones where there is no file."""
    raw_files = {}
    for profile in site.people:
        file = roster_file(profile.place.file)
        text = (read_text(site.root, file, report) or "") if (site.root / file).exists() else ""
        data = read_yaml(text, file, report) if text else None
        raw_files[profile.slug] = text, dict(data) if isinstance(data, Mapping) else {}
    return raw_files


def make_rows(site: Site, raw: Mapping[str, tuple[str, Mapping[str, Any]]]) -> list[list[str]]:
    """The rows of the sheet, the names of the columns first."""
    used_platforms = {
        str(platform)
        for _, data in raw.values()
        if isinstance(data.get("platforms"), Mapping)
        for platform in data["platforms"]
    }
    heads = roster_keys(
        [platform for platform in get_args(Platform) if platform in used_platforms or platform in _USUAL_PLATFORMS]
    )
    rows = [["slug", "name", *(".".join(keys) for keys in heads)]]
    for profile in site.people:
        data = raw[profile.slug][1]
        rows.append([profile.slug, profile.person.name, *(cell_text(value_at(data, keys)) for keys in heads)])
    return rows


def add_rosters(sheet: Sheet, site: Site, report: Report) -> Sheet:
    """Return a sheet of people with a column for each field of their rosters, before its last one."""
    (_, _, *heads), *rows = make_rows(site, read_raw(site, report))
    rosters = {slug: cells for slug, _, *cells in rows}
    nothing = [""] * len(heads)
    return Sheet(
        (*sheet.header[:-1], *(f"{PREFIX}{name}" for name in heads), sheet.header[-1]),
        tuple((*row[:-1], *rosters.get(row[0], nothing), row[-1]) for row in sheet.rows),
    )


class Plan(Struct, frozen=True):
    """The files as they will be, as they were (None: there was none), and every change in them."""

    files: Mapping[str, bytes]
    before: Mapping[str, bytes | None]
    changes: tuple[CellChange, ...]
    unread: tuple[str, ...]
    """Columns that are no field."""


def plan_import(table: Table, site: Site, report: Report) -> Plan:
    """Find what a sheet changes. Every cell that cannot be read is reported, and then nothing is to be written."""
    raw = read_raw(site, report)
    at = next((n for n, row in enumerate(table.rows[:32]) if "slug" in map(str.strip, row.cells)), None)
    names = table.column_names or (table.rows[at].cells if at is not None else ())
    heads = {name.strip(): column for column, name in enumerate(names)}
    if "slug" not in heads:
        report.error(
            "missing-column", "no column is called `slug`", Place(table.file), "export the roster, and edit that"
        )
        return Plan({}, {}, (), ())
    keys_by_column = {".".join(keys): keys for keys in roster_keys(get_args(Platform))}
    unread = tuple(name for name in heads if name and name not in keys_by_column and name not in ("slug", "name"))
    files: dict[str, bytes] = {}
    before: dict[str, bytes | None] = {}
    changes: list[CellChange] = []
    slugs: set[str] = set()
    for row in table.rows if table.column_names else table.rows[(at or 0) + 1 :]:
        slug = row.text(heads["slug"])
        place = _place(table, row)
        if not slug and not any(cell.strip() for cell in row.cells):
            continue
        if slug not in raw or slug in slugs:
            hint = did_you_mean(slug, raw, "write the name of a folder or file in content/ambassadors/")
            message = f"row {row.number}: no ambassador is called `{slug[:60]}`"
            if slug in slugs:
                message, hint = f"row {row.number}: `{slug}` has a row above already", "keep one of the two rows"
            report.error("duplicate-slug" if slug in slugs else "unknown-ambassador", message, place, hint)
            continue
        slugs.add(slug)
        profile = next(person for person in site.people if person.slug == slug)
        file = roster_file(profile.place.file)
        text, data = raw[slug]
        values = {
            keys_by_column[name]: row.text(column)
            for name, column in heads.items()
            if name in keys_by_column and row.text(column)
        }
        edits = dict(_edits(data, values, heads, table, row, report))
        if not edits:
            continue
        cells = _Cells(table, row, heads)
        new_text = edit_roster(text, edits)
        fresh = read_yaml(new_text, file, report)
        if not _is_right(Roster, fresh, file, cells, report):
            continue
        files[file] = new_text.encode()
        before[file] = (site.root / file).read_bytes() if text else None
        changes += [
            CellChange(file, ".".join(keys), cell_text(value_at(data, keys)), cell_text(value))
            for keys, value in edits.items()
        ]
    return Plan(files, before, tuple(changes), unread)


class _Cells(Struct, frozen=True):
    table: Table
    row: Row
    heads: Mapping[str, int]

    def name(self, keys: Sequence[str | int]) -> str:
        """The cell from which a value came; "" where no column is it."""
        for end in range(len(keys), 0, -1):
            column = self.heads.get(".".join(map(str, keys[:end])))
            if column is not None:
                return f"{letters(column)}{self.row.number}"
        return ""


def _place(table: Table, row: Row) -> Place:
    return Place(table.file, line=row.line, column=1) if row.line else Place(table.file)


def _edits(
    data: Mapping[str, Any],
    values: Mapping[Keys, str],
    heads: Mapping[str, int],
    table: Table,
    row: Row,
    report: Report,
) -> Iterator[tuple[Keys, Any]]:
    for keys, text in values.items():
        old = value_at(data, keys)
        value: Any = None if text == REMOVE else text
        if value is not None and keys[0] in LISTS:
            value = read_list(text, f"{letters(heads['.'.join(keys)])}{row.number}", _place(table, row), report)
            if value is None:
                continue
        elif value is not None and keys == ("languages",):
            value = [item.strip() for item in re.split(r"[,;\n]", text) if item.strip()]
            old = [old] if isinstance(old, str) else old
        if value != old:
            yield keys, value


def _is_right(model: type[Roster], data: Any, file: str, cells: _Cells, report: Report) -> bool:
    """Check a roster as it will be; what is wrong in it is reported at the cell that it came from."""
    inner = Report()
    validate(model, data, Place(file), file.rpartition("/")[0], inner)
    for problem in inner:
        name = cells.name(problem.place.keys)
        message = f"cell {name}: {problem.message}" if name else f"{file}: {problem.message}"
        report.add(Problem(problem.name, problem.severity, message, _place(cells.table, cells.row), problem.help))
    return not inner.errors


def near_column(name: str) -> str:
    """The field that a column may be meant for; "" for none."""
    return closest(name, [".".join(keys) for keys in roster_keys(get_args(Platform))]) or ""
