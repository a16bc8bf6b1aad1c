"""Tests that every problem has a page and every page a problem, and that the pages' examples are true."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.lints import known_lints
from generator.lints.run import run_lints
from generator.models.written import read_day
from generator.problems import Report
from tests.problem_names import names_in_source
from tests.scenario import FOLDER
from tools.problem_index import FOLDER as PAGES
from tools.problem_index import render_index

NAMES = names_in_source()
LINT_NAMES = {lint.name for lint in known_lints()}
DOCUMENTED = sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "README")
_EXAMPLE = re.compile(r"^```\w+ (wrong|right) (\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _examples(name: str, which: str) -> dict[str, str]:
    text = (PAGES / f"{name}.md").read_text("utf-8")
    return {file: body for kind, file, body in _EXAMPLE.findall(text) if kind == which}


RUN = [name for name in DOCUMENTED if _examples(name, "wrong")]


def test_problem_names_are_found_in_the_source() -> None:
    assert len(NAMES) > 100
    assert {"unknown-product", "missing-alt", "missing-picture", "utm-in-url", "unsafe-output-folder"} <= set(NAMES)


def test_every_problem_has_a_page() -> None:
    assert sorted(set(NAMES) - set(DOCUMENTED)) == []


def test_every_page_has_a_problem() -> None:
    assert sorted(set(DOCUMENTED) - set(NAMES)) == []


def test_the_index_of_problems_is_fresh() -> None:
    assert (PAGES / "README.md").read_text("utf-8") == render_index(), "run python -m tools.problem_index"


@pytest.mark.parametrize("name", DOCUMENTED)
def test_a_page_is_named_by_its_heading_and_is_short(name: str) -> None:
    text = (PAGES / f"{name}.md").read_text("utf-8")
    assert text.startswith(f"# {name}\n\n")
    assert text.count("\n") <= 45
    assert max(map(len, text.splitlines())) <= 140


def _messages_of(name: str, root: Path, files: dict[str, str]) -> dict[str, str]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    settings = root / "content/site.yaml"
    settings.write_text(re.sub("^checks:.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    report = Report()
    site = render_site(BuildOptions(root, read_day("2026-11-22")), report)
    if site is not None and name in LINT_NAMES:
        run_lints(site.page_context, site.page_list, site.files, report)
    return {problem.name: problem.message for problem in report}


def test_most_pages_have_an_example() -> None:
    assert len(RUN) >= 55


@pytest.mark.parametrize("name", RUN)
def test_the_wrong_example_has_the_problem(name: str, tmp_path: Path) -> None:
    assert name in _messages_of(name, tmp_path, _examples(name, "wrong"))


@pytest.mark.parametrize("name", [name for name in RUN if _examples(name, "right")])
def test_the_right_example_has_no_problem(name: str, tmp_path: Path) -> None:
    messages = _messages_of(name, tmp_path, _examples(name, "right"))
    assert name not in messages if name in LINT_NAMES else messages == {}
