"""A small site for the tests of checks that a site can switch, and the problems of it."""

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


def find_problems(root: Path, files: Mapping[str, str | bytes], day: str = DAY, drafts: bool = False) -> list[Problem]:
    """Add the files to the tiny site of the scenarios, without its `checks:`, and return all its problems."""
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    settings = root / "content/site.yaml"
    settings.write_text(re.sub("^checks:.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    report = Report()
    rendered_site = render_site(BuildOptions(root, read_day(day), "", drafts), report)
    assert rendered_site is not None or report.errors, "the site cannot be rendered"
    if rendered_site is not None:
        run_lints(rendered_site.page_context, rendered_site.page_list, rendered_site.files, report)
    return list(report)


def problems_called(name: str, problems: list[Problem]) -> list[Problem]:
    """Return the problems that have this name."""
    return [problem for problem in problems if problem.name == name]


def story_of(count: int) -> str:
    """Return a story of `count` words, with a product in it."""
    return "[Balm](product:cloud-balm)" + " word" * (count - 1)
