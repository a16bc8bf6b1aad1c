"""Tests that problems are written in each format, and that no text of content can break a format."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import Place, Problem, Report, Severity, closest, did_you_mean
from generator.problems.excerpt import Span, draw, visible
from generator.problems.formats import FORMATS, format_problems, summary

PLACE = Place("content/products.yaml", line=2, column=3)


def _problem(message: str = "this is wrong", help: str = "write it so", place: Place = PLACE) -> Problem:
    return Problem("not-a-day", Severity.ERROR, message, place, help)


def test_a_problem_is_written_in_full() -> None:
    span = Span("a: b\nc: defg\n", 2, 4, 4)
    assert format_problems([_problem()], lambda _: span, "full").split("\n") == [
        "error[not-a-day]: this is wrong",
        "  --> content/products.yaml:2:4",
        "  |",
        "2 | c: defg",
        "  |    ^^^^ write it so",
    ]


def test_problems_are_sorted_by_their_places() -> None:
    problems = [_problem(place=Place("b.yaml", line=1)), _problem(place=Place("a.yaml", line=10))]
    problems += [_problem(place=Place("a.yaml", line=9)), _problem(place=Place("a.yaml"))]
    text = format_problems(problems, lambda _: None, "concise")
    assert [line.split(": ")[0] for line in text.split("\n")] == ["a.yaml", "a.yaml:9:0", "a.yaml:10:0", "b.yaml:1:0"]


@given(st.sampled_from(FORMATS), st.text(max_size=60), st.text(max_size=60), st.text(max_size=200), st.integers(0, 5))
def test_no_text_escapes_its_format(style: str, message: str, help: str, source: str, line: int) -> None:
    place = Place(message or "x", line=line, column=3)
    problem = Problem("not-a-day", Severity.WARNING, message, place, help, (("here", place),))
    text = format_problems([problem], lambda _: Span(source, line, 3, 9), style)
    assert not set("\x1b\x07\x00\x08\u202e") & set(text) or style == "github"
    if style == "json":
        assert len(json.loads(text)) == 1
    if style in ("github", "concise"):
        assert "\n" not in text
    if style == "github":
        assert text.startswith("::warning file=")
        assert "\r" not in text
        assert text.count("::") - (message + message + help).count("::") <= 2


@given(st.text(max_size=300), st.integers(-1, 9), st.integers(0, 400), st.integers(0, 400))
def test_drawing_an_excerpt_never_raises(text: str, line: int, column: int, length: int) -> None:
    for line_of_excerpt in draw(Span(text, line, column, length), "note"):
        assert "\n" not in line_of_excerpt
        assert "\x1b" not in line_of_excerpt


@pytest.mark.parametrize(
    ("before", "width"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("玲奈", 4), ("\t", 1), ("\x1b", 1)]
)
def test_the_caret_is_below_its_letter(before: str, width: int) -> None:
    lines = draw(Span(f"{before}X", 1, len(before) + 1, 1))
    assert lines[2].index("^") - len("  | ") == width


def test_a_long_line_is_cut_around_the_caret() -> None:
    lines = draw(Span("x" * 500 + "HERE" + "y" * 500, 1, 501, 4))
    assert len(lines[1]) < 130
    at = lines[2].index("^^^^")
    assert lines[1][at : at + 4] == "HERE"


def test_control_characters_are_made_visible() -> None:
    assert visible("a\tb\x1b[31m\u202e") == "a b\ufffd[31m\ufffd"


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((1, 0, 1), "1 error in 1 file"),
        ((2, 1, 2), "2 errors and 1 warning in 2 files"),
        ((0, 3, 1), "3 warnings in 1 file"),
        ((0, 0, 0), "no problems"),
    ],
)
def test_a_summary_counts_by_level(counts: tuple[int, int, int], text: str) -> None:
    assert summary(*counts) == text


def test_a_problem_of_the_site_is_reported_at_its_first_place_only() -> None:
    report = Report()
    for file in ("b.yaml", "a.yaml", "c.yaml"):
        report.warning("no-catalogue", "there is no translation for `ar`", Place(file, ("locale",)))
        report.warning("no-catalogue", "there is no translation for `he`", Place(file, ("locale",)))
    assert [problem.place.file for problem in report] == ["a.yaml"] * 2
    assert (len(report), report.warnings) == (2, 2)
    report.apply_levels({"no-catalogue": "error"})
    assert (report.errors, report.has_errors_in("a.yaml"), report.has_errors_in("b.yaml")) == (2, True, False)


def test_a_report_lists_the_same_problem_once() -> None:
    report = Report()
    for _ in range(2):
        report.error("not-a-day", "this is wrong", PLACE)
    report.warning("stray-file", "nothing reads it", Place("content/x.md"))
    assert (len(report), report.errors, report.warnings) == (2, 1, 1)
    assert report.has_errors_in("content/products.yaml")
    assert not report.has_errors_in("content/x.md")


@pytest.mark.parametrize(
    ("word", "match"),
    [("clod-balm", "cloud-balm"), ("CLOUD-BALM", "cloud-balm"), ("xyz", None), ("", None), ("a" * 10**6, None)],
)
def test_the_closest_name_is_suggested(word: str, match: str | None) -> None:
    assert closest(word, ["cloud-balm", "boy-brow"]) == match


def test_a_hint_suggests_the_closest_name() -> None:
    assert did_you_mean("boy-brw", ["boy-brow"]) == "did you mean `boy-brow`?"
    assert did_you_mean("xyz", ["boy-brow"], "there is boy-brow") == "there is boy-brow"


def test_the_gitlab_format_is_a_report_of_code_quality() -> None:
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    warning = Problem("short-story", Severity.WARNING, "too short", Place("a.md"))
    first, second = json.loads(format_problems([_problem(), warning], lambda _: None, "gitlab"))
    assert first["location"] == {"path": "a.md", "lines": {"begin": 1}}
    assert (first["severity"], first["description"]) == ("minor", "too short")
    assert (second["severity"], second["check_name"]) == ("critical", "not-a-day")
    assert second["description"] == "this is wrong (write it so)"
    assert second["location"] == {"path": "content/products.yaml", "lines": {"begin": 2}}
    assert first["fingerprint"] != second["fingerprint"]
    assert format_problems([], lambda _: None, "gitlab") == "[]"


@pytest.mark.parametrize("style", ["full", "concise"])
def test_content_gives_no_command_to_a_runner(style: str) -> None:
    """GitHub's runner reads `##[command]` anywhere in a line (and `::command::` where a line begins)."""
    span = Span("##[stop-commands]x", 1, 3, 4)
    output = format_problems([_problem("##[add-mask]a", "##[group]b")], lambda _: span, style)
    assert "##[" not in output
    assert not [line for line in output.splitlines() if line.lstrip().startswith("::")]
