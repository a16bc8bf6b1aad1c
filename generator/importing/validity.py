"""Validation of sheet entries with the content models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.columns.field import Raw
from generator.columns.fields import Kind
from generator.content.validate import check
from generator.importing.content_model import content_model
from generator.importing.entry import SheetEntry, SheetSource
from generator.problems import Place, Report

_PICTURES = ("image", "portrait")
"""Fields that hold a path in the site only after the import has placed the pictures."""


def is_valid(
    kind: Kind, data: Mapping[str, Any], folder: str, changed: set[str], entry: SheetEntry, source: SheetSource
) -> bool:
    """Return whether the models accept an entry's data; else skip its row and report the models' reasons.

    Errors that existed before do not count: only the `changed` keys and missing ones do.
    """
    report = Report()
    check(content_model(kind), data, Place(""), folder, report)
    for problem in report:
        keys = problem.place.keys
        if keys and keys[0] not in changed and problem.name != "missing-key":
            continue
        names = [name for name in entry.columns if _leads_to(source.field(name).path, name, keys)]
        column = entry.columns[names[0]] if names else None
        source.skip(entry.row, column, problem.message, problem.help)
        return False
    return True


def find_invalid(kind: Kind, values: Mapping[str, Raw | None], source: SheetSource) -> dict[str, tuple[str, str]]:
    """Return the values (by field name) that the models reject, each with a reason and a help text."""
    data: dict[str, Any] = {}
    names: dict[tuple[str, ...], str] = {}
    for name, raw in values.items():
        base, _, tag = name.partition(":")
        path = (*source.field(base).path, *filter(None, [tag]))
        if not raw or not path or base in _PICTURES:
            continue
        here = data
        for key in path[:-1]:
            group = here.setdefault(key, {})
            if not isinstance(group, dict):  # a text per language: other languages have their own place
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
    found: dict[str, tuple[str, str]] = {}
    for problem in report:
        keys = tuple(map(str, problem.place.keys))
        name = next((name for path, name in names.items() if keys[: len(path)] == path), "")
        if name and problem.name != "missing-alt":
            found.setdefault(name, (problem.message, problem.help))
    return found


def find_incomplete(
    kind: Kind, data: Mapping[str, Any], folder: str, entry: SheetEntry, source: SheetSource
) -> dict[str, tuple[str, str]]:
    """Return the values of groups that content cannot hold without another key, each with a reason and a help text.

    A video needs a title: a row without one loses the cell of the video's address only.
    """
    report = Report()
    if any(source.field(name).is_nested for name in entry.values):
        check(content_model(kind), data, Place(""), folder, report)
    found: dict[str, tuple[str, str]] = {}
    for problem in report:
        for name, raw in entry.values.items():
            field = source.field(name)
            if raw and field.is_nested and problem.place.keys[:1] == field.path[:1]:
                found.setdefault(name, (problem.message, problem.help))
    return found


def _leads_to(path: tuple[str, ...], name: str, keys: tuple[str | int, ...]) -> bool:
    whole = (*path, *filter(None, [name.partition(":")[2]]))
    return bool(whole) and tuple(keys[: len(whole)]) == whole[: len(keys)]
