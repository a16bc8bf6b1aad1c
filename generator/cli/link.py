"""The command `ambassador link [DESTINATION]`: one tracked link, as the pages have it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import click
from msgspec.structs import replace

from generator.build.options import today
from generator.cli.options import any_site_options, require_site
from generator.cli.print_report import print_problems
from generator.content.load import load_site
from generator.content.missing_site import holds_content
from generator.content.product_addresses import hint_by_shop
from generator.content.site import Site
from generator.links.generate.planned import PlannedLink
from generator.links.schemes.normalize import normalize
from generator.links.schemes.tracking import read_tracking
from generator.links.single import (
    COMMAND_LINE,
    NO_TRACKING,
    LinkQuery,
    anybody,
    make_one_link,
)
from generator.links.urls.query import Existing
from generator.models.tracking import UtmKey
from generator.pages.members import subject_of
from generator.problems import Report, did_you_mean
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.sections.subject import Subject

PRODUCTS = "content/products.yaml"


class Pair(click.ParamType[tuple[str, str]]):
    """The type of a `key=value`."""

    name = "key=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split at the first `=`."""
        if isinstance(value, tuple):
            return value
        key, sign, text = value.partition("=")
        if not sign or not key.strip():
            self.fail(f"`{value[:60]}` is not a `key=value`", param, ctx)
        return key.strip(), text.strip()


class UtmPair(Pair):
    """The type of a UTM `key=value`. The key may begin with `utm_`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Split the pair, and check the key."""
        key, text = super().convert(value, param, ctx)
        utm_keys = get_args(UtmKey)
        if key.removeprefix("utm_") not in utm_keys:
            hint = did_you_mean(key, utm_keys, f"there are {', '.join(utm_keys)}")
            self.fail(f"UTM has no `{key[:60]}`: {hint}", param, ctx)
        return key.removeprefix("utm_"), text


@click.command()
@click.argument("destination", default="", metavar="[DESTINATION]")
@click.option("--ambassador", default="", metavar="SLUG", help="The person whose link it is.")
@click.option("--product", default="", metavar="ID", help="A product, instead of DESTINATION.")
@click.option("--placement", default="link", metavar="NAME", help="The place of the link (default: link).")
@click.option("--channel", default="", metavar="NAME", help="The channel, such as ig.")
@click.option("--campaign", default="", metavar="ID", help="A campaign of the site (default: the running one).")
@click.option(
    "--scheme", "schemes", multiple=True, metavar="NAME", help="A link scheme. Repeat the option to chain schemes."
)
@click.option("--set", "settings", multiple=True, type=Pair(), help="A setting of the scheme: --set mid=1234.")
@click.option(
    "--utm", multiple=True, type=UtmPair(), help="A UTM value: --utm source=lea. An empty value leaves it out."
)
@click.option("--existing", type=click.Choice(get_args(Existing)), help="What to do with utm_* in DESTINATION.")
@click.option("--strip-click-ids", is_flag=True, help="Remove gclid, fbclid and other click ids from DESTINATION.")
@any_site_options
def link(
    destination: str,
    ambassador: str,
    product: str,
    placement: str,
    channel: str,
    campaign: str,
    schemes: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    utm: tuple[tuple[str, str], ...],
    existing: Existing | None,
    strip_click_ids: bool,
    site: Path,
    as_of: date | None,
    style: str,
) -> None:
    """Create one tracked link, as the pages would have it.

    DESTINATION is an address of the shop. Without it and without --product, the link leads to the shop's front page.
    """
    report = Report()
    wish = LinkQuery(
        destination,
        product,
        normalize(placement),
        normalize(channel),
        schemes,
        dict(settings),
        dict(utm),
        existing,
        strip_click_ids,
    )
    if not schemes:
        require_site(site, style, err=True)
    if holds_content(site):
        link = _in_site(wish, site, ambassador, campaign, as_of, report)
    else:
        link = make_one_link(wish, NO_TRACKING, anybody(normalize(ambassador), campaign), {}, report)
    if len(report) or style == "json":
        print_problems(report, site, style, err=True)
    if link is None:
        raise click.exceptions.Exit(1)
    click.echo(link.href)


def _in_site(
    wish: LinkQuery, root: Path, ambassador: str, campaign: str, as_of: date | None, report: Report
) -> PlannedLink | None:
    """Return the link with the site's tracking. Of the content's problems, report those that affect it."""
    content = Report()
    site = load_site(root, (*BUILT_IN, *extensions("sections")), content)
    tracking = read_tracking(site, content)
    people = {profile.slug: profile for profile in site.people}
    answers = [
        _check(ambassador, people, "unknown-ambassador", content, report),
        _check(campaign, site.campaigns, "unknown-campaign", content, report),
        _check(
            wish.product,
            site.products,
            "unknown-product",
            content,
            report,
            hint_by_shop(wish.product, site.products),
        ),
    ]
    entry_places = [
        *([people[ambassador].place] if ambassador in people else []),
        *(site.campaign_places[name] for name in [campaign] if name in site.campaigns),
        *(site.product_places[name] for name in [wish.product] if name in site.products),
    ]
    stand_ins = any(
        there.file == place.file and there.keys[: len(place.keys)] == place.keys
        for there in content.disregarded_places
        for place in (site.place, *entry_places)
    )
    if tracking is None or stand_ins or not all(answers):
        for problem in content:
            report.add(problem)
        return None
    subject = replace(anybody("", ""), settings=site.settings)
    if ambassador:
        day = as_of or today(site)
        subject = subject_of(site, people[ambassador], day)
        if subject.person.state_on(day) == "ended":
            message = f"the partnership with {subject.person.name} has ended; no page has a link of theirs"
            report.warning("ended-ambassador", message, subject.place, "check whether they are still paid")
    if campaign:
        name = site.campaigns[campaign].utm or campaign
        subject = replace(subject, campaign=site.campaigns[campaign], campaign_id=campaign, campaign_name=name)
    if wish.product and not wish.destination:
        place = site.product_places[wish.product].at("url")
        wish = replace(wish, destination=site.products[wish.product].url, place=place)
    elif not wish.destination:
        wish = replace(wish, destination=site.settings.shop, place=site.place.at("shop"))
    drawn_on = _files(site, subject, wish)
    for problem in content:
        if problem.place.file in drawn_on:
            report.add(problem)
    return None if report.errors else make_one_link(wish, tracking, subject, site.networks, report)


def _check(name: str, names: Iterable[str], problem: str, content: Report, report: Report, hint: str = "") -> bool:
    """Return whether the content has a name. `hint` says what to write instead, in place of the nearest name.

    A name that is missing because its file is broken is not reported again.
    """
    names, kind = list(names), problem.removeprefix("unknown-")
    if not name or name in names:
        return True
    folder = f"content/{kind}s/{name}"
    files = {f"{folder}.md", f"{folder}.yaml", f"{folder}/profile.yaml"}
    for finding in content:
        place = finding.place
        if place.file in files or (kind == "product" and place.file == PRODUCTS and place.keys[:1] in ((), (name,))):
            return False
    otherwise = f"there are {', '.join(sorted(names)[:12])}" if names else f"there is no {kind} yet"
    report.error(
        problem, f"no {kind} is called `{name[:70]}`", COMMAND_LINE, hint or did_you_mean(name, names, otherwise)
    )
    return False


def _files(site: Site, subject: Subject, wish: LinkQuery) -> set[str]:
    """Return the files that a link depends on."""
    places = [site.place, subject.place, wish.place, *site.network_places.values()]
    if subject.campaign_id:
        places.append(site.campaign_places[subject.campaign_id])
    return {place.file for place in places}
