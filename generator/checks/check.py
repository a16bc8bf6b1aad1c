"""The form of a check: a name, and a function from a page (or another text file of the site) to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import NamedTuple

from msgspec import Struct

from generator.checks.check_context import CheckContext
from generator.checks.page import ParsedPage
from generator.problems import Place, Problem, Severity


class CheckFinding(NamedTuple):
    """The fault, the piece of the file's text that shows it, and the advice."""

    message: str
    find: str = ""
    help: str = ""


class PageCheck(Struct, frozen=True):
    """A check of one page. A call returns the problems of the page."""

    name: str
    find: Callable[[ParsedPage, CheckContext], Iterable[CheckFinding]]

    def __call__(self, page: ParsedPage, context: CheckContext) -> Iterator[Problem]:
        """Run the check. The places of the problems are in the built page."""
        for finding in self.find(page, context):
            yield _problem(self.name, finding, page.path, page.html)


class TextCheck(Struct, frozen=True):
    """A check of a text file that is no page: a style sheet, the sitemap."""

    name: str
    find: Callable[[str, str, CheckContext], Iterable[CheckFinding]]

    def __call__(self, path: str, text: str, context: CheckContext) -> Iterator[Problem]:
        """Run the check on the file's path and text."""
        for finding in self.find(path, text, context):
            yield _problem(self.name, finding, path, text)


def check(name: str) -> Callable[[Callable[[ParsedPage, CheckContext], Iterable[CheckFinding]]], PageCheck]:
    """Create a check of pages. `name` is the problem's, and docs/problems/<name>.md explains it."""
    return lambda find: PageCheck(name, find)


def check_text(name: str) -> Callable[[Callable[[str, str, CheckContext], Iterable[CheckFinding]]], TextCheck]:
    """Create a check of the other text files."""
    return lambda find: TextCheck(name, find)


def _problem(name: str, finding: CheckFinding, path: str, text: str) -> Problem:
    # The file has `a&amp;b` for the parsed value `a&b`. A piece that is not in the file would show nothing.
    searched_text = next((piece for piece in (finding.find, escape(finding.find)) if piece and piece in text), "")
    return Problem(name, Severity.ERROR, finding.message, Place(f"output/{path}", find=searched_text), finding.help)
