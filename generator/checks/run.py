"""The gate before publishing: every check over the pages of one person, and over the site's own pages."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.checks import CheckContext, HtmlPage, check_pages
from generator.checks.assumptions import (
    AssumedAnchors,
    AssumedNonSlugs,
    AssumedPaths,
    Assumptions,
)
from generator.checks.page import ParsedPage
from generator.checks.payees import NOBODY, Payees
from generator.checks.where_written import at_their_source, links_of_people, links_of_texts
from generator.content.person_summary import PersonSummary
from generator.links.schemes.builtin import network_hosts
from generator.output.output_file import OutputFile
from generator.pages.page_context import PageContext
from generator.pages.render import PlannedPage
from generator.problems import Report


class SiteView(Struct, frozen=True):
    """The part of the site that one page may depend on: all output paths, the ids of linked pages, and all people.

    The people are indexed on demand, because only a faulty link needs them.
    """

    paths: Container[str]
    ids: Mapping[str, Container[str]]
    people: Callable[[], Payees]


def check_person(
    plan: PageContext,
    summary: PersonSummary,
    rendered_pages: Iterable[tuple[PlannedPage, str]],
    site_paths: Container[str],
    report: Report,
    whole: SiteView | None = None,
) -> Assumptions:
    """Check one person's pages. `plan` is theirs, and `site_paths` are the known output paths.

    Certain faults are reported. The returned assumptions must be verified when the whole site is known. With `whole`
    there are none.
    """
    paths, places, strangers = AssumedPaths(site_paths), AssumedAnchors(), AssumedNonSlugs()
    rendered_pages = list(rendered_pages)
    products = {plan.want.product for plans in plan.links.planned_links.values() for plan in plans}
    context = CheckContext(
        site_url=plan.url,
        shop=plan.site.settings.shop,
        files=whole.paths if whole else paths,
        planned_hrefs={page.path: page.planned_hrefs for page, _ in rendered_pages},
        plans={"/".join(filter(None, (*key, "index.html"))): plans for key, plans in plan.links.planned_links.items()},
        people=whole.people() if whole else Payees.of([summary]),
        products={id_: plan.site.products[id_].url for id_ in sorted(products) if id_ in plan.site.products},
        network_hosts=_network_hosts(plan),
        codes={page.path: {page.code} for page, _ in rendered_pages if page.code},
        anchors=whole.ids if whole else places,
        all_slugs=None if whole else strangers,
    )
    findings = Report()
    check_pages([HtmlPage(page.path, html, page.kind) for page, html in rendered_pages], context, findings)
    report.take(at_their_source(findings, links_of_people(plan)))
    return Assumptions(
        tuple(sorted(paths.assumed_paths)),
        tuple(sorted(places.assumed_anchors)),
        tuple(sorted(strangers.assumed_texts)),
    )


def check_own_pages(
    plan: PageContext,
    rendered_pages: Iterable[tuple[PlannedPage, str]],
    files: Sequence[OutputFile],
    codes: Iterable[str],
    whole: SiteView,
    report: Report,
    are_right: Callable[[Sequence[HtmlPage], CheckContext], bool],
) -> None:
    """Check the site's own pages and its text files (`files`). `codes` are the discount codes of all pages.

    `are_right` returns whether no check finds a fault: `pass_all_checks`, perhaps in another process.
    """
    rendered_pages = list(rendered_pages)
    texts = {
        file.path: file.data.decode()
        for file in files
        if file.data is not None and file.path.endswith((".css", ".xml", "_redirects", "_headers"))
    }
    context = CheckContext(
        site_url=plan.url,
        shop=plan.site.settings.shop,
        files=whole.paths,
        people=NOBODY,
        products={id_: product.url for id_, product in plan.site.products.items()},
        network_hosts=_network_hosts(plan),
        codes={"": frozenset(codes)},
        texts=texts,
        anchors=whole.ids,
    )
    pages = [HtmlPage(page.path, html, page.kind) for page, html in rendered_pages]
    if not are_right(pages, context):
        findings = Report()
        check_pages(pages, replace(context, people=whole.people()), findings)
        report.take(at_their_source(findings, links_of_texts({page.slug: page.text for page in plan.site.pages})))


def pass_all_checks(pages: Sequence[HtmlPage], context: CheckContext) -> bool:
    """Return whether no check finds a fault."""
    report = Report()
    check_pages(pages, context, report)
    return len(report) == 0


def ids_of(html: str) -> frozenset[str]:
    """Return the ids on a page."""
    return frozenset(ParsedPage(HtmlPage("", html, "text")).ids)


def _network_hosts(plan: PageContext) -> tuple[str, ...]:
    return (*network_hosts(), *(host for own in plan.site.networks.values() for host in own.hosts))
