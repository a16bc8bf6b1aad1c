"""One person of the roster: content and roster joined, with all that follows from them on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from generator.content.discovery import FOLDER
from generator.content.product_addresses import hint_for_product
from generator.content.roster_file import lasting_rights, roster_file
from generator.content.site import Profile, Site
from generator.models.roster import Roster
from generator.problems import Place, Report, did_you_mean
from generator.roster.costs import Costs, costs_in
from generator.roster.numbers import Engagement, engagement_of, followers_of, tier_of
from generator.roster.people import RosterPerson, people_of
from generator.roster.states import State, report_contradictions, state_on


class Entry(Struct, frozen=True, dict=True):
    """One person on one day."""

    profile: Profile
    roster: Roster
    site: Site
    day: date
    niche_names: Mapping[str, str]
    """Niches that mean another one: `skin-care` -> `skincare`."""
    sales: Mapping[str, str] | None = None
    """Their row of a report's people, by the names of its columns; None without a report."""
    sales_currency: str = ""
    products: frozenset[str] = frozenset()
    """Products that their page and story name."""
    is_prospect: bool = False
    """Whether the person was never asked, and comes from a file outside the site."""

    @property
    def slug(self) -> str:
        """Their address."""
        return self.profile.slug

    @property
    def name(self) -> str:
        """Their name."""
        return self.profile.person.name

    @property
    def place(self) -> Place:
        """The file of their roster."""
        return Place(roster_file(self.profile.place.file))

    @cached_property
    def state(self) -> State:
        """The state of the partnership."""
        return "prospect" if self.is_prospect else state_on(self.profile.person, self.roster, self.day)

    @cached_property
    def tier(self) -> str:
        """The tier; "" where nothing says how many follow them."""
        return tier_of(self.profile.person, self.roster) or ""

    @cached_property
    def followers(self) -> int | None:
        """How many follow them."""
        return followers_of(self.profile.person, self.roster)

    @cached_property
    def niches(self) -> tuple[str, ...]:
        """Their niches, each by its one name."""
        return tuple(dict.fromkeys(self.niche_names.get(niche, niche) for niche in self.profile.person.niches))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """In which they post; without that the language of their page."""
        person = self.profile.person
        return self.roster.languages or (person.locale or self.site.settings.locale,)

    @cached_property
    def country(self) -> str:
        """Where they live; "" where nothing says so."""
        return self.roster.country or ""

    @cached_property
    def platforms(self) -> tuple[str, ...]:
        """Where they have accounts, by numbers, pieces, and the profile."""
        accounts = getattr(self.profile.person, "socials", None) or {}
        platforms = [*self.roster.platforms, *(piece.platform for piece in self.roster.pieces), *accounts]
        return tuple(dict.fromkeys(map(str, platforms)))

    @cached_property
    def sent_products(self) -> frozenset[str]:
        """Products that they were given."""
        return frozenset(gift.product for gift in self.roster.gifts if gift.day <= self.day)

    @cached_property
    def engagement(self) -> Engagement | None:
        """Their engagement where most follow them."""
        return engagement_of(self.roster)

    @cached_property
    def last_post(self) -> date | None:
        """The day of their last published piece."""
        post_days = (
            piece.posted for piece in self.roster.pieces if piece.posted is not None and piece.posted <= self.day
        )
        return max(post_days, default=None)

    @cached_property
    def next_right(self) -> date | None:
        """The day on which the first of their rights ends, or ended."""
        return min((right.until for _, right in lasting_rights(self.roster)), default=None)

    @cached_property
    def costs(self) -> Costs:
        """What they cost this calendar year."""
        settings = self.site.settings
        costs = costs_in(
            self.day.year, self.profile.person, self.roster, self.site.products, settings.currency, self.day
        )
        if self.sales and self.sales.get("commission"):
            costs.commission[self.sales_currency] += Decimal(self.sales["commission"])
        return costs


def make_entries(
    site: Site, people: Iterable[RosterPerson], day: date, niche_names: Mapping[str, str], report: Report,
    sales: Mapping[str, Mapping[str, str]] | None = None, sales_currency: str = "",
) -> tuple[Entry, ...]:  # fmt: skip
    """Make the entries of people on a day. Facts that contradict each other, and unknown names, are reported."""
    entries = []
    for person in people:
        profile, roster = person.profile, person.roster
        row = (sales or {}).get(profile.slug)
        entry = Entry(profile, roster, site, day, niche_names, row, sales_currency, person.products)
        report_contradictions(profile.person, roster, site.campaigns, entry.place, day, report)
        _report_unknown(entry, report)
        entries.append(entry)
    return tuple(entries)


def load_entries(site: Site, day: date, niche_names: Mapping[str, str], report: Report) -> tuple[Entry, ...]:
    """Read the roster of everybody in a loaded site. All problems are reported; who has no roster has an empty one."""
    return make_entries(site, people_of(site, report), day, niche_names, report)


def _report_unknown(entry: Entry, report: Report) -> None:
    site = entry.site
    for keys, product in _products_in(entry.roster):
        if not site.may_have_product(product):
            hint = hint_for_product(product, site.products)
            report.error("unknown-product", f"there is no product `{product}`", entry.place.at(*keys), hint)
    for index, piece in enumerate(entry.roster.pieces):
        if piece.campaign is None or report.has_errors_in(f"{FOLDER}/campaigns/{piece.campaign}.yaml"):
            continue
        if piece.campaign not in site.campaigns:
            hint = did_you_mean(piece.campaign, site.campaigns, "campaigns are the files of content/campaigns/")
            where = entry.place.at("pieces", index, "campaign")
            report.error("unknown-campaign", f"there is no campaign `{piece.campaign}`", where, hint)
    for index, right in enumerate(entry.roster.rights):
        if right.picture is not None and not (site.root / right.picture).is_file():
            where = entry.place.at("rights", index, "picture")
            report.error("missing-picture", f"there is no file {right.picture}", where, "check the path from this file")
    for platform, numbers in entry.roster.platforms.items():
        where = entry.place.at("platforms", str(platform))
        reach, views, followers = numbers.reach, numbers.median_views, numbers.followers
        if reach is not None and views is not None and reach > views:
            message = f"a usual post reached {reach:,} people, and was viewed {views:,} times"
            report.warning(
                "impossible-number", message, where.at("reach"), "every person reached counts as a view: check both"
            )
        elif reach is not None and views is None and followers is not None and reach > followers:
            message = f"a usual post reached {reach:,} people, more than the {followers:,} who follow"
            report.warning("impossible-number", message, where.at("reach"), "check it, or add `median_views`")
        if numbers.checked is not None and numbers.checked > entry.day:
            message = f"the numbers were read on {numbers.checked}, which is in the future"
            report.warning("impossible-number", message, where.at("checked"), "check the day")
    for keys, what, day in _days_of_the_past(entry.roster):
        if day is not None and day > entry.day:
            message = f"{what} on {day}, which is in the future"
            report.warning("impossible-number", message, entry.place.at(*keys), "check the day")


def _days_of_the_past(roster: Roster) -> Iterator[tuple[tuple[str | int, ...], str, date | None]]:
    """Yield where a day of something that has happened is written, what happened, and the day."""
    for index, piece in enumerate(roster.pieces):
        yield ("pieces", index, "posted"), "this was posted", piece.posted
    for index, gift in enumerate(roster.gifts):
        yield ("gifts", index, "received"), "this arrived", gift.received
    for index, earlier in enumerate(roster.history):
        yield ("history", index, "day"), f"this many followed on {earlier.platform}", earlier.day


def _products_in(roster: Roster) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for index, gift in enumerate(roster.gifts):
        yield ("gifts", index, "product"), gift.product
