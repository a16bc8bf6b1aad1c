"""A real site in each of several schemes, which is built once and whose pages the tests then damage."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from msgspec.structs import replace

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.checks import CheckContext, HtmlPage, check_pages
from generator.checks.payees import Payees
from generator.content.person_summary import summarize_person
from generator.links.generate.planned import PlannedLink
from generator.models.written import read_day
from generator.problems import Report
from tests.scenario import FOLDER

SCHEMES = {
    "utm": "{scheme: utm}",
    "post-affiliate-pro": "{scheme: post-affiliate-pro, settings: {banner: b1, sub: '{placement}'}}",
    "awin": "{scheme: awin, settings: {mid: '1234', sub: '{ambassador}-{placement}'}}",
    "chain": "{scheme: [shopify-discount, awin], settings: {mid: '1234', sub: '{placement}'}}",
    "rewardful": "{scheme: rewardful}",
    "literal": "{scheme: literal}",
}
PRODUCTS = """
cloud-balm: {name: Cloud Balm, url: "https://lune.example/balm?size=2&shade=a#reviews"}
boy-brow: {name: Boy Brow, url: "https://lune.example/brow?size=1&shade=b#look"}
"""
PERSON = """---
name: {name}
partner_id: {id}
code: {code}
links: {{shop: "https://to.example/{id}", cloud-balm: "https://to.example/{id}-balm"}}
favorites: [cloud-balm, boy-brow]
---
I keep [the balm](product:cloud-balm) in every coat, and [the brow](product:boy-brow) at home.
"""


@dataclass(frozen=True)
class Site:
    """The pages and facts that a build gives to its checks."""

    pages: dict[str, HtmlPage]
    facts: CheckContext

    def plan(
        self, path: str = "lea/index.html", product: str = "cloud-balm", placement: str = "favorites"
    ) -> PlannedLink:
        return next(
            plan for plan in self.facts.plans[path] if plan.want.product == product and plan.want.placement == placement
        )

    def problem_names(self, page: HtmlPage, context: CheckContext | None = None) -> set[str]:
        """Return the names of the problems of a page."""
        report = Report()
        check_pages([page], context or self.facts, report)
        return {problem.name for problem in report}

    def problems_of_html(self, html: str, path: str = "lea/index.html") -> set[str]:
        """Return the problems when a page has this HTML, which must differ from its own."""
        page = self.pages[path]
        assert html != page.html, "the damage changed nothing"
        return self.problem_names(replace(page, html=html))

    def problems_of_wrong_plan(
        self, wrong_plan: PlannedLink, right_plan: PlannedLink, path: str = "lea/index.html"
    ) -> set[str]:
        """Return the problems when the plan is as wrong as the page, as if the generator itself made wrong links."""
        assert wrong_plan.href != right_plan.href, "the damage changed nothing"
        page, context = self.pages[path], self.facts
        html = page.html.replace(f'"{escape(right_plan.href)}"', f'"{escape(wrong_plan.href)}"')
        assert html != page.html
        plans = tuple(
            wrong_plan
            if plan == right_plan
            else replace(plan, href=wrong_plan.href)
            if plan.href == right_plan.href
            else plan
            for plan in context.plans[path]
        )
        planned_hrefs = {**context.planned_hrefs, path: frozenset(plan.href for plan in plans)}
        context = replace(context, plans={**context.plans, path: plans}, planned_hrefs=planned_hrefs)
        return self.problem_names(replace(page, html=html), context)


@cache
def build_tracked_site(name: str) -> Site:
    """Build the site that tracks in one of SCHEMES. The checks of the build find no error in it."""
    calls: list[tuple[Sequence[HtmlPage], CheckContext]] = []

    def check_and_record(pages: Sequence[HtmlPage], context: CheckContext, report: Report) -> None:
        calls.append((list(pages), context))
        check_pages(pages, context, report)

    with TemporaryDirectory() as folder, patch("generator.checks.run.check_pages", check_and_record):
        root = Path(folder)
        shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
        shutil.rmtree(root / "content/ambassadors/lea")
        (root / "content/products.yaml").write_text(PRODUCTS, "utf-8")
        with (root / "content/site.yaml").open("a", encoding="utf-8") as settings:
            settings.write(f"channels: [ig]\ntracking: {SCHEMES[name]}\n")
        for slug, id_, code in (("lea", "p7a", "LEA15"), ("mia", "p8b", "MIA20")):
            text = PERSON.format(name=slug.title(), id=id_, code=code)
            (root / f"content/ambassadors/{slug}.md").write_text(text, "utf-8")
        report = Report()
        rendered_site = render_site(BuildOptions(root, read_day("2026-11-22")), report)
    assert rendered_site is not None
    assert [problem for problem in report if problem.severity == "error"] == []
    last_context = calls[-1][1]  # the build checks the site's own pages last, with all facts
    context = replace(
        last_context,
        people=Payees.of(
            summarize_person(person, rendered_site.page_context.site.settings.locale)
            for person in rendered_site.page_context.site.people
        ),
        planned_hrefs={path: links for _, context in calls for path, links in context.planned_hrefs.items()},
        plans={path: plans for _, context in calls for path, plans in context.plans.items()},
        codes={path: codes for _, context in calls for path, codes in context.codes.items() if path},
    )
    return Site({page.path: page for pages, _ in calls for page in pages}, context)
