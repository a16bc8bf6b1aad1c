"""The content as it would be, read in a folder of its own: no import makes a site that does not build."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from generator.content.load import load_site
from generator.importing.plan import Item, Plan
from generator.problems import Problem, Report, Severity
from generator.registry import extensions
from generator.sections import BUILT_IN

_TEXTS = (".yaml", ".yml", ".md")


def rehearse(root: Path, plan: Plan, before: Report) -> dict[int, Problem]:
    """Return the rows (by their number) that would bring an error which was not there `before`."""
    known = {(problem.name, problem.message, problem.place.file) for problem in before}
    after = Report()
    with tempfile.TemporaryDirectory(prefix="ambassador-") as name:
        copy = Path(name)
        shutil.copytree(root / "content", copy / "content", ignore=_only_texts, ignore_dangling_symlinks=True)
        for file, data in plan.files.items():
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            (copy / file).write_bytes(data)
        load_site(copy, (*BUILT_IN, *extensions("sections")), after)
    found: dict[int, Problem] = {}
    changed = {_key(item, plan): item for item in plan.items if item.added or item.changes}
    for problem in after:
        if problem.severity is not Severity.ERROR:
            continue
        if (problem.name, problem.message, problem.place.file) in known:
            continue
        for place in (problem.place, *(place for _, place in problem.related)):
            item = changed.get((place.file, "")) or changed.get((place.file, str(place.keys[0]) if place.keys else ""))
            if item:
                found.setdefault(item.entry.row.number, problem)
                break
    return found


def _key(item: Item, plan: Plan) -> tuple[str, str]:
    return (item.file, item.id if item.file.endswith("products.yaml") and plan.kind == "products" else "")


def _only_texts(folder: str, names: list[str]) -> set[str]:
    path = Path(folder)
    return {
        name
        for name in names
        if name.startswith(".") or (not name.endswith(_TEXTS) and not (path / name).is_dir()) or name == "images"
    }
