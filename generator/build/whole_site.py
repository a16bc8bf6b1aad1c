"""What a site has beside its people's pages, and what can be said only when everybody is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from generator.build.outcome import Outcome
from generator.build.rendering import render_pages
from generator.build.workshop import Workshop
from generator.checks.elsewhere import are_true, meant_pages
from generator.checks.facts import Facts
from generator.checks.gate import Whole, are_all_right, check_own_pages, ids_of
from generator.checks.page import BuiltPage
from generator.checks.people import People
from generator.content.join import join_roster
from generator.links.shared import Marked, check_links
from generator.output.files import OutputFile
from generator.output.site_files import plan_site_files
from generator.output.sitemap import SitemapUrl
from generator.pages.own_pages import plan_directory, plan_ended, with_others
from generator.pages.plan import folder
from generator.pages.printed_codes import check_printed_codes
from generator.pages.render import PlannedPage, Renderer
from generator.problems import Report

LARGE = 4_000_000
"""Characters of HTML whose tree, of twenty times the size, is not for the process that holds what is left of all."""


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The site's own pages, and every file that is nobody's."""

    pages: tuple[tuple[PlannedPage, str], ...]
    files: tuple[OutputFile, ...]
    whole: Whole
    doubtful: frozenset[str]
    """The slugs of those whose pages believe something of others that is not so."""


def check_roster(workshop: Workshop, outcomes: Sequence[Outcome], report: Report) -> None:
    """Report what people have of each other. The report holds the problems of all of them already."""
    join_roster([one.presence for one in outcomes], workshop.shared, report)
    if workshop.tracking is not None:
        present = [one for one in outcomes if one.state != "absent"]
        marked = [Marked(one.presence.slug, one.presence.place, one.marks) for one in present]
        check_links(workshop.tracking, marked, report)
        if workshop.plan is not None and workshop.site.settings.qr_codes:
            slugs = (one.presence.slug for one in present)
            check_printed_codes(workshop.site, workshop.plan.url, slugs, report)


def make_own_files(
    workshop: Workshop,
    renderer: Renderer,
    outcomes: Sequence[Outcome],
    html_of: Callable[[str], str],
    report: Report,
) -> OwnFiles:
    """Make the directory, the plain pages and the files for robots and hosts, and check them.

    `html_of` reads a person's page that was made. The workshop has a plan.
    """
    plan = workshop.plan
    if plan is None:
        raise ValueError("no page can be made")
    entries = [one.entry for one in outcomes if one.entry is not None]
    directory = plan_directory(plan, entries)
    thanks = (
        page
        for one in outcomes
        if one.ended is not None
        for page in plan_ended(plan, one.presence.slug, one.addresses, one.ended)
    )
    showing = with_others((*workshop.pages, *thanks), entries)
    pages = tuple(sorted((directory, *showing), key=lambda page: page.path))
    rendered = tuple(render_pages(workshop.request.root, renderer, pages, report))
    own = {page.path: html for page, html in rendered}
    codes = {one.presence.code for one in outcomes if one.presence.code}
    listed = [SitemapUrl(page.address, page.changed) for page in pages if page.address]
    listed += [SitemapUrl(page.address, page.changed) for one in outcomes for page in one.pages if page.address]
    files = workshop.files()
    files += plan_site_files(plan, listed, _moved(outcomes), _short(outcomes), codes)
    paths = {path for one in outcomes for path, _ in one.files} | {file.path for file in files} | own.keys()
    meant = meant_pages(one.beliefs for one in outcomes) & paths
    ids = {path: ids_of(own[path] if path in own else html_of(path)) for path in sorted(meant)}
    whole = Whole(paths, ids, cache(lambda: People.of(one.presence for one in outcomes)))
    if not report.errors:
        shown = {one.presence.code for one in outcomes if one.presence.code and one.state == "live"}
        check_own_pages(plan, rendered, files, shown, whole, report, _are_right)
    slugs = {one.presence.slug for one in outcomes}
    doubtful = frozenset(one.presence.slug for one in outcomes if not are_true(one.beliefs, paths, ids, slugs))
    made = (OutputFile(path, html.encode()) for path, html in own.items())
    return OwnFiles(rendered, (*made, *files), whole, doubtful)


def _are_right(pages: Sequence[BuiltPage], facts: Facts) -> bool:
    """Whether no check finds anything: looked at in a process of its own where there is so much that it needs much."""
    if sum(len(page.html) for page in pages) < LARGE:
        return are_all_right(pages, facts)
    from concurrent.futures.process import BrokenProcessPool

    from generator.images.processes import processes

    try:
        with processes(1, bare=True) as pool:
            return pool.submit(are_all_right, pages, facts).result()
    except BrokenProcessPool:  # it was stopped; what is not right is looked at once more, here
        return False


def _moved(outcomes: Iterable[Outcome]) -> list[tuple[str, str]]:
    return [
        (folder(alias, address), folder(one.presence.slug, address))
        for one in outcomes
        for alias in one.presence.aliases
        for address in one.addresses
    ]


def _short(outcomes: Iterable[Outcome]) -> list[tuple[str, str]]:
    return [(folder(one.presence.slug, address), href) for one in outcomes for address, href in one.short]
