"""Validation of sheet entries with the content models."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from generator.columns.field import Path, Raw, keys_along
from generator.columns.fields import Kind
from generator.content.validate import check
from generator.importing.content_model import content_model
from generator.importing.entry import SheetEntry, SheetSource
from generator.problems import Place, Report

_PICTURES = ("image", "portrait")
"""Fields that hold a path in the site only after the import has placed the pictures."""


def is_valid(
    kind: Kind,
    data: Mapping[str, Any],
    folder: str,
    changed_keys: set[str | int],
    entry: SheetEntry,
    source: SheetSource,
) -> bool:
    """Return whether the models accept an entry's data; else skip its row and report the models' reasons.

    Errors that existed before do not count: only the `changed_keys` keys and missing ones do.
    """
    report = Report()
    check(content_model(kind), data, Place(""), folder, report)
    for problem in report:
        keys = problem.place.keys
        if keys and keys[0] not in changed_keys and problem.name != "missing-key":
            continue
        names = [name for name in entry.columns if _leads_to(source.field(name).path, name, keys)]
        column = entry.columns[names[0]] if names else None
        source.skip(entry.row, column, problem.message, problem.help)
        return False
    return True


def find_invalid(kind: Kind, values: Mapping[str, Raw | None], source: SheetSource) -> dict[str, tuple[str, str]]:
    """Return the values (by field name) that the models reject, each with a reason and a help text."""
    data: dict[str, Any] = {}
    names: dict[Path, str] = {}
    for name, raw in values.items():
        base, _, tag = name.partition(":")
        path = (*source.field(base).path, *filter(None, [tag]))
        if not raw or not path or base in _PICTURES:
            continue
        here: Any = data
        for key, below in pairwise(path):
            if isinstance(key, int):
                here += [{} for _ in range(key + 1 - len(here))]
                group = here[key]
            else:
                group = here.setdefault(key, [] if isinstance(below, int) else {})
            if not isinstance(group, dict | list):  # a text per language: other languages have their own place
                break
            here = group
        else:
            if isinstance(here.get(path[-1]), dict):
                continue
            here[path[-1]] = list(raw) if isinstance(raw, tuple) else raw
            names[path] = name
    report = Report()
    check(
        content_model(kind), data, Place(""), "content/ambassadors/new" if kind == "ambassadors" else "content", report
    )
    faults: dict[str, tuple[str, str]] = {}
    for problem in report:
        keys = problem.place.keys
        name = next((name for path, name in names.items() if keys_along(path, keys)[: len(path)] == path), "")
        if name and problem.name != "missing-alt":
            faults.setdefault(name, (problem.message, problem.help))
    return faults


def find_incomplete(
    kind: Kind, data: Mapping[str, Any], folder: str, entry: SheetEntry, source: SheetSource
) -> dict[str, tuple[str, str]]:
    """Return the values of groups that content cannot hold without another key, each with a reason and a help text.

    A video needs a title: a row without one loses the cell of the video's address only.
    """
    report = Report()
    if any(source.field(name).is_nested for name in entry.values):
        check(content_model(kind), data, Place(""), folder, report)
    faults: dict[str, tuple[str, str]] = {}
    for problem in report:
        nested_names = [name for name, raw in entry.values.items() if raw and source.field(name).is_nested]
        exact = [name for name in nested_names if _is_beside(source.field(name).path, problem.place.keys)]
        # A group that closed up behind another one has a lower number in the data.
        for name in exact or [name for name in nested_names if _is_behind(source.field(name).path, problem.place.keys)]:
            faults.setdefault(name, (problem.message, problem.help))
    return faults


def _is_beside(path: Path, problem_keys: Path) -> bool:
    """Return whether a value is in the group of a problem; in a list, in the one of its number."""
    keys = keys_along(path, problem_keys)
    length = _group_length(path)
    return bool(keys) and keys[:length] == path[: min(length, len(keys))]


def _is_behind(path: Path, problem_keys: Path) -> bool:
    """Return whether a value is in a later group of the list that has the problem."""
    keys, at = keys_along(path, problem_keys), _group_length(path) - 1
    if at >= len(keys) or keys[:at] != path[:at]:
        return False
    here, there = keys[at], path[at]
    return isinstance(here, int) and isinstance(there, int) and here < there


def _group_length(path: Path) -> int:
    return 1 + next((at for at, key in enumerate(path) if isinstance(key, int)), 0)


def _leads_to(path: Path, name: str, keys: tuple[str | int, ...]) -> bool:
    whole = (*path, *filter(None, [name.partition(":")[2]]))
    return bool(whole) and keys_along(path, keys)[: len(whole)] == whole[: len(keys)]
