"""Tests that a campaign's brief with more than three messages is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.small_site import find_problems, problems_called


@pytest.mark.parametrize(
    ("messages", "until", "is_reported"),
    [
        ("[a, b, c]", "2027-01-31", False),
        ("[a, b, c, d]", "2027-01-31", True),
        ("[{en: a, fr: b}, b, c, d, e]", "2026-11-22", True),
        ("[a, b, c, d]", "2026-11-21", False),  # the campaign is over
    ],
)
def test_the_fourth_message_is_one_too_many(tmp_path: Path, messages: str, until: str, is_reported: bool) -> None:
    campaign = f"name: Spring\nuntil: {until}\nbrief:\n  messages: {messages}\n"
    all_problems = find_problems(tmp_path, {"content/campaigns/spring.yaml": campaign}, "2026-11-22")
    problems = problems_called("many-messages", all_problems)
    assert [problem.place.keys for problem in problems] == ([("brief", "messages", 3)] if is_reported else [])


def test_a_campaign_without_a_brief_is_not_reported(tmp_path: Path) -> None:
    problems = find_problems(tmp_path, {"content/campaigns/spring.yaml": "name: Spring\n"}, "2026-11-22")
    assert problems_called("many-messages", problems) == []
