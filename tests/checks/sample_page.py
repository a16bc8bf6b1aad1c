"""A page of one person, its facts and its planned links, as the checks of finished pages get them."""

from __future__ import annotations

from msgspec.structs import replace

from generator.checks import (
    CheckContext,
    HtmlPage,
    PageCheck,
    ParsedPage,
)
from generator.checks.page import Kind
from generator.checks.payees import Payees
from generator.links.audit.verify import Payee
from generator.links.generate.plan import follow_chain
from generator.links.generate.planned import PlannedLink
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.tracking import ChainStep, SchemeChain
from generator.sections.wants import LinkWant

SITE = "https://friends.maisonlune.example/team"
SHOP = "https://maisonlune.example"
PAGE = "lea/index.html"
PAID = 'rel="sponsored nofollow noopener"'
LABEL = "<p data-disclosure>Ad</p>"

FACTS = CheckContext(
    site_url=SITE,
    shop=SHOP,
    files=frozenset(
        {PAGE, "index.html", "404.html", "mia/index.html", "assets/a.css", "assets/a.webp", "lea/card.jpg"}
    ),
)


def messages(
    check: PageCheck, html: str, context: CheckContext = FACTS, *, kind: Kind = "person", path: str = PAGE
) -> list[str]:
    """Return the messages of a check about a page. Every place that it reports must be in the page."""
    problems = list(check(ParsedPage(HtmlPage(path, html, kind)), context))
    assert all(problem.name == check.name for problem in problems)
    assert all(problem.place.file == f"output/{path}" and problem.place.find in html for problem in problems)
    return [problem.message for problem in problems]


LEA = Payee("lea", "p-1", "LEA15", {"shop": "https://tidd.ly/lea"})
MIA = Payee("mia", "p-2", "MIA15", {"shop": "https://tidd.ly/mia"})
PEOPLE = Payees(
    {payee.slug: payee for payee in (LEA, MIA)},
    {
        mark: frozenset({payee.slug})
        for payee in (LEA, MIA)
        for mark in (
            ("slug", payee.slug),
            ("id", payee.partner_id),
            ("code", payee.code.casefold()),
            ("link", payee.issued_links["shop"]),
        )
    },
)


def plan_link(destination: str, *schemes: str, payee: Payee = LEA, placement: str = "story") -> PlannedLink:
    """Plan a link as the build does."""
    chain = SchemeChain(tuple(ChainStep(name, load_builtin(name)) for name in schemes or ("utm",)), {})
    values = {
        "mid": "1",
        "id": payee.partner_id,
        "code": payee.code,
        "link": payee.issued_links["shop"],
        "sub": placement,
    }
    utm = {"utm_source": payee.slug, "utm_medium": "affiliate"}
    return follow_chain(chain, LinkWant(placement, destination), (payee.slug, "", "ambassadors"), values, utm)


def context_of(*plans: PlannedLink, path: str = PAGE) -> CheckContext:
    """Return the facts of a page that has these links."""
    return replace(
        FACTS, people=PEOPLE, plans={path: plans}, planned_hrefs={path: frozenset(plan.href for plan in plans)}
    )
