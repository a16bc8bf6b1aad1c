from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.advised import advised, named


@pytest.mark.parametrize(
    ("messages", "until", "told"),
    [
        ("[a, b, c]", "2027-01-31", False),
        ("[a, b, c, d]", "2027-01-31", True),
        ("[{en: a, fr: b}, b, c, d, e]", "2026-11-22", True),
        ("[a, b, c, d]", "2026-11-21", False),  # it is over
    ],
)
def test_the_fourth_message_is_one_too_many(tmp_path: Path, messages: str, until: str, told: bool) -> None:
    campaign = f"name: Spring\nuntil: {until}\nbrief:\n  messages: {messages}\n"
    problems = advised(tmp_path, {"content/campaigns/spring.yaml": campaign}, "2026-11-22")
    found = named("many-messages", problems)
    assert [problem.place.keys for problem in found] == ([("brief", "messages", 3)] if told else [])


def test_a_campaign_without_a_brief_has_none(tmp_path: Path) -> None:
    problems = advised(tmp_path, {"content/campaigns/spring.yaml": "name: Spring\n"}, "2026-11-22")
    assert named("many-messages", problems) == []
