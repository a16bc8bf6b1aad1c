"""Rosters from a sheet of people: private values beside those of the profile, each to the file of its person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.columns.field import Raw, meaning, plain
from generator.columns.roster_fields import LISTS, PREFIX, REMOVE, Keys, roster_fields
from generator.content.decode import read_text
from generator.content.roster_file import roster_file
from generator.content.site import Site
from generator.content.validate import validate
from generator.content.yaml_text import read_yaml
from generator.importing.dialects import OUR_EXPORT
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.layout import Layout
from generator.importing.plan import ImportPlan, PlanItem
from generator.importing.roster_text import CellChange, cell_text, edit_roster, read_list, value_at
from generator.models.roster import MOST, Roster
from generator.problems import Place, Report
from generator.tables.table import letters

RosterCells = Mapping[str, tuple[Raw, int]]
"""Values of one row by field name, each with its column."""
_TRIES = 5


class RosterPlan(Struct, frozen=True):
    """The new content of each roster, by its file, and every change in them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    changes: tuple[CellChange, ...] = ()


def take_rosters(entries: Iterable[SheetEntry]) -> tuple[list[SheetEntry], dict[int, RosterCells]]:
    """Split entries into what belongs to profiles, and what belongs to rosters, by the number of the row."""
    profiles, rosters = [], {}
    for entry in entries:
        own = {
            name: (raw, entry.columns[name]) for name, raw in entry.values.items() if name.startswith(PREFIX) and raw
        }
        rosters[entry.row.number] = own
        values = {name: raw for name, raw in entry.values.items() if not name.startswith(PREFIX)}
        columns = {name: at for name, at in entry.columns.items() if not name.startswith(PREFIX)}
        profiles.append(replace(entry, values=values, columns=columns))
    return profiles, {row: cells for row, cells in rosters.items() if cells}


def leave_for_rosters(layout: Layout) -> tuple[Layout, str]:
    """Return the layout without unread columns that rosters could have, and a sentence about them; "" without any."""
    names = {plain(name) for field_ in roster_fields(by_any_name=True) for name in field_.names}
    unread = [name for name in layout.ignored_columns if plain(name) in names]
    if not unread:
        return layout, ""
    still_ignored = tuple(name for name in layout.ignored_columns if name not in unread)
    how = "`--roster` reads them into each person's roster.yaml."
    return replace(layout, ignored_columns=still_ignored), f"For rosters, which are private: {', '.join(unread)}. {how}"


def plan_rosters(
    site: Site, plan: ImportPlan, rosters: Mapping[int, RosterCells], source: SheetSource, day: date, overwrite: bool
) -> RosterPlan:
    """Plan the changes of all rosters.

    An empty place takes the sheet's value. A number of a platform is dated, so a new one takes its place, and the
    followers before it go to `history`. Any other value stays, with a warning, unless the sheet is our own export, or
    `overwrite` is given. Cells that no roster can hold are reported, and left out.
    """
    files: dict[str, bytes] = {}
    changes: list[CellChange] = []
    for item in plan.items:
        cells = rosters.get(item.entry.row.number)
        if cells:
            _plan_one(site, item, cells, source, day, overwrite, files, changes)
    return RosterPlan(dict(sorted(files.items())), tuple(changes))


def _plan_one(
    site: Site, item: PlanItem, cells: RosterCells, source: SheetSource, day: date, overwrite: bool,
    files: dict[str, bytes], changes: list[CellChange],
) -> None:  # fmt: skip
    file = roster_file(item.file)
    before = source.report.errors
    text = (read_text(site.root, file, source.report) or "") if (site.root / file).exists() else ""
    document = read_yaml(text, file, source.report) if text else None
    if source.report.errors > before:
        return
    data: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    edits = _edits(data, item, cells, source, overwrite)
    for _ in range(_TRIES):
        whole = {**edits, **_date_numbers(data, edits, day)}
        new_text = edit_roster(text, whole) if whole else text
        wrong = _wrong_cells(new_text, file, edits, cells, item.entry, source) if whole else ()
        if not wrong:
            break
        edits = {keys: value for keys, value in edits.items() if keys not in wrong}
    else:
        return
    if whole:
        files[file] = new_text.encode()
        changes += [
            CellChange(file, ".".join(keys), cell_text(value_at(data, keys)), cell_text(value))
            for keys, value in whole.items()
        ]


def _edits(
    data: Mapping[str, Any], item: PlanItem, cells: RosterCells, source: SheetSource, overwrite: bool
) -> dict[Keys, Any]:
    row, edits = item.entry.row, dict[Keys, Any]()
    wins = overwrite or source.layout.dialect is OUR_EXPORT
    for name, (raw, column) in cells.items():
        keys = tuple(name.removeprefix(PREFIX).split("."))
        value: Any = list(raw) if isinstance(raw, tuple) else raw
        current_value = value_at(data, keys)
        if raw == REMOVE:
            value = None
        elif keys[0] in LISTS:
            value = read_list(str(raw), f"{letters(column)}{row.number}", source.place(row, column), source.report)
        if (value is None and (raw != REMOVE or current_value is None)) or _same(name, current_value, value, source):
            continue
        if current_value is not None and not wins and keys[0] != "platforms":
            message = (
                f"`{'.'.join(keys)}` of {item.entry.label[:60]}'s roster is `{cell_text(current_value)[:50]}`, "
                f"and the sheet says `{cell_text(value)[:50] or REMOVE}` in {source.at(row, column)}"
            )
            hint = "it was kept as it is; write the sheet's value here, or give --overwrite"
            source.report.warning("edited-by-hand", message, Place(roster_file(item.file)).at(*keys), hint)
            continue
        edits[keys] = value
    return edits


def _same(name: str, current_value: Any, value: Any, source: SheetSource) -> bool:
    if isinstance(current_value, list | Mapping) or isinstance(value, list):
        return bool(([current_value] if isinstance(current_value, str) else current_value) == value)
    with suppress(InvalidOperation, TypeError):
        return Decimal(current_value) == Decimal(value)
    return current_value is not None and meaning(source.field(name), current_value) == meaning(
        source.field(name), value
    )


def _date_numbers(data: Mapping[str, Any], edits: Mapping[Keys, Any], day: date) -> dict[Keys, Any]:
    """Return the day of new numbers, where the sheet says none, and the history with the followers before them."""
    new_edits: dict[Keys, Any] = {}
    past = value_at(data, ("history",))
    history = list(edits.get(("history",), past if isinstance(past, list) else ()) or ())
    platforms = (keys[1] for keys, value in edits.items() if keys[0] == "platforms" and value is not None)
    for platform in dict.fromkeys(platforms):
        checked_key = ("platforms", platform, "checked")
        if checked_key not in edits:
            new_edits[checked_key] = day.isoformat()
        followers = ("platforms", platform, "followers")
        before, when, now = value_at(data, followers), value_at(data, checked_key), {**edits, **new_edits}[checked_key]
        if edits.get(followers) is not None and before is not None and when is not None and when != now:
            history.append({"day": when, "platform": platform, "followers": before})
            new_edits["history",] = history[-MOST:]
    return new_edits


def _wrong_cells(
    text: str, file: str, edits: Mapping[Keys, Any], cells: RosterCells, entry: SheetEntry, source: SheetSource
) -> Sequence[Keys]:
    """Return the keys of values that no roster can hold, after each was reported at its cell."""
    inner = Report()
    validate(Roster, read_yaml(text, file, inner), Place(file), file.rpartition("/")[0], inner)
    wrong: list[Keys] = []
    for problem in inner:
        at = tuple(map(str, problem.place.keys))
        keys = next(
            (edit_keys for edit_keys in edits if at[: len(edit_keys)] == edit_keys or edit_keys[: len(at)] == at), None
        )
        keys = keys or next(
            (edit_keys for edit_keys in edits if len(edit_keys) > 1 and at[:1] == edit_keys[:1]), None
        )  # a key is missing
        if keys is None:  # it was wrong before, or a day that follows from others: leave the roster as it is
            source.report.add(problem)
            wrong += edits
        elif keys not in wrong:
            column = cells[f"{PREFIX}{'.'.join(keys)}"][1]
            source.leave_out_cell(entry.row, column, problem.message, problem.help)
            wrong.append(keys)
    return wrong
