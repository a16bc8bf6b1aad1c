"""The roster in the preview: built on request, on this machine only, and never part of the site."""

from __future__ import annotations

from http import HTTPStatus

from generator.problems import Problem, Report
from generator.roster.entry import load_entries
from generator.roster.html import page_of, render_page
from generator.roster.views import load_views
from generator.serve.responder import Answer, Responder

ROSTER = "roster/"
"""Path of the roster, below the preview's own address."""
_MOST_PROBLEMS = 50


def answer_roster(site: Responder, headers: dict[str, str]) -> Answer:
    """Answer with everybody's roster, as it is written now, on the day of the preview. Problems stand at its top."""
    headers = {key: value for key, value in headers.items() if key != "Content-Security-Policy"}  # the page has its own
    content, day, report = site.site.page_context.site, site.site.day, Report()
    views = load_views(content.root, content, report)
    entries = load_entries(content, day, views.niches, report)
    problems = [_in_a_line(problem) for problem in list(report)[:_MOST_PROBLEMS]]
    if len(report) > _MOST_PROBLEMS:
        problems.append(f"and {len(report) - _MOST_PROBLEMS:,} more: see `ambassador check`")
    page = render_page(page_of(content, entries, day, problems=problems))
    return Answer(HTTPStatus.OK, {"Content-Type": "text/html; charset=utf-8", **headers}, page.encode())


def _in_a_line(problem: Problem) -> str:
    keys = ".".join(map(str, problem.place.keys))
    where = f"{problem.place.file}{f', {keys}' if keys else ''}"
    return f"{where}: {problem.severity}[{problem.name}]: {problem.message}"
