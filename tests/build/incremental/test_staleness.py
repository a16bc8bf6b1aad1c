"""Tests that a build names the reason why it renders a person again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build.incremental.input_keys import InputKeys
from generator.build.incremental.staleness import LastBuild, find_stale, stale_reason
from generator.build.options import BuildOptions
from generator.build.person_result import Dependencies
from generator.build.run import build_site
from generator.problems import Report

GOLDEN = Path(__file__).parents[2] / "golden/site"
DAY = date(2026, 11, 22)
PAGES = Dependencies(
    ("content/lea.md",), ("product:balm", "address:shop.example/a:b"), date(2026, 1, 1), date(2027, 1, 1)
)


@pytest.mark.parametrize(
    ("changes", "day", "reason"),
    [
        (set(), DAY, ""),
        ({"content/mia.md", "product:oil"}, DAY, ""),
        ({"content/lea.md"}, DAY, "content/lea.md changed"),
        ({"product:balm"}, DAY, "product balm changed"),
        ({"address:shop.example/a:b"}, DAY, "address shop.example/a:b changed"),
        (set(), date(2025, 12, 31), "the pages were made for 2026-01-01 or later"),
        (set(), date(2026, 12, 31), ""),
        (set(), date(2027, 1, 1), "the pages change on 2027-01-01"),
    ],
)
def test_stale_reason_names_what_changed(changes: set[str], day: date, reason: str) -> None:
    assert stale_reason(PAGES, changes, day) == reason


BOTH = ("lea", "mia")
KEYS = InputKeys("shared", {"product:balm": "1"}, "own")


def last_build(**changes: object) -> LastBuild:
    people = {"lea": PAGES, "mia": replace(PAGES, files=("content/mia.md",)), "gone": PAGES}
    return LastBuild("shared", {"product:balm": "1"}, iter(people.items()))._replace(**changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("build", "changes", "reasons"),
    [
        (last_build(), set(), {"new": "new, or not built last time"}),
        (last_build(), {"content/mia.md"}, {"mia": "content/mia.md changed", "new": "new, or not built last time"}),
        (
            last_build(item_keys={"product:balm": "2"}),
            set(),
            {"lea": "product balm changed", "mia": "product balm changed"},
        ),
        (last_build(item_keys={}), set(), {"lea": "product balm changed", "mia": "product balm changed"}),
        (last_build(edited_slugs={"lea"}), set(), {"lea": "a published file was changed or deleted"}),
        (last_build(edited_slugs={"lea"}), {"content/lea.md"}, {"lea": "content/lea.md changed"}),
        (
            last_build(shared_key="other"),
            set(),
            dict.fromkeys(("lea", "mia"), "the settings, the theme or the program changed"),
        ),
        (None, set(), dict.fromkeys(("lea", "mia"), "no earlier build is known")),
    ],
)
def test_people_are_stale_for_a_reason(build: LastBuild | None, changes: set[str], reasons: dict[str, str]) -> None:
    slugs = [*BOTH, *(["new"] if "new" in reasons else [])]
    assert find_stale(slugs, build, KEYS, changes, DAY) == reasons


def test_a_build_explains_exactly_the_people_whom_it_renders(tmp_path: Path) -> None:
    site = Path(shutil.copytree(GOLDEN, tmp_path / "site"))

    def reasons() -> dict[str, str]:
        result = build_site(BuildOptions(site, DAY), site / "output", False, Report())
        assert result is not None
        return dict(result.reasons)

    first = reasons()
    assert first
    assert set(first.values()) == {"no earlier build is known"}
    assert reasons() == {}
    file = next(path for path in sorted((site / "content/ambassadors").rglob("profile.yaml")))
    file.write_text(file.read_text("utf-8") + "\n# a comment\n", "utf-8")
    slug = file.parent.name
    assert reasons() == {slug: f"content/ambassadors/{slug}/profile.yaml changed"}
    (site / "output" / slug / "index.html").unlink()
    assert reasons() == {slug: "a published file was changed or deleted"}
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("Plain things", "Other things", 1), "utf-8")
    new_reasons = reasons()
    assert new_reasons.keys() == first.keys()
    assert set(new_reasons.values()) == {"the settings, the theme or the program changed"}
