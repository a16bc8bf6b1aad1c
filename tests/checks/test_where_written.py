"""Tests that a broken link is reported at the place where a person wrote it."""

from __future__ import annotations

from generator.checks.where_written import at_their_source
from generator.problems import Place, Problem, Report

STORY = Place("content/ambassadors/lea/story.md", (), find="/privcy/")
SOURCES = {"lea/index.html": {"../privcy/": ("/privcy/", STORY), "../a?x=1&y": ("/a?x=1&y", STORY)}}


def report_at_source(name: str, message: str, find: str, page: str = "lea", help: str = "") -> Problem:
    report = Report()
    report.error(name, message, Place(f"output/{page}/index.html", find=find), help)
    [problem] = at_their_source(report, SOURCES)
    return problem


def test_a_broken_link_is_reported_as_and_where_it_was_written() -> None:
    problem = report_at_source("broken-internal-link", "this leads to nothing: ../privcy/", "../privcy/")
    assert problem.place == STORY
    assert problem.message == "this link leads to a page or file that is not in the site: /privcy/"
    assert problem.help == "write the address of a page of the site, such as /privacy/, or delete the link"


def test_a_missing_place_on_a_page_has_its_own_message() -> None:
    message = "this leads to a place that is not there: ../a?x=1&y"
    problem = report_at_source("broken-internal-link", message, "../a?x=1&amp;y", help="give an id that is there")
    assert problem.message == "this link leads to a place that the page does not have: /a?x=1&y"
    assert (problem.place, problem.help) == (STORY, "give an id that is there")


def test_every_other_problem_stays_at_its_page() -> None:
    for name, find, page in (
        ("missing-alt", "../privcy/", "lea"),
        ("broken-internal-link", "../other/", "lea"),
        ("broken-internal-link", "../privcy/", "mia"),
        ("broken-internal-link", "", "lea"),
    ):
        problem = report_at_source(name, "this leads to nothing: x", find, page)
        assert (problem.place.file, problem.message) == (f"output/{page}/index.html", "this leads to nothing: x")
