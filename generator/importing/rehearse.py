"""The content as it would be, read in a folder of its own: no import makes a site that does not build."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.content.load import load_site
from generator.importing.plan import Item, Plan
from generator.problems import Place, Problem, Report, Severity
from generator.registry import extensions
from generator.sections import BUILT_IN

_TEXTS = (".yaml", ".yml", ".md")


def rehearse(root: Path, plan: Plan, before: Report) -> dict[int, Problem]:
    """Return the rows (by their number) that would bring an error which was not there `before`.

    Under 0 stands an error that is no row's: a file that would be too large to be read.
    """
    known = {(problem.name, problem.message, problem.place.file) for problem in before}
    after = Report()
    with tempfile.TemporaryDirectory(prefix="ambassador-") as name:
        copy = Path(name)
        # Links stay links: what they lead to outside content is none of the content.
        shutil.copytree(root / "content", copy / "content", symlinks=True, ignore=_only_texts)
        for file, data in plan.files.items():
            target = copy / file
            if target.is_symlink():
                target.unlink()
            if target.resolve().is_relative_to(copy.resolve()):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
        load_site(copy, (*BUILT_IN, *extensions("sections")), after)
    found: dict[int, Problem] = {}
    changed = {_key(item, plan): item for item in plan.items if item.added or item.changed}
    for problem in after:
        if problem.severity is not Severity.ERROR:
            continue
        if (problem.name, problem.message, problem.place.file) in known:
            continue
        places = (problem.place, *(place for _, place in problem.related))
        rows = [item.entry.row.number for place in places if (item := _item(changed, place))]
        if not rows and problem.place.file not in plan.files:
            continue
        late = max(rows, default=0)  # of two that collide the first one stays
        if rows and late != rows[0]:
            problem = replace(problem, message=f"it collides with row {rows[0]:,}, where {problem.message}")
        found.setdefault(late, problem)
    return found


def _item(changed: Mapping[tuple[str, str], Item], place: Place) -> Item | None:
    return changed.get((place.file, "")) or changed.get((place.file, str(place.keys[0]) if place.keys else ""))


def _key(item: Item, plan: Plan) -> tuple[str, str]:
    return (item.file, item.id if item.file.endswith("products.yaml") and plan.kind == "products" else "")


def _only_texts(folder: str, names: list[str]) -> set[str]:
    path = Path(folder)
    return {
        name
        for name in names
        if name.startswith(".") or (not name.endswith(_TEXTS) and not (path / name).is_dir()) or name == "images"
    }
