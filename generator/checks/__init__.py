"""The checks of the built pages: a page with such a fault is not published."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, cast

from msgspec.structs import replace

from generator.checks.broken_internal_link import broken_internal_link, broken_link_in_style_sheet
from generator.checks.check import (
    CheckFinding,
    PageCheck,
    TextCheck,
    check,
    check_text,
)
from generator.checks.check_context import CheckContext
from generator.checks.duplicate_id import duplicate_id
from generator.checks.inline_script import inline_script
from generator.checks.inline_style import inline_style
from generator.checks.leaked_code import leaked_code, leaked_code_in_file
from generator.checks.misdirected_link import misdirected_link
from generator.checks.missing_alt import missing_alt
from generator.checks.page import HtmlPage, ParsedPage
from generator.checks.page_language import page_language
from generator.checks.third_party_request import third_party_request, third_party_style
from generator.checks.unlabelled_link import unlabelled_link
from generator.checks.unplanned_link import unplanned_link
from generator.checks.untracked_shop_link import untracked_shop_link
from generator.checks.wrong_person import wrong_person
from generator.checks.wrong_utm import wrong_utm
from generator.problems import Report

__all__ = [
    "PAGE_CHECKS",
    "TEXT_CHECKS",
    "CheckContext",
    "CheckFinding",
    "HtmlPage",
    "PageCheck",
    "ParsedPage",
    "TextCheck",
    "check",
    "check_pages",
    "check_text",
]

PAGE_CHECKS: tuple[PageCheck, ...] = (
    unlabelled_link,
    untracked_shop_link,
    unplanned_link,
    misdirected_link,
    wrong_person,
    wrong_utm,
    broken_internal_link,
    third_party_request,
    inline_script,
    inline_style,
    leaked_code,
    duplicate_id,
    missing_alt,
    page_language,
)

TEXT_CHECKS: tuple[TextCheck, ...] = (broken_link_in_style_sheet, third_party_style, leaked_code_in_file)


def check_pages(pages: Iterable[HtmlPage], context: CheckContext, report: Report) -> None:
    """Run every check over every page and every other text file, and report the findings."""
    pages = list(pages)
    context = replace(context, anchors=ChainMap(cast("Any", _Anchors(pages)), cast("Any", context.anchors)))
    for html_page in pages:
        page = ParsedPage(html_page)
        for page_check in PAGE_CHECKS:
            for problem in page_check(page, context):
                report.add(problem)
    for path, text in context.texts.items():
        for text_check in TEXT_CHECKS:
            for problem in text_check(path, text, context):
                report.add(problem)


class _Anchors(Mapping[str, Container[str]]):
    """The ids of each page, read when a link refers to a part of that page."""

    def __init__(self, pages: Iterable[HtmlPage]) -> None:
        self._pages = {page.path: page for page in pages}
        self._ids: dict[str, Container[str]] = {}

    def __getitem__(self, path: str) -> Container[str]:
        if path not in self._ids:
            self._ids[path] = frozenset(ParsedPage(self._pages[path]).ids)
        return self._ids[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
