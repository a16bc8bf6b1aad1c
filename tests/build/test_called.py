"""Tests that all sentences of a page call the person by the same name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import read_day
from generator.problems import Report
from tests.scenario import FOLDER


def _page(root: Path, facts: str) -> str:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    settings = root / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: plain", "theme: dew"), "utf-8")
    (root / "content/ambassadors/lea/profile.yaml").write_text(f"{facts}\nfavorites: [cloud-balm]\n", "utf-8")
    report = Report()
    site = render_site(BuildOptions(root, read_day("2026-11-22")), report)
    assert site is not None, list(report)
    return next(file.data for file in site.files if file.path == "lea/index.html" and file.data).decode()


@pytest.mark.parametrize(
    ("facts", "called"),
    [
        ("name: Dr. Ana Cruz", "Ana"),
        ("name: Moreau, Léa", "Léa"),
        ("name: J. K. Rowling", "J. K. Rowling"),
        ("name: J. K. Rowling\ncalled: Jo", "Jo"),
        ("name: Mia & Tom", "Mia &amp; Tom"),
    ],
)
def test_the_page_calls_the_person_by_one_name(facts: str, called: str, tmp_path: Path) -> None:
    assert f"A code from {called}<" in _page(tmp_path / "live", f"{facts}\ncode: X15")
    assert f"Thank you, <em>{called}</em>" in _page(tmp_path / "ended", f"{facts}\nstatus: ended")
