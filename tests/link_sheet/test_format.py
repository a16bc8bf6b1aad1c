"""A comparison as text that nothing reads as more than text."""

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
# No sign that Markdown, or GitHub on top of it, takes for more than a letter.
CELL = re.compile(r"<code>((?:[^<>|`*_\[\]{}~#@:\\!$^\"&]|&#[0-9]+;)*)</code>")


@given(MARKDOWN, MARKDOWN, MARKDOWN)
def test_a_table_is_a_table(page: str, before: str, after: str) -> None:
    row = BASE._replace(page=page, placement=before)
    text = as_markdown(Comparison((), (), (ChangedLink(row, (LinkChange("label", before, after),)),), 0))
    *_, line, end = text.split("\n")
    assert end == ""
    assert text.count("\n") == 5
    assert line.count("|") == 8
    for shown, meant in zip(line[2:-2].split(" | ")[1:], (page, before, "balm", "label", before, after), strict=True):
        found = CELL.fullmatch(shown)
        plain = visible(" ".join(meant.split()))
        assert (unescape(found[1]) if found else shown) == plain
        assert "www." not in shown.lower()


@given(MARKDOWN, MARKDOWN)
def test_a_terminal_shows_and_obeys_nothing(before: str, after: str) -> None:
    row = BASE._replace(page=before, url=after)
    text = as_text(Comparison((row,), (row,), (ChangedLink(row, (LinkChange("label", before, after),)),), 0))
    assert text.count("\n") == 6
    assert text == "".join(char for char in text if char == "\n" or visible(char) == char)


def test_a_comment_is_never_too_long() -> None:
    text = as_markdown(compare_sheets([], [BASE._replace(label=str(number)) for number in range(2000)]))
    assert LONGEST_COMMENT - 500 < len(text) < 65_536
    left = re.search(r"\nand ([0-9,]+) more lines: ", text)
    assert left
    assert int(left[1].replace(",", "")) + text.count("\n| added") == 2000


def test_nothing_changed_has_no_table() -> None:
    assert as_markdown(compare_sheets([BASE], [BASE])) == (
        "**Tracked links:** 0 added, 0 removed, 0 changed, 1 the same.\n"
    )


def test_each_format_holds_the_same_rows() -> None:
    found = json.loads(as_json(compare_sheets([BASE], [BASE._replace(label="y")])))
    assert found["changed"][0]["changes"] == [{"what": "label", "before": "x", "after": "y"}]
    assert (found["added"], found["removed"], found["same"]) == ([], [], 0)
