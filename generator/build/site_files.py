"""Site-wide files, and the checks that need all people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from msgspec import Struct

from generator.build.context import BuildContext
from generator.build.person_result import PersonResult
from generator.checks.assumptions import assumptions_hold, pages_with_assumed_anchors
from generator.checks.check_context import CheckContext
from generator.checks.page import HtmlPage
from generator.checks.payees import Payees
from generator.checks.run import (
    SiteView,
    check_own_pages,
    ids_of,
    pass_all_checks,
)
from generator.content.references import check_people_references
from generator.links.audit.collisions import PersonDigests, check_links
from generator.output.host_files import plan_site_files
from generator.output.output_file import OutputFile
from generator.output.sitemap import SitemapUrl
from generator.pages.page_context import folder
from generator.pages.qr_codes import check_printed_codes
from generator.pages.render import PlannedPage, Renderer
from generator.pages.render_pages import render_pages
from generator.pages.site_pages import plan_directory, plan_ended, with_others
from generator.problems import Report

LARGE = 4_000_000
"""Characters of HTML from which a child process checks the pages. Their parsed trees take twenty times that memory, and
this process already holds all results."""


class SiteFiles(Struct, frozen=True):
    """The site's own pages, and every file that belongs to no person."""

    pages: tuple[tuple[PlannedPage, str], ...]
    files: tuple[OutputFile, ...]
    site_view: SiteView
    needs_recheck: frozenset[str]
    """Slugs of people whose pages assumed something about other pages that is wrong."""


def check_people_together(context: BuildContext, results: Sequence[PersonResult], report: Report) -> None:
    """Report conflicts between people. The report must already hold the problems of each one."""
    check_people_references([result.summary for result in results], context.shared_content, report)
    if context.tracking is not None:
        present = [result for result in results if result.state != "absent"]
        digests = [PersonDigests(result.summary.slug, result.summary.place, result.link_digests) for result in present]
        check_links(context.tracking, digests, report)
        if context.page_context is not None and context.site.settings.qr_codes:
            slugs = (result.summary.slug for result in present)
            check_printed_codes(context.site, context.page_context.url, slugs, report)


def render_site_files(
    context: BuildContext,
    renderer: Renderer,
    results: Sequence[PersonResult],
    html_of: Callable[[str], str],
    report: Report,
) -> SiteFiles:
    """Render and check the directory, the plain pages and the files for robots and hosts.

    `html_of` reads a person's rendered page. The context must have a `page_context`, or else it raises ValueError.
    """
    plan = context.page_context
    if plan is None:
        raise ValueError("no page can be made")
    entries = [result.entry for result in results if result.entry is not None]
    directory = plan_directory(plan, entries)
    thanks = (
        page
        for result in results
        if result.ended is not None
        for page in plan_ended(plan, result.summary.slug, result.addresses, result.ended)
    )
    showing = with_others((*context.pages, *thanks), entries)
    pages = tuple(sorted((directory, *showing), key=lambda page: page.path))
    page_texts = tuple(render_pages(context.options.root, renderer, pages, report))
    own_pages = {page.path: html for page, html in page_texts}
    codes = {result.summary.code for result in results if result.summary.code}
    urls = [SitemapUrl(page.address, page.changed_day) for page in pages if page.address]
    urls += [SitemapUrl(page.address, page.changed) for result in results for page in result.pages if page.address]
    files = context.files()
    files += plan_site_files(plan, urls, _list_moves(results), _short(results), codes)
    paths = {path for result in results for path, _ in result.files} | {file.path for file in files} | own_pages.keys()
    anchored_paths = pages_with_assumed_anchors(result.assumptions for result in results) & paths
    ids = {path: ids_of(own_pages[path] if path in own_pages else html_of(path)) for path in sorted(anchored_paths)}
    site_view = SiteView(paths, ids, cache(lambda: Payees.of(result.summary for result in results)))
    if not report.errors:
        live_codes = {result.summary.code for result in results if result.summary.code and result.state == "live"}
        check_own_pages(plan, page_texts, files, live_codes, site_view, report, _pass_checks)
    slugs = {result.summary.slug for result in results}
    needs_recheck = frozenset(
        result.summary.slug for result in results if not assumptions_hold(result.assumptions, paths, ids, slugs)
    )
    page_files = (OutputFile(path, html.encode()) for path, html in own_pages.items())
    return SiteFiles(page_texts, (*page_files, *files), site_view, needs_recheck)


def _pass_checks(pages: Sequence[HtmlPage], facts: CheckContext) -> bool:
    """Return whether all checks pass; large sites are checked in a child process, which needs the memory."""
    if sum(len(page.html) for page in pages) < LARGE:
        return pass_all_checks(pages, facts)
    from concurrent.futures.process import BrokenProcessPool  # lazy: only large builds start processes

    from generator.process_pool import processes

    try:
        with processes(1, bare=True) as pool:
            return pool.submit(pass_all_checks, pages, facts).result()
    except BrokenProcessPool:  # the system killed the child: report a failure, so that the caller checks page by page
        return False


def _list_moves(results: Iterable[PersonResult]) -> list[tuple[str, str]]:
    return [
        (folder(alias, address), folder(result.summary.slug, address))
        for result in results
        for alias in result.summary.aliases
        for address in result.addresses
    ]


def _short(results: Iterable[PersonResult]) -> list[tuple[str, str]]:
    return [(folder(result.summary.slug, address), href) for result in results for address, href in result.short_links]
