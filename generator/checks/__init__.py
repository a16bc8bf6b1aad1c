"""Checks of the built pages: what no page may be published with."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Container, Iterable
from dataclasses import replace
from html import unescape
from typing import Any, cast

from generator.checks.addresses import resolve
from generator.checks.broken_internal_link import broken_internal_link, broken_link_in_style_sheet
from generator.checks.check import Finding, PageCheck, TextCheck, check, check_text
from generator.checks.duplicate_id import duplicate_id
from generator.checks.facts import Facts
from generator.checks.inline_script import inline_script
from generator.checks.inline_style import inline_style
from generator.checks.leaked_code import leaked_code, leaked_code_in_file
from generator.checks.misdirected_link import misdirected_link
from generator.checks.missing_alt import missing_alt
from generator.checks.page import BuiltPage, Page
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
    "BuiltPage",
    "Facts",
    "Finding",
    "Page",
    "PageCheck",
    "TextCheck",
    "check",
    "check_pages",
    "check_text",
]

_TO_A_PLACE = re.compile(r"""href\s*=\s*["']?([^"'\s>#]+#)""", re.IGNORECASE)

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


def check_pages(pages: Iterable[BuiltPage], facts: Facts, report: Report) -> None:
    """Run every check over every page and every other text file; drop what they find into the report."""
    pages = list(pages)
    facts = replace(facts, anchors=ChainMap(_anchors(pages, facts.site_url), cast("Any", facts.anchors)))
    for built in pages:
        page = Page(built)
        for page_check in PAGE_CHECKS:
            for problem in page_check(page, facts):
                report.add(problem)
    for path, text in facts.texts.items():
        for text_check in TEXT_CHECKS:
            for problem in text_check(path, text, facts):
                report.add(problem)


def _anchors(pages: Iterable[BuiltPage], site_url: str) -> dict[str, Container[str]]:
    """Read the ids of those pages that some page's link means a place of."""
    meant = {resolve(unescape(url), page.path, site_url) for page in pages for url in _TO_A_PLACE.findall(page.html)}
    paths = {inside.path for inside in meant if inside is not None}
    return {page.path: frozenset(Page(page).ids) for page in pages if page.path in paths}
