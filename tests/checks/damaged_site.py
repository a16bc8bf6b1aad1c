"""A real site in each of several schemes, built once, whose pages are then damaged."""

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
    """What a build hands to its checks."""

    pages: dict[str, HtmlPage]
    facts: CheckContext

    def plan(
        self, path: str = "lea/index.html", product: str = "cloud-balm", placement: str = "favorites"
    ) -> PlannedLink:
        return next(
            plan for plan in self.facts.plans[path] if plan.want.product == product and plan.want.placement == placement
        )

    def told(self, page: HtmlPage, context: CheckContext | None = None) -> set[str]:
        """The names of the problems that are found when a page is as it is given."""
        report = Report()
        check_pages([page], context or self.facts, report)
        return {problem.name for problem in report}

    def damaged(self, html: str, path: str = "lea/index.html") -> set[str]:
        """What is found when this page has this HTML, which must not be its own."""
        page = self.pages[path]
        assert html != page.html, "the damage changed nothing"
        return self.told(replace(page, html=html))

    def lying(self, damaged: PlannedLink, honest: PlannedLink, path: str = "lea/index.html") -> set[str]:
        """What is found when the plan is as wrong as the page: when the generator itself makes wrong links."""
        assert damaged.href != honest.href, "the damage changed nothing"
        page, context = self.pages[path], self.facts
        html = page.html.replace(f'"{escape(honest.href)}"', f'"{escape(damaged.href)}"')
        assert html != page.html
        plans = tuple(
            damaged if plan == honest else replace(plan, href=damaged.href) if plan.href == honest.href else plan
            for plan in context.plans[path]
        )
        planned = {**context.planned, path: frozenset(plan.href for plan in plans)}
        context = replace(context, plans={**context.plans, path: plans}, planned=planned)
        return self.told(replace(page, html=html), context)


@cache
def built(name: str) -> Site:
    """Build the site that tracks in one of SCHEMES; its own checks see it, and find nothing."""
    seen: list[tuple[Sequence[HtmlPage], CheckContext]] = []

    def look(pages: Sequence[HtmlPage], context: CheckContext, report: Report) -> None:
        seen.append((list(pages), context))
        check_pages(pages, context, report)

    with TemporaryDirectory() as folder, patch("generator.checks.run.check_pages", look):
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
        made = render_site(BuildOptions(root, read_day("2026-11-22")), report)
    assert made is not None
    assert [problem for problem in report if problem.severity == "error"] == []
    whole = seen[-1][1]  # the site's own pages are checked last, with all that is known
    context = replace(
        whole,
        people=Payees.of(
            summarize_person(one, made.page_context.site.settings.locale) for one in made.page_context.site.people
        ),
        planned={path: links for _, one in seen for path, links in one.planned.items()},
        plans={path: plans for _, one in seen for path, plans in one.plans.items()},
        codes={path: codes for _, one in seen for path, codes in one.codes.items() if path},
    )
    return Site({page.path: page for pages, _ in seen for page in pages}, context)
