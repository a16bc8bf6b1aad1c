"""Small sites with rosters, and the entries of them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from generator.content.load import load_site
from generator.models.roster import Roster
from generator.problems import Report
from generator.roster.entry import Entry, load_entries
from generator.sections import BUILT_IN
from tests.scenario import FOLDER

DAY = date(2027, 3, 20)


def write_site(root: Path, **files: str) -> Path:
    """The scenarios' site, with more files of people: `lea__roster="..."` is ambassadors/lea/roster.yaml."""
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    for name, text in files.items():
        slug, _, kind = name.partition("__")
        path = root / f"content/ambassadors/{slug}/{kind}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def entries_of(root: Path, day: date = DAY, **names: str) -> tuple[tuple[Entry, ...], list[str]]:
    """Everybody in a site on a day, and the names of the problems."""
    report = Report()
    site = load_site(root, BUILT_IN, report)
    entries = load_entries(site, day, names, report)
    return entries, [problem.name for problem in report]


def roster_of(**keys: object) -> Roster:
    """A roster of its keys, as YAML gives them: every scalar is a text."""
    return Roster.model_validate(keys, context={"folder": "content/ambassadors/lea"})
