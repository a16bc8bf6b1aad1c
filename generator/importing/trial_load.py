"""Trial load of the planned content in a copy, so that no import leaves a site that does not build."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.columns.existing import PRODUCTS
from generator.columns.field import Field, keys_along
from generator.content.load import load_site
from generator.importing.clashes import without_value
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.plan import ImportPlan, PlanItem
from generator.problems import Place, Problem, Report, Severity
from generator.registry import extensions
from generator.sections import BUILT_IN

_TEXTS = (".yaml", ".yml", ".md")


class Fault(Struct, frozen=True):
    """An error that a row would cause. `row` is 0 if no row does: the file would be too large to read.

    `field` is the one whose cell causes it; "" if it is unknown, or if the row requires the field.
    """

    row: int
    field: str
    problem: Problem


def load_trial(root: Path, plan: ImportPlan, fields: Mapping[str, Field], before: Report) -> list[Fault]:
    """Return the errors that were not in `before`, each with the row that would cause it."""
    problems_before = {(problem.name, problem.message, problem.place.file) for problem in before}
    after = Report()
    with tempfile.TemporaryDirectory(prefix="ambassador-") as name:
        copy = Path(name)
        # Copy links as links: their targets outside content are not part of it.
        shutil.copytree(root / "content", copy / "content", symlinks=True, ignore=_only_texts)
        for file, data in plan.files.items():
            target = copy / file
            if target.is_symlink():
                target.unlink()
            if target.resolve().is_relative_to(copy.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        load_site(copy, (*BUILT_IN, *extensions("sections")), after)
    faults: list[Fault] = []
    changed_items = {_key(item, plan): at for at, item in enumerate(plan.items) if item.is_new or item.is_changed}
    for problem in after:
        if problem.severity is not Severity.ERROR:
            continue
        if (problem.name, problem.message, problem.place.file) in problems_before:
            continue
        places = (problem.place, *(place for _, place in problem.related))
        items = [(at, place) for place in places if (at := _item(changed_items, place)) is not None]
        if not items:
            if problem.place.file in plan.files:
                faults.append(Fault(0, "", problem))
            continue
        late, place = max(items, key=lambda pair: pair[0])  # when two collide, the first one stays
        if late != items[0][0]:
            first = plan.items[items[0][0]].entry.row.number
            problem = replace(problem, message=f"it collides with row {first:,}, where {problem.message}")
        faults.append(Fault(plan.items[late].entry.row.number, _field(plan.items[late], place, fields), problem))
    return faults


def leave_out_faults(entries: Sequence[SheetEntry], faults: Sequence[Fault], source: SheetSource) -> list[SheetEntry]:
    """Return the entries without the cells that would cause errors. Report those cells, and rows that fail whole."""
    by_row: dict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        by_row[fault.row].append(fault)
    sound_entries = []
    for entry in entries:
        row_faults = by_row.get(entry.row.number, [])
        fatal = next((fault for fault in row_faults if not fault.field), None)
        if fatal:
            why = f"`{entry.label[:60]}`: {fatal.problem.message}"
            source.skip(entry.row, entry.columns.get("name"), why, fatal.problem.help)
        without = entry
        for fault in () if fatal else row_faults:
            if fault.field in without.values:
                column = entry.columns.get(fault.field, 0)
                source.leave_out_cell(entry.row, column, fault.problem.message, fault.problem.help)
                without = without_value(without, fault.field)
        sound_entries.append(without)
    return sound_entries


def _field(item: PlanItem, place: Place, fields: Mapping[str, Field]) -> str:
    """Return the optional field of a sheet that a place refers to."""
    keys = place.keys[1:] if item.file == PRODUCTS else place.keys
    for name in item.entry.values:
        field = fields[name.partition(":")[0]]
        path = (*field.path, *filter(None, [name.partition(":")[2]]))
        if path and keys_along(path, keys)[: len(path)] == path and name not in ("name", "url"):
            return name
    return ""


def _item(changed_items: Mapping[tuple[str, str], int], place: Place) -> int | None:
    at = changed_items.get((place.file, ""))
    return at if at is not None else changed_items.get((place.file, str(place.keys[0]) if place.keys else ""))


def _key(item: PlanItem, plan: ImportPlan) -> tuple[str, str]:
    return (item.file, item.id if item.file.endswith("products.yaml") and plan.kind == "products" else "")


def _only_texts(folder: str, names: list[str]) -> set[str]:
    path = Path(folder)
    return {
        name
        for name in names
        if name.startswith(".") or (not name.endswith(_TEXTS) and not (path / name).is_dir()) or name == "images"
    }
