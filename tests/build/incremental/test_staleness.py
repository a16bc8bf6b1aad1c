"""A build names the reason why it renders a person again."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build.incremental.staleness import stale_reason
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
    ("changed", "day", "reason"),
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
def test_the_reason_is_named(changed: set[str], day: date, reason: str) -> None:
    assert stale_reason(PAGES, changed, day) == reason


def test_a_build_explains_exactly_the_people_whom_it_renders(tmp_path: Path) -> None:
    site = Path(shutil.copytree(GOLDEN, tmp_path / "site"))

    def reasons() -> dict[str, str]:
        built = build_site(BuildOptions(site, DAY, explain=True), site / "output", False, Report())
        assert built is not None
        return dict(built.reasons)

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
    again = reasons()
    assert again.keys() == first.keys()
    assert set(again.values()) == {"the settings, the theme or the program changed"}
