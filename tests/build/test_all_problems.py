"""Tests that one run reports all problems of a site, each once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import read_day
from generator.problems import Report
from tests.scenario import FOLDER

LEA = "content/ambassadors/lea"
SITE = (FOLDER / "base/content/site.yaml").read_text("utf-8")
THEME = (FOLDER / "base/themes/plain/theme.toml").read_text("utf-8")
PRODUCTS = (FOLDER / "base/content/products.yaml").read_text("utf-8")


def problem_names_of(root: Path, files: dict[str, str]) -> list[str]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, "utf-8")
    report = Report()
    assert render_site(BuildOptions(root, read_day("2026-11-22")), report) is None
    return sorted(problem.name for problem in report)


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (
            {
                f"{LEA}/profile.yaml": "name: X\u200bY\ntagline: C\u202eD\nfavorits: [a]\n"
                "portrait: {src: no.jpg, alt: x}\n"
            },
            ["invisible-character", "invisible-character", "missing-picture", "unknown-key"],
        ),
        (
            {f"{LEA}/profile.yaml": "name: Léa\nname: Lea\nfavorites: [nothing]\ntagline: a #b\n"},
            ["duplicate-key", "hash-in-a-text", "unknown-product"],
        ),
        (
            {
                f"{LEA}/profile.yaml": "name: Léa\nportrait: {src: no.jpg, alt: x}\nfavorites: [nothing]\n",
                f"{LEA}/story.md": "C\u202eD [x]() ![y](gone.jpg) too\n\n![y](gone.jpg)\n",
                "content/site.yaml": SITE.replace("theme: plain", "theme: nosuch"),
            },
            ["empty-link", "invisible-character", "missing-picture", "missing-picture", "picture-in-a-sentence",
             "unknown-product", "unknown-theme"],
        ),
        (
            {
                f"{LEA}/profile.yaml": "name: Léa\nportrait: {src: no.jpg, alt: x}\nfavorites: [cloud-balm]\n",
                "content/site.yaml": SITE + "tracking: {scheme: nosuch}\n",
            },
            ["missing-picture", "unknown-network"],
        ),
        (
            {
                f"{LEA}/profile.yaml": "name: Léa\nportrait: {src: no.jpg, alt: x}\nfavorites: [nothing]\n",
                f"{LEA}/story.md": "![y](gone.jpg)\n",
                "themes/plain/theme.toml": THEME.replace('"story"', '"press", "story"'),
            },
            ["broken-theme", "missing-picture", "missing-picture", "unknown-product"],
        ),
        (
            {
                f"{LEA}/profile.yaml": "name: Léa\ntagline: *n\nportrait: {src: no.jpg, alt: x}\n",
                "content/products.yaml": PRODUCTS + "mist: {<<: *balm, colour: red}\n",
            },
            ["missing-picture", "unknown-key", "yaml-alias", "yaml-alias", "yaml-merge-key"],
        ),
        (
            {"content/ambassadors/bo.md": "---\nname: [\n---\nSee [x]() and :smile: here.\n"},
            ["broken-yaml", "empty-link", "unknown-markup"],
        ),
    ],
)  # fmt: skip
def test_one_run_reports_all_problems(files: dict[str, str], names: list[str], tmp_path: Path) -> None:
    assert problem_names_of(tmp_path, files) == names
