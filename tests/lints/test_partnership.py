"""Tests that a person is reported who shares no niche with the brand's products or began less than three months ago."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.models.period import later
from tests.lints.small_site import LEA, find_problems, problems_called


def _products(tags: str) -> str:
    return f"cloud-balm: {{name: Cloud Balm, url: https://lune.example/balm, tags: {tags}}}\n"


@pytest.mark.parametrize(
    ("niches", "tags", "is_reported"),
    [
        ("[skincare]", "[skincare, travel]", False),
        ("[skin-care]", "[skincare]", True),
        ("[]", "[skincare]", False),
        ("[skincare]", "[]", False),
    ],
)
def test_one_niche_in_common_is_enough(tmp_path: Path, niches: str, tags: str, is_reported: bool) -> None:
    files = {LEA: f"name: Léa\nniches: {niches}\nfavorites: [cloud-balm]\n", "content/products.yaml": _products(tags)}
    problems = problems_called("no-shared-niche", find_problems(tmp_path, files))
    assert [problem.place.keys for problem in problems] == ([("niches",)] if is_reported else [])
    assert all("skincare" in problem.help for problem in problems)


@pytest.mark.parametrize(
    ("since", "day", "is_reported"),
    [
        ("2026-08-22", "2026-11-22", False),
        ("2026-08-23", "2026-11-22", True),
        ("2025-11-30", "2026-02-28", False),  # February has no 30th
        ("2025-11-30", "2026-02-27", True),
        ("2026-12-24", "2026-11-22", True),
    ],
)
def test_three_months_are_enough(tmp_path: Path, since: str, day: str, is_reported: bool) -> None:
    files = {LEA: f"name: Léa\nsince: {since}\nfavorites: [cloud-balm]\n"}
    assert bool(problems_called("short-partnership", find_problems(tmp_path, files, day))) is is_reported


def test_a_month_later_is_a_real_day() -> None:
    assert later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert later(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert later(date(2026, 12, 1), 1) == date(2027, 1, 1)
