"""One person, from their files to their checked pages. Nobody else's files are looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from generator.build.outcome import MadePage, Outcome, Uses
from generator.build.rendering import render_pages
from generator.build.seen import Seen, noted_in
from generator.build.workshop import Workshop
from generator.checks.gate import Whole, check_person
from generator.content.files import Found
from generator.content.join import join_profile
from generator.content.load import load_profile
from generator.content.presence import presence_of
from generator.content.reading import Looks, noting
from generator.content.site import Profile, Site
from generator.editorial import advise_profile
from generator.images.copies import plan_copies
from generator.images.errors import PictureError
from generator.images.plan import look_at_pictures, plan_pictures
from generator.links.advise import advise_text
from generator.links.marks import marks_of
from generator.links.resolve import Links, resolve_links
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.output.files import OutputFile
from generator.output.manifest import fingerprint
from generator.pages.last_change import check_updated
from generator.pages.person_pages import directory_entry, ended_entry, plan_person
from generator.pages.plan import Plan
from generator.pages.printed_codes import draw_printed_codes
from generator.pages.render import PlannedPage, Renderer
from generator.pages.roster import Member, check_size, member_of, short_address
from generator.pages.share_cards import plan_card, tell_undrawn
from generator.pages.theme_faults import tell_unshown
from generator.pages.wanted import wanted_links, wanted_pictures
from generator.pages.words import check_language
from generator.problems import Problem, Report
from generator.sections.wants import FileWant, Want

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One person, read: what their pages want is known, and their links are made.

    `site` and `noted` note what is looked at, `looks` what was read of it; `report` holds the person's problems.
    """

    profile: Profile
    member: Member | None
    wants: tuple[Want, ...]
    links: Links
    site: Site
    noted: set[str]
    looks: Looks
    report: Report


@dataclass(frozen=True, slots=True)
class MadePerson:
    """One person, made: the outcome, and all that it came of while that is still at hand."""

    outcome: Outcome
    prepared: Prepared
    plan: Plan | None
    """With just this person; None where problems, or the day, keep them from having pages."""
    pages: tuple[tuple[PlannedPage, str], ...]
    files: tuple[OutputFile, ...]
    findings: tuple[Problem, ...]
    """What the checks found on the pages by themselves; `recheck` finds it again, and tells more of it."""
    drawn: int
    """Pictures that had to be drawn; the others came from the cache."""


def prepare_person(workshop: Workshop, found: Found, report: Report) -> Prepared | None:
    """Read one person and make their links; None where their file cannot be read. All problems are reported."""
    request, theme, tracking = workshop.request, workshop.theme, workshop.tracking
    own = workshop.site
    report.apply_levels(own.settings.checks)
    site = replace(own, products=Seen(own.products), campaigns=Seen(own.campaigns), addresses=Seen(own.addresses))
    noted: set[str] = set()
    looks: Looks = {}
    member, links = None, Links({}, {})
    wants: tuple[Want, ...] = ()
    with noting(noted, looks):
        profile = load_profile(request.root, found, workshop.model, site, report)
        if profile is None:
            return None
        join_profile(profile, replace(workshop.shared, site=site), workshop.sections, report)
        advise_profile(profile, site.settings, report)
        if theme is not None and tracking is not None:
            if profile.person.locale:
                check_language(theme, profile.person.locale, profile.place.at("locale"), report)
            advise_text(profile.story, site, tracking, report)
            tell_unshown(profile, theme, workshop.sections, report)
            member = member_of(profile, site, workshop.sections, theme.sections, workshop.day, request.drafts)
            if member is not None:
                check_size(member, report)
                check_updated(profile.person.updated, workshop.day, profile.place, report)
                wants = tuple(member.wants())
                links = resolve_links(tracking, wanted_links(member, wants), report)
    return Prepared(profile, member, wants, links, site, noted, looks, report)


def make_person(workshop: Workshop, renderer: Renderer | None, prepared: Prepared) -> MadePerson:
    """Make the pages of one person, and check them as far as it can be done without the others."""
    with noting(prepared.noted, prepared.looks):
        return _make(workshop, renderer, prepared)


def recheck(made: MadePerson, whole: Whole, report: Report) -> None:
    """Check the pages of one person once more, now that the whole site is known."""
    if made.plan is not None:
        check_person(made.plan, made.outcome.presence, made.pages, (), report, whole)


def _make(workshop: Workshop, renderer: Renderer | None, prepared: Prepared) -> MadePerson:
    profile, member, links, report = prepared.profile, prepared.member, prepared.links, prepared.report
    presence = presence_of(profile, workshop.site.settings.locale)
    if member is None or workshop.theme is None:
        absent = Outcome(presence, "absent", _uses(workshop, prepared), problems=tuple(report))
        return MadePerson(absent, prepared, None, (), (), (), 0)
    root = workshop.request.root
    wanted = wanted_pictures(member, prepared.wants)
    assets = (
        look_at_pictures(root, wanted, workshop.theme.roles, report)
        if workshop.stands_in
        else plan_pictures(
            root, wanted, workshop.theme.roles, workshop.cache, 1, report, lambda _done, _total, _what: None
        )
    )
    videos = [want for want in prepared.wants if isinstance(want, FileWant)]
    copies = plan_copies(root, videos, workshop.cache, report)
    planned = [plan for plans in links.planned.values() for plan in plans]
    marks = marks_of(planned)

    def without_pages() -> MadePerson:
        outcome = Outcome(
            presence,
            member.state,
            _uses(workshop, prepared),
            member.addresses,
            links=len(planned),
            marks=marks,
            problems=tuple(report),
        )
        return MadePerson(outcome, prepared, None, (), (), (), 0)

    if workshop.plan is None or renderer is None or report.errors:
        return without_pages()

    cards, fresh = _card(workshop, prepared.site, member, report)
    plan = replace(
        workshop.plan,
        site=replace(prepared.site, people=(profile,)),
        members=(member,),
        links=links,
        assets=assets,
        files=copies.paths,
        cards=workshop.plan.cards | cards.keys(),
    )
    pages = tuple(sorted(plan_person(plan, member), key=lambda page: page.path))
    rendered = tuple(render_pages(root, renderer, pages, report))
    files = _files(plan, member, {**cards, **copies.files}, report)
    if report.errors:
        return without_pages()
    known = workshop.known | {page.path for page in pages} | {file.path for file in files}
    findings = Report()
    beliefs = check_person(plan, presence, rendered, known, findings)
    return MadePerson(
        Outcome(
            presence,
            member.state,
            addresses=member.addresses,
            short=tuple(_short(plan, member)),
            entry=directory_entry(plan, member) if member.state == "live" else None,
            ended=ended_entry(plan, member) if member.state == "ended" else None,
            pages=tuple(MadePage(page.path, page.address, page.changed) for page in pages),
            pictures=len(assets.files) + len(cards),
            links=len(planned),
            marks=marks,
            beliefs=beliefs,
            problems=tuple(report),
            uses=_uses(workshop, prepared),  # the last of all: whatever was looked at before is in it
        ),
        prepared,
        plan,
        rendered,
        (*(OutputFile(page.path, html.encode()) for page, html in rendered), *files),
        tuple(findings),
        assets.drawn + fresh,
    )


def _uses(workshop: Workshop, prepared: Prepared) -> Uses:
    """What was looked at for a person until now."""
    since, until = _same_days(prepared.profile, workshop.site, workshop.day)
    site = prepared.site
    parts = {"product": site.products, "campaign": site.campaigns, "address": site.addresses}
    return Uses(
        files=tuple(sorted(below(workshop.request.root, prepared.noted))),
        parts=tuple(f"{kind}:{key}" for kind, seen in parts.items() for key in sorted(noted_in(seen))),
        since=since,
        until=until,
    )


def with_prints(made: MadePerson) -> MadePerson:
    """With the fingerprints of all files in the outcome. Raises OSError when a source cannot be read."""
    prints = tuple((file.path, fingerprint(file)) for file in made.files)
    return replace(made, outcome=replace(made.outcome, files=prints))


def _card(workshop: Workshop, site: Site, member: Member, report: Report) -> tuple[dict[str, Path], int]:
    """Draw the share card: published path -> file in the cache; and how many were not there yet."""
    if not site.settings.share_cards or member.state != "live" or workshop.theme is None:
        return {}, 0
    from generator.images.card import draw_all

    spec = plan_card(site, workshop.theme, member)
    tell_undrawn(spec, member.profile.place, report)
    [card] = draw_all([spec], workshop.cache, 1)
    if isinstance(card, PictureError):
        report.error(card.name, card.message, site.place, card.help)
        return {}, 0
    return {f"{member.profile.slug}/card.jpg": card.path}, int(card.fresh)


def _files(plan: Plan, member: Member, made: Mapping[str, Path], report: Report) -> list[OutputFile]:
    """A person's own files that are no pages."""
    files = [OutputFile(path, source=source) for path, source in (*plan.assets.files.items(), *made.items())]
    if plan.site.settings.qr_codes:
        codes = draw_printed_codes(plan.site, plan.url, plan.theme.share.ink, member.profile, report)
        files += [OutputFile(path, data) for path, data in codes.items()]
    return files


def _short(plan: Plan, member: Member) -> Iterator[tuple[str, str]]:
    if member.state == "live":
        for want in member.short_links:
            address = short_address(want)
            link = plan.links.of(member.profile.slug, address).get(want)
            if link:
                yield address, link.href


def below(root: Path, noted: Iterable[str]) -> Iterator[str]:
    """The noted files that lie in the site's folder, from there, with `/`."""
    base = str(root).rstrip(os.sep) + os.sep if root != Path() else ""
    for path in noted:
        if path.startswith(base):
            yield path[len(base) :].replace(os.sep, "/")


def _same_days(profile: Profile, site: Site, day: date) -> tuple[date, date]:
    """From when until before when (around `day`) nothing about a person depends on the day."""
    dated: list[Person | Campaign] = [profile.person]
    dated += (site.campaigns[name] for name in profile.person.campaigns if name in site.campaigns)
    turns = {date(day.year, 1, 1)}  # the year stands at every page's foot
    turns |= {date(day.year + 1, 1, 1)} if day.year < date.max.year else set()
    turns |= {one.from_ for one in dated if one.from_ is not None}
    turns |= {profile.person.updated} if profile.person.updated is not None else set()
    turns |= {one.until + _DAY for one in dated if one.until is not None and one.until < date.max}
    before, after = [turn for turn in turns if turn <= day], [turn for turn in turns if turn > day]
    return max(before), min(after, default=date.max)
