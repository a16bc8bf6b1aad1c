"""Tests that two people with the same id, code or link are reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import read_day
from generator.problems import Problem, Report
from tests.scenario import FOLDER


def build_problems(site: Path, people: dict[str, str], settings: str = "") -> list[Problem]:
    """Return the problems of the base site with these people beside Léa."""
    shutil.copytree(FOLDER / "base", site, dirs_exist_ok=True)
    with (site / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    for slug, more in people.items():
        text = f"---\nname: {slug.title()}\nfavorites: [cloud-balm]\n{more}\n---\n"
        (site / f"content/ambassadors/{slug}.md").write_text(text, "utf-8")
    report = Report()
    render_site(BuildOptions(site, read_day("2026-11-22")), report)
    return list(report)


@pytest.mark.parametrize(
    ("value_of_bo", "value_of_mia", "name", "keys"),
    [
        ("partner_id: p1", "partner_id: p1", "shared-partner-id", ("partner_id",)),
        ("code: LEA15", "code: lea15", "shared-code", ("code",)),
        ("code: LEA15\nstatus: ended", "code: LEA15", "shared-code", ("code",)),
        ("partner_id: p1", "partner_id: p1\nstatus: draft", "shared-partner-id", ("partner_id",)),
        ("links: {shop: 'https://t.example/1'}", "links: {boy-brow: 'https://t.example/1'}", "shared-link", ("links",)),
    ],
)
def test_a_shared_value_is_reported(
    tmp_path: Path, value_of_bo: str, value_of_mia: str, name: str, keys: tuple[str, ...]
) -> None:
    [problem] = build_problems(tmp_path / "site", {"bo": value_of_bo, "mia": value_of_mia})
    assert problem.name == name
    assert problem.place.file == "content/ambassadors/mia.md"
    assert problem.place.keys[:1] == keys
    assert "Bo" in problem.message
    assert [(words, place.file) for words, place in problem.related] == [
        ("Bo has it here", "content/ambassadors/bo.md")
    ]


@pytest.mark.parametrize(
    ("value_of_bo", "value_of_mia"),
    [
        ("partner_id: p1", "partner_id: P1"),  # capitals in an id make another id
        ("code: LEA15", "partner_id: LEA15"),
        ("links: {shop: 'https://t.example/1', boy-brow: 'https://t.example/1'}", ""),
    ],
)
def test_distinct_values_are_not_reported(tmp_path: Path, value_of_bo: str, value_of_mia: str) -> None:
    assert build_problems(tmp_path / "site", {"bo": value_of_bo, "mia": value_of_mia}) == []
