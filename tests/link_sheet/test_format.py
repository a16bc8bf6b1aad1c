"""Tests that a comparison of link sheets is written as safe Markdown, plain text and JSON."""

from __future__ import annotations

import json
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from generator.link_sheet.compare import (
    ChangedLink,
    Comparison,
    LinkChange,
    compare_sheets,
)
from generator.link_sheet.format import (
    LONGEST_COMMENT,
    as_json,
    as_markdown,
    as_text,
)
from generator.problems.excerpt import visible
from tests.link_sheet.test_csv_text import BASE, HOSTILE

MARKDOWN = HOSTILE | st.text(st.sampled_from("|`<>&*_~[](){}!#@:\\$^=-+.wx \n\x1b\u202e"), max_size=20)
# A cell has no sign that has a meaning in Markdown or on GitHub.
CELL = re.compile(r"<code>((?:[^<>|`*_\[\]{}~#@:\\!$^\"&]|&#[0-9]+;)*)</code>")


@given(MARKDOWN, MARKDOWN, MARKDOWN)
def test_no_cell_breaks_the_markdown_table(page: str, before: str, after: str) -> None:
    row = BASE._replace(page=page, placement=before)
    text = as_markdown(Comparison((), (), (ChangedLink(row, (LinkChange("label", before, after),)),), 0))
    *_, line, end = text.split("\n")
    assert end == ""
    assert text.count("\n") == 5
    assert line.count("|") == 8
    for cell, expected in zip(line[2:-2].split(" | ")[1:], (page, before, "balm", "label", before, after), strict=True):
        code = CELL.fullmatch(cell)
        plain = visible(" ".join(expected.split()))
        assert (unescape(code[1]) if code else cell) == plain
        assert "www." not in cell.lower()


@given(MARKDOWN, MARKDOWN)
def test_the_text_has_no_control_characters_for_a_terminal(before: str, after: str) -> None:
    row = BASE._replace(page=before, url=after)
    text = as_text(Comparison((row,), (row,), (ChangedLink(row, (LinkChange("label", before, after),)),), 0))
    assert text.count("\n") == 6
    assert text == "".join(char for char in text if char == "\n" or visible(char) == char)


def test_a_comment_is_never_too_long() -> None:
    text = as_markdown(compare_sheets([], [BASE._replace(label=str(number)) for number in range(2000)]))
    assert LONGEST_COMMENT - 500 < len(text) < 65_536
    remaining = re.search(r"\nand ([0-9,]+) more lines: ", text)
    assert remaining
    assert int(remaining[1].replace(",", "")) + text.count("\n| added") == 2000


def test_a_comparison_without_changes_has_no_table() -> None:
    assert as_markdown(compare_sheets([BASE], [BASE])) == (
        "**Tracked links:** 0 added, 0 removed, 0 changed, 1 the same.\n"
    )


def test_the_json_has_the_rows_of_the_comparison() -> None:
    data = json.loads(as_json(compare_sheets([BASE], [BASE._replace(label="y")])))
    assert data["changed"][0]["changes"] == [{"what": "label", "before": "x", "after": "y"}]
    assert (data["added"], data["removed"], data["same"]) == ([], [], 0)
