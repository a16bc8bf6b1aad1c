"""Tests that an edit of a roster changes only its own values, and keeps the comments and the form of the file."""

from __future__ import annotations

import re
from typing import Any

import pytest

from generator.importing.roster_text import cell_text, edit_roster

GIFTS = """\
gifts:
  - {day: 2026-01-22, product: cloud-balm}   # the first
  - {day: 2026-02-22, product: boy-brow, note: late}   # the second
"""
FIRST = {"day": "2026-01-22", "product": "cloud-balm"}
SECOND = {"day": "2026-02-22", "product": "boy-brow", "note": "late"}


@pytest.mark.parametrize(
    ("gifts", "text"),
    [
        ([FIRST, SECOND], GIFTS),
        ([FIRST], "".join(GIFTS.splitlines(keepends=True)[:2])),
        ([FIRST, SECOND, FIRST], f"{GIFTS}  - {{day: 2026-01-22, product: cloud-balm}}\n"),
        ([FIRST, {**SECOND, "note": "so soon"}], GIFTS.replace("late", "so soon")),
        ([FIRST, {"day": "2026-02-22", "product": "boy-brow"}], GIFTS.replace(", note: late", "")),
        (None, ""),
    ],
)
def test_an_item_that_stays_keeps_its_comment(gifts: list[dict[str, str]] | None, text: str) -> None:
    new_text = edit_roster(GIFTS, {("gifts",): gifts})
    assert re.sub(" +#", "   #", new_text) == text  # a comment stays in its column if the line has room


@pytest.mark.parametrize("indent", ["  ", "    "])
def test_an_edit_keeps_the_indentation(indent: str) -> None:
    text = f"platforms:\n{indent}instagram:\n{indent}{indent}followers: 1   # a few\n"
    edits: dict[tuple[str, ...], str] = {("platforms", "instagram", "likes"): "2"}
    assert edit_roster(text, edits) == f"{text}{indent}{indent}likes: 2\n"


def test_a_group_that_an_edit_empties_is_removed() -> None:
    text = "owner: south\ncontract:\n  until: 2028-01-31\n"
    assert edit_roster(text, {("contract", "until"): None, ("fee", "amount"): None}) == "owner: south\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (12, "12"),
        (["fr", "en"], "fr, en"),
        ([FIRST, {"day": "", "note": "a, b"}], '{day: 2026-01-22, product: cloud-balm}\n{day: "", note: "a, b"}'),
        (["fr", FIRST], "fr\n{day: 2026-01-22, product: cloud-balm}"),
    ],
)
def test_a_value_of_a_roster_is_written_as_a_cell(value: Any, cell: str) -> None:
    assert cell_text(value) == cell
