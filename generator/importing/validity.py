"""Whether the models take an entry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from generator.content.validate import validate
from generator.importing.entry import Entry, Source
from generator.models.product import Product
from generator.problems import Place, Report
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.sections.profile import profile_model


@cache
def _model(kind: str) -> type[BaseModel]:
    return Product if kind == "products" else profile_model((*BUILT_IN, *extensions("sections")))


def is_valid(kind: str, data: Mapping[str, Any], folder: str, changed: set[str], entry: Entry, source: Source) -> bool:
    """Whether the models take an entry's data; else its row is skipped with their words. What was wrong before counts
    for nothing: only the keys that are `changed`, and those that are missing.
    """
    report = Report()
    validate(_model(kind), data, Place(""), folder, report)
    for problem in report:
        keys = problem.place.keys
        if keys and keys[0] not in changed and problem.name != "missing-key":
            continue
        names = [name for name in entry.columns if _leads_to(source.field(name).path, name, keys)]
        column = entry.columns[names[0]] if names else None
        source.skip(entry.row, column, problem.message, problem.help)
        return False
    return True


def _leads_to(path: tuple[str, ...], name: str, keys: tuple[str | int, ...]) -> bool:
    whole = (*path, *filter(None, [name.partition(":")[2]]))
    return bool(whole) and tuple(keys[: len(whole)]) == whole[: len(keys)]
