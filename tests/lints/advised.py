"""A small site, and what is advised about it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.lints.run import run_lints
from generator.models.written import read_day
from generator.problems import Problem, Report
from tests.scenario import FOLDER

DAY = "2026-11-22"
LEA = "content/ambassadors/lea/profile.yaml"
STORY = "content/ambassadors/lea/story.md"
BASE = "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\ntheme: plain\nshare_cards: false\n"


def advised(root: Path, files: Mapping[str, str | bytes], day: str = DAY, drafts: bool = False) -> list[Problem]:
    """Lay the files over the scenarios' tiny site, without its `checks:`, and return every problem of it."""
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    settings = root / "content/site.yaml"
    settings.write_text(re.sub("^checks:.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    report = Report()
    made = render_site(BuildOptions(root, read_day(day), "", drafts), report)
    assert made is not None or report.errors, "the site cannot be made"
    if made is not None:
        run_lints(made.page_context, made.page_list, made.files, report)
    return list(report)


def named(name: str, problems: list[Problem]) -> list[Problem]:
    """Those of one name."""
    return [problem for problem in problems if problem.name == name]


def words(count: int) -> str:
    """A story of so many words, with a product in it."""
    return "[Balm](product:cloud-balm)" + " word" * (count - 1)
