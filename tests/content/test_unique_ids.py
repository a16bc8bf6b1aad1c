"""What pays one person belongs to one person."""

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
    """The problems of the base site with these people beside Léa; the last of a kind says what was reported."""
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
    ("one", "other", "name", "keys"),
    [
        ("partner_id: p1", "partner_id: p1", "shared-partner-id", ("partner_id",)),
        ("code: LEA15", "code: lea15", "shared-code", ("code",)),
        ("code: LEA15\nstatus: ended", "code: LEA15", "shared-code", ("code",)),
        ("partner_id: p1", "partner_id: p1\nstatus: draft", "shared-partner-id", ("partner_id",)),
        ("links: {shop: 'https://t.example/1'}", "links: {boy-brow: 'https://t.example/1'}", "shared-link", ("links",)),
    ],
)
def test_two_have_the_same(tmp_path: Path, one: str, other: str, name: str, keys: tuple[str, ...]) -> None:
    [problem] = build_problems(tmp_path / "site", {"bo": one, "mia": other})
    assert problem.name == name
    assert problem.place.file == "content/ambassadors/mia.md"
    assert problem.place.keys[:1] == keys
    assert "Bo" in problem.message
    assert [(words, place.file) for words, place in problem.related] == [
        ("Bo has it here", "content/ambassadors/bo.md")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("partner_id: p1", "partner_id: P1"),  # ids are told apart letter by letter
        ("code: LEA15", "partner_id: LEA15"),
        ("links: {shop: 'https://t.example/1', boy-brow: 'https://t.example/1'}", ""),
    ],
)
def test_two_have_their_own(tmp_path: Path, one: str, other: str) -> None:
    assert build_problems(tmp_path / "site", {"bo": one, "mia": other}) == []
