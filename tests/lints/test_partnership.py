from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.models.period import later
from tests.lints.advised import LEA, advised, named


def _products(tags: str) -> str:
    return f"cloud-balm: {{name: Cloud Balm, url: https://lune.example/balm, tags: {tags}}}\n"


@pytest.mark.parametrize(
    ("niches", "tags", "told"),
    [
        ("[skincare]", "[skincare, travel]", False),
        ("[skin-care]", "[skincare]", True),
        ("[]", "[skincare]", False),
        ("[skincare]", "[]", False),
    ],
)
def test_one_niche_in_common_is_enough(tmp_path: Path, niches: str, tags: str, told: bool) -> None:
    files = {LEA: f"name: Léa\nniches: {niches}\nfavorites: [cloud-balm]\n", "content/products.yaml": _products(tags)}
    problems = named("no-shared-niche", advised(tmp_path, files))
    assert [problem.place.keys for problem in problems] == ([("niches",)] if told else [])
    assert all("skincare" in problem.help for problem in problems)


@pytest.mark.parametrize(
    ("since", "day", "told"),
    [
        ("2026-08-22", "2026-11-22", False),
        ("2026-08-23", "2026-11-22", True),
        ("2025-11-30", "2026-02-28", False),  # February has no 30th
        ("2025-11-30", "2026-02-27", True),
        ("2026-12-24", "2026-11-22", True),
    ],
)
def test_three_months_are_enough(tmp_path: Path, since: str, day: str, told: bool) -> None:
    files = {LEA: f"name: Léa\nsince: {since}\nfavorites: [cloud-balm]\n"}
    assert bool(named("short-partnership", advised(tmp_path, files, day))) is told


def test_a_month_later_is_a_day_that_there_is() -> None:
    assert later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert later(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert later(date(2026, 12, 1), 1) == date(2027, 1, 1)
