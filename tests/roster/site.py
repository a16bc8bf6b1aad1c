"""Small sites with rosters, for tests."""

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
    """Write the site of the scenarios, with more files: `lea__roster="..."` is ambassadors/lea/roster.yaml."""
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    for name, text in files.items():
        slug, _, kind = name.partition("__")
        path = root / f"content/ambassadors/{slug}/{kind}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def entries_of(root: Path, day: date = DAY, **names: str) -> tuple[tuple[Entry, ...], list[str]]:
    """Return all people of a site on a day, and the names of the problems."""
    report = Report()
    site = load_site(root, BUILT_IN, report)
    entries = load_entries(site, day, names, report)
    return entries, [problem.name for problem in report]


def roster_of(**keys: object) -> Roster:
    """Return a roster with these keys. Each scalar is a text, as YAML gives it."""
    return Roster.model_validate(keys, context={"folder": "content/ambassadors/lea"})
