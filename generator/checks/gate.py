"""The gate before publishing: every check over every page of a plan."""

from __future__ import annotations

from collections.abc import Iterable

from generator.checks import BuiltPage, Facts, check_pages
from generator.checks.people import People
from generator.links.networks import network_hosts
from generator.output.files import OutputFile
from generator.pages.plan import Plan
from generator.pages.render import PlannedPage
from generator.problems import Report


def check_site(
    plan: Plan, rendered: list[tuple[PlannedPage, str]], files: Iterable[OutputFile], report: Report
) -> None:
    """Check the rendered pages and the other text files against what was planned."""
    files = list(files)
    texts = {
        file.path: file.data.decode()
        for file in files
        if file.data is not None and file.path.endswith((".css", ".xml", "_redirects", "_headers"))
    }
    facts = Facts(
        site_url=plan.url,
        shop=plan.site.settings.shop,
        files={file.path for file in files},
        planned={page.path: page.planned for page, _ in rendered},
        plans={"/".join(filter(None, (*key, "index.html"))): plans for key, plans in plan.links.planned.items()},
        people=People.of(plan.site.people),
        products={id_: product.url for id_, product in plan.site.products.items()},
        network_hosts=(*network_hosts(), *(host for own in plan.site.networks.values() for host in own.hosts)),
        codes={page.path: {page.code} for page, _ in rendered if page.code},
        texts=texts,
    )
    check_pages([BuiltPage(page.path, html, page.kind) for page, html in rendered], facts, report)
