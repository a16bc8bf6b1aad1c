"""100,000 links built, written into pages and audited there: links per CPU second, beside a plain `urlencode`.

python -m bench.links [LINKS]

A machine's own speed says little; the ratio to the baseline, taken in the same run, can be compared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from time import process_time
from typing import TypeVar
from urllib.parse import urlencode

from generator.checks import CheckContext, HtmlPage, ParsedPage
from generator.checks.misdirected_link import misdirected_link
from generator.checks.payees import Payees
from generator.checks.unlabelled_link import unlabelled_link
from generator.checks.unplanned_link import unplanned_link
from generator.checks.untracked_shop_link import untracked_shop_link
from generator.checks.wrong_person import wrong_person
from generator.checks.wrong_utm import wrong_utm
from generator.content.person_summary import summarize_person
from generator.content.site import Profile, Site
from generator.links.audit.collisions import PersonDigests, check_links
from generator.links.link_templates import digests_by_template
from generator.links.resolve import Links, resolve_links
from generator.links.schemes.tracking import TrackingConfig, read_tracking
from generator.models.person import Person
from generator.models.product import Product
from generator.models.settings import Settings
from generator.problems import Place, Report
from generator.prose.parts import Prose
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant

T = TypeVar("T")
PLACEMENTS = ("story", "routine", "favorites", "look")
A_PAGE = 100
CHECKS = (unlabelled_link, untracked_shop_link, unplanned_link, misdirected_link, wrong_person, wrong_utm)
SCHEMES: dict[str, dict[str, object]] = {
    "utm": {"scheme": "utm"},
    "post-affiliate-pro": {"scheme": "post-affiliate-pro", "settings": {"banner": "b1", "sub": "{placement}"}},
    "awin": {"scheme": "awin", "settings": {"mid": "1234", "sub": "{ambassador}-{placement}"}},
    "shopify-discount + awin": {"scheme": ["shopify-discount", "awin"], "settings": {"mid": "1234"}},
}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    plain = _timed("urlencode", count, None, lambda: _baseline(count))
    for name, tracking in SCHEMES.items():
        _run(name, tracking, count, plain)


def _run(name: str, written: dict[str, object], count: int, plain: tuple[float, object]) -> None:
    site = _site(written, count)
    report = Report()
    tracking = read_tracking(site, report)
    assert tracking is not None
    links = _timed(f"{name}: built", count, plain, lambda: _build(site, tracking, report))[1]
    _timed(f"{name}: compared", count, plain, lambda: check_links(tracking, list(_marked(site, links)), report))
    pages = list(_pages(links))
    facts = CheckContext(
        site.settings.url,
        site.settings.shop,
        files=frozenset(),
        planned_hrefs={
            f"{slug}/index.html": {plan.href for plan in plans} for (slug, _), plans in links.planned_links.items()
        },
        plans={f"{slug}/index.html": plans for (slug, _), plans in links.planned_links.items()},
        people=Payees.of(summarize_person(profile, "en") for profile in site.people),
        products={id_: product.url for id_, product in site.products.items()},
    )
    audited = _timed(f"{name}: audited", count, plain, lambda: _audit(pages, facts))[1]
    assert audited == 0, f"{audited} problems"
    assert report.errors == 0, list(report)


def _timed(what: str, count: int, plain: tuple[float, object] | None, do: Callable[[], T]) -> tuple[float, T]:
    start = process_time()
    done = do()
    spent = process_time() - start
    ratio = f"{spent / plain[0]:7.1f} x urlencode" if plain else ""
    print(f"{what:36} {spent:7.2f} s CPU {count / spent:10,.0f} links per CPU second {ratio}", flush=True)
    return spent, done


def _baseline(count: int) -> int:
    return sum(
        len(urlencode({"utm_source": f"p{n}", "utm_medium": "affiliate", "utm_campaign": "a", "utm_content": f"s.{n}"}))
        for n in range(count)
    )


def _site(tracking: dict[str, object], count: int) -> Site:
    settings = Settings.model_validate(
        {"brand": "Lune", "url": "https://friends.example", "shop": "https://lune.example", "tracking": tracking}
    )
    place = Place("content/site.yaml")
    products = {
        f"product-{n}": Product.model_validate(
            {"name": f"Product {n}", "url": f"https://lune.example/products/p{n}?size=2&shade=a{n}#reviews"}
        )
        for n in range(A_PAGE // len(PLACEMENTS))
    }
    people = tuple(
        Profile(
            f"person-{n}",
            Person.model_validate({"name": f"Person {n}", "partner_id": f"id{n}x", "code": f"CODE{n}"}),
            Prose(),
            Place(f"content/ambassadors/person-{n}.md"),
        )
        for n in range(count // A_PAGE)
    )
    nothing: dict[str, Place] = {}
    return Site(
        Path(), settings, False, place, products, dict.fromkeys(products, place), {}, nothing, {}, nothing, people, ()
    )


def _build(site: Site, tracking: TrackingConfig, report: Report) -> Links:
    wants = tuple(
        LinkWant(placement, product.url, id_) for placement in PLACEMENTS for id_, product in site.products.items()
    )
    return resolve_links(tracking, ((_subject(site, profile), wants, ("",)) for profile in site.people), report)


def _subject(site: Site, profile: Profile) -> Subject:
    return Subject(
        slug=profile.slug,
        person=profile.person,
        place=profile.place,
        story=profile.story,
        settings=site.settings,
        locale="en",
        products=site.products,
        product_places=site.product_places,
        campaign=None,
        campaign_id="",
        campaign_name="",
    )


def _marked(site: Site, links: Links) -> Iterator[PersonDigests]:
    for profile in site.people:
        yield PersonDigests(profile.slug, profile.place, digests_by_template(links.planned_links[profile.slug, ""]))


def _pages(links: Links) -> Iterator[HtmlPage]:
    for (slug, _), plans in links.planned_links.items():
        anchors = "".join(
            f'<li><a href="{escape(plan.href)}" rel="sponsored nofollow noopener">{plan.want.product}</a></li>'
            for plan in plans
        )
        html = f'<!doctype html><html lang="en"><title>x</title><p data-disclosure>Ad</p><ul>{anchors}</ul>'
        yield HtmlPage(f"{slug}/index.html", html, "person")


def _audit(pages: list[HtmlPage], facts: CheckContext) -> int:
    found = 0
    for built in pages:
        page = ParsedPage(built)
        found += sum(1 for check in CHECKS for _ in check(page, facts))
    return found


if __name__ == "__main__":
    main()
