"""A page as the checks get it, in few words."""

from __future__ import annotations

from generator.checks import BuiltPage, Facts, Page, PageCheck
from generator.checks.page import Kind

SITE = "https://friends.maisonlune.example/team"
SHOP = "https://maisonlune.example"
PAGE = "lea/index.html"
PAID = 'rel="sponsored nofollow noopener"'
LABEL = "<p data-disclosure>Ad</p>"

FACTS = Facts(
    site_url=SITE,
    shop=SHOP,
    files=frozenset(
        {PAGE, "index.html", "404.html", "mia/index.html", "assets/a.css", "assets/a.webp", "lea/card.jpg"}
    ),
)


def messages(
    check: PageCheck, html: str, facts: Facts = FACTS, *, kind: Kind = "person", path: str = PAGE
) -> list[str]:
    """What a check says about a page; every place must be in the page."""
    problems = list(check(Page(BuiltPage(path, html, kind)), facts))
    assert all(problem.name == check.name for problem in problems)
    assert all(problem.place.file == f"output/{path}" and problem.place.find in html for problem in problems)
    return [problem.message for problem in problems]
