"""Groups in a list, whose columns have numbers: `faq.1.question`, `routine.steps.2.text`.

The numbers of a sheet are an order. The groups of a row follow each other in content, whichever of its cells are empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace

from generator.columns.existing import ExistingEntry
from generator.columns.field import Field, Path, Raw, step_into
from generator.columns.fields import Kind
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.nested_fields import required_keys
from generator.importing.plan import ImportPlan
from generator.importing.yaml_edit import apply_plain
from generator.problems.formats import count_phrase

_Columns = Mapping[Path, Mapping[int, Mapping[Path, str]]]
"""Names of fields by the list, the number from 0, and the keys inside the group."""


def number_groups(entries: Iterable[SheetEntry], kind: Kind, source: SheetSource) -> list[SheetEntry]:
    """Return the entries with their groups numbered from 1 without gaps. Report and leave out incomplete groups."""
    lists: dict[Path, dict[int, dict[Path, str]]] = {}
    for name in source.layout.columns:
        field = source.fields.get(name)
        if field is not None and field.is_in_list:
            at, number = _number(field)
            lists.setdefault(field.path[:at], {}).setdefault(number, {})[field.path[at + 1 :]] = name
    # Without the key that makes a group, such as the product of a note, a number means the group in content.
    lists = {path: groups for path, groups in lists.items() if _has_required(path, groups, kind)}
    return [_number_groups(entry, lists, kind, source) for entry in entries] if lists else list(entries)


def note_groups_behind(plan: ImportPlan, current: Mapping[str, ExistingEntry], source: SheetSource) -> None:
    """Note the lists in which content has more groups than the sheet; those stay."""
    behind: Counter[str] = Counter()
    for item in plan.items:
        lists: dict[Path, int] = {}
        for name, raw in item.entry.values.items():
            field = source.field(name)
            if field.is_in_list:
                at, number = _number(field)
                lists[field.path[:at]] = max(lists.get(field.path[:at], 0), number + 1 if raw else 0)
        if lists and item.id in current:
            data: Any = apply_plain(current[item.id].data, [change.edit for change in item.changes])
            for path, filled_groups in lists.items():
                value = data
                for key in path:
                    value = step_into(value, key)
                if isinstance(value, list) and len(value) > filled_groups:
                    behind[".".join(map(str, path))] += 1
    for name, number in behind.items():
        what = "product" if plan.kind == "products" else "person"
        has = "has" if number == 1 else "have"
        whose = count_phrase(number, what) if what == "product" or number == 1 else f"{number:,} people"
        source.notes.append(f"{whose} {has} more groups in `{name}` than the sheet: those behind its last one stay.")


def _number(field: Field) -> tuple[int, int]:
    """Return where the number is in the path of a field, and the number, from 0."""
    return next((at, key) for at, key in enumerate(field.path) if isinstance(key, int))


def _has_required(path: Path, groups: Mapping[int, Mapping[Path, str]], kind: Kind) -> bool:
    return all(any((key,) in names for names in groups.values()) for key in required_keys(kind, path))


def _number_groups(entry: SheetEntry, lists: _Columns, kind: Kind, source: SheetSource) -> SheetEntry:
    in_lists = {name for groups in lists.values() for names in groups.values() for name in names.values()}
    values: dict[str, Raw | None] = {name: raw for name, raw in entry.values.items() if name not in in_lists}
    columns = {name: at for name, at in entry.columns.items() if name not in in_lists}
    for path, groups in lists.items():
        full = [names for _, names in sorted(groups.items()) if _is_whole(entry, path, names, kind, source)]
        inner = dict.fromkeys(keys for names in groups.values() for keys in names)
        for number in range(max(groups) + 1):
            names = full[number] if number < len(full) else {}
            for keys in inner:
                old = names.get(keys)
                if old is not None and old not in entry.values:
                    continue  # an unreadable cell changes nothing
                name = ".".join(map(str, (*path, number + 1, *keys)))
                if name not in source.fields:
                    continue  # the sheet has no such column for this group, nor for a later one
                values[name] = entry.values[old] if old else None
                columns[name] = source.layout.columns[old or next(iter(groups[max(groups)].values()))]
    return replace(entry, values=values, columns=columns)


def _is_whole(entry: SheetEntry, path: Path, names: Mapping[Path, str], kind: Kind, source: SheetSource) -> bool:
    """Return whether a row has a group; report one that lacks a key for which the sheet has a column."""
    filled_fields = [name for name in names.values() if entry.values.get(name)]
    if not filled_fields:
        return False
    for key in required_keys(kind, path):
        name = names.get((key,))
        if name is not None and not entry.values.get(name):
            at = source.layout.columns[name]
            what = ".".join(map(str, path))
            why = f"`{name}` is missing beside `{filled_fields[0]}`"
            hint = f"fill the cell, or empty the others of this group of `{what}`"
            source.leave_out_cell(entry.row_of(name), at, why, hint, "the group")
            return False
    return True
