"""Pipeline of one person, from files to checked pages. It reads no other person's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.build.context import BuildContext
from generator.build.person_result import Dependencies, PersonResult, RenderedPage
from generator.build.tracked_mapping import TrackedMapping, keys_read_from
from generator.checks.run import SiteView, check_person
from generator.content.discovery import ContentFile
from generator.content.load import load_profile
from generator.content.person_summary import summarize_person
from generator.content.read_log import FileReads, paths_in_site, recording_reads
from generator.content.references import check_profile_references
from generator.content.roster_file import load_roster, right_turns
from generator.content.site import Profile, Site
from generator.images.encode_pictures import encode_pictures, look_at_pictures
from generator.images.errors import PictureError
from generator.images.video.videos import clean_videos
from generator.links.link_templates import digests_by_template
from generator.links.lint.report import lint_text
from generator.links.resolve import Links, resolve_links
from generator.lints import run_profile_lints
from generator.lints.rights import check_shown_rights
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.output.manifest import fingerprint
from generator.output.output_file import OutputFile
from generator.pages.catalogues import check_language
from generator.pages.last_change import check_updated
from generator.pages.members import (
    Member,
    check_size,
    member_of,
    short_address,
)
from generator.pages.page_context import PageContext
from generator.pages.page_wants import wanted_links, wanted_pictures
from generator.pages.person_pages import directory_entry, ended_entry, plan_person
from generator.pages.qr_codes import draw_printed_codes
from generator.pages.render import PlannedPage, Renderer
from generator.pages.render_pages import render_pages
from generator.pages.share_cards import plan_card, report_undrawn
from generator.pages.theme_faults import report_unshown
from generator.problems import Problem, Report
from generator.sections.wants import FileWant, Want

_DAY = timedelta(days=1)


class LoadedPerson(Struct, frozen=True):
    """A person whose files are read, whose pages' wants are known and whose links are planned.

    `site` records the items that the person looks up, and `read_paths` the files. `reads` has the stat and hash of each
    read file; `report` has the person's problems.
    """

    profile: Profile
    member: Member | None
    wants: tuple[Want, ...]
    links: Links
    site: Site
    read_paths: set[str]
    reads: FileReads
    report: Report
    right_turns: frozenset[date] = frozenset()
    """The days on which a right of theirs is to be reported otherwise."""


class RenderedPerson(Struct, frozen=True):
    """A rendered person: the result, and the objects behind it while they are in memory."""

    result: PersonResult
    loaded_person: LoadedPerson
    page_context: PageContext | None
    """Context with only this person; None if problems, or the day, keep them from having pages."""
    pages: tuple[tuple[PlannedPage, str], ...]
    files: tuple[OutputFile, ...]
    findings: tuple[Problem, ...]
    """Problems that the checks found on these pages alone. `recheck_person` finds them again, with details."""
    drawn_count: int
    """Number of pictures that the build drew; all others came from the cache."""


def load_person(context: BuildContext, file: ContentFile, report: Report) -> LoadedPerson | None:
    """Read one person and plan their links; None if their file cannot be read. Report all problems."""
    options, theme, tracking = context.options, context.theme, context.tracking
    own = context.site
    report.apply_levels(own.settings.checks)
    report.disregard(*context.shared_content.stand_ins)
    site = replace(
        own,
        products=TrackedMapping(own.products),
        campaigns=TrackedMapping(own.campaigns),
        addresses=TrackedMapping(own.addresses),
    )
    read_paths: set[str] = set()
    reads: FileReads = {}
    member, links = None, Links({}, {})
    wants: tuple[Want, ...] = ()
    with recording_reads(read_paths, reads):
        profile = load_profile(options.root, file, context.person_model, site, report)
        if profile is None:
            return None
        check_profile_references(profile, replace(context.shared_content, site=site), context.sections, report)
        run_profile_lints(profile, site.settings, report)
        roster = load_roster(options.root, profile.place.file, report)
        if theme is not None and tracking is not None:
            if profile.person.locale:
                check_language(theme, profile.person.locale, profile.place.at("locale"), report)
            lint_text(profile.story, site, tracking, report)
            report_unshown(profile, theme, context.sections, report)
            member = member_of(profile, site, context.sections, theme.sections, context.day, options.drafts)
            if member is not None:
                check_size(member, report)
                check_updated(profile.person.updated, context.day, profile.place, report)
                wants = tuple(member.wants())
                links = resolve_links(tracking, wanted_links(member, wants), report)
                check_shown_rights(member, wants, roster, context.day, report)
    turns = frozenset(right_turns(roster))
    return LoadedPerson(profile, member, wants, links, site, read_paths, reads, report, turns)


def render_person(context: BuildContext, renderer: Renderer | None, loaded_person: LoadedPerson) -> RenderedPerson:
    """Render one person's pages, and run the checks that need no other person."""
    with recording_reads(loaded_person.read_paths, loaded_person.reads):
        return _render(context, renderer, loaded_person)


def recheck_person(person: RenderedPerson, site_view: SiteView, report: Report) -> None:
    """Check one person's pages again, now with the whole site known."""
    if person.page_context is not None:
        check_person(person.page_context, person.result.summary, person.pages, (), report, site_view)


def _render(context: BuildContext, renderer: Renderer | None, loaded_person: LoadedPerson) -> RenderedPerson:
    profile, member, links, report = (
        loaded_person.profile,
        loaded_person.member,
        loaded_person.links,
        loaded_person.report,
    )
    summary = summarize_person(profile, context.site.settings.locale)
    if member is None or context.theme is None:
        absent = PersonResult(summary, "absent", _dependencies(context, loaded_person), problems=tuple(report))
        return RenderedPerson(absent, loaded_person, None, (), (), (), 0)
    root = context.options.root
    wants = wanted_pictures(member, loaded_person.wants)
    assets = (
        look_at_pictures(root, wants, context.theme.roles, report)
        if context.stands_in
        else encode_pictures(
            root, wants, context.theme.roles, context.cache, 1, report, lambda _count, _total, _what: None
        )
    )
    videos = [want for want in loaded_person.wants if isinstance(want, FileWant)]
    copies = clean_videos(root, videos, context.cache, report)
    planned_links = [plan for plans in links.planned_links.values() for plan in plans]
    link_digests = digests_by_template(planned_links)

    def without_pages() -> RenderedPerson:
        result = PersonResult(
            summary,
            member.state,
            _dependencies(context, loaded_person),
            member.addresses,
            links=len(planned_links),
            link_digests=link_digests,
            problems=tuple(report),
        )
        return RenderedPerson(result, loaded_person, None, (), (), (), 0)

    if context.page_context is None or renderer is None or report.errors:
        return without_pages()

    cards, batch = _card(context, loaded_person.site, member, report)
    plan = replace(
        context.page_context,
        site=replace(loaded_person.site, people=(profile,)),
        members=(member,),
        links=links,
        assets=assets,
        files=copies.paths,
        cards=context.page_context.cards | cards.keys(),
    )
    pages = tuple(sorted(plan_person(plan, member), key=lambda page: page.path))
    page_texts = tuple(render_pages(root, renderer, pages, report))
    files = _files(plan, member, {**cards, **copies.files}, report)
    if report.errors:
        return without_pages()
    site_paths = context.known_paths | {page.path for page in pages} | {file.path for file in files}
    findings = Report()
    assumptions = check_person(plan, summary, page_texts, site_paths, findings)
    return RenderedPerson(
        PersonResult(
            summary,
            member.state,
            addresses=member.addresses,
            short_links=tuple(_short(plan, member)),
            entry=directory_entry(plan, member) if member.state == "live" else None,
            ended=ended_entry(plan, member) if member.state == "ended" else None,
            pages=tuple(RenderedPage(page.path, page.address, page.changed_day) for page in pages),
            pictures=len(assets.files) + len(cards),
            links=len(planned_links),
            link_digests=link_digests,
            assumptions=assumptions,
            problems=tuple(report),
            dependencies=_dependencies(context, loaded_person),  # last: it must include every file read above
        ),
        loaded_person,
        plan,
        page_texts,
        (*(OutputFile(page.path, html.encode()) for page, html in page_texts), *files),
        tuple(findings),
        assets.drawn_count + batch,
    )


def _dependencies(context: BuildContext, loaded_person: LoadedPerson) -> Dependencies:
    """Return the files and items that were read for a person so far."""
    since, until = _valid_days(loaded_person.profile, context.site, context.day, loaded_person.right_turns)
    site = loaded_person.site
    parts = {"product": site.products, "campaign": site.campaigns, "address": site.addresses}
    return Dependencies(
        files=tuple(sorted(paths_in_site(context.options.root, loaded_person.read_paths))),
        items=tuple(f"{kind}:{key}" for kind, mapping in parts.items() for key in sorted(keys_read_from(mapping))),
        valid_from=since,
        valid_until=until,
    )


def with_fingerprints(person: RenderedPerson) -> RenderedPerson:
    """Return the person with the fingerprints of all files in the result. Raises OSError if a source is unreadable."""
    hashes = tuple((file.path, fingerprint(file)) for file in person.files)
    return replace(person, result=replace(person.result, files=hashes))


def _card(context: BuildContext, site: Site, member: Member, report: Report) -> tuple[dict[str, Path], int]:
    """Draw the share card. Return its published path -> file in the cache, and the number of new drawings."""
    if not site.settings.share_cards or member.state != "live" or context.theme is None:
        return {}, 0
    # lazy: it loads Pillow, which a page without a new card does not need
    from generator.images.cards.card import draw_cards

    spec = plan_card(site, context.theme, member)
    report_undrawn(spec, member.profile.place, report)
    [card] = draw_cards([spec], context.cache, 1)
    if isinstance(card, PictureError):
        report.error(card.name, card.message, site.place, card.help)
        return {}, 0
    return {f"{member.profile.slug}/card.jpg": card.path}, int(card.fresh)


def _files(plan: PageContext, member: Member, made_files: Mapping[str, Path], report: Report) -> list[OutputFile]:
    """Return a person's own files that are not pages."""
    files = [OutputFile(path, source=source) for path, source in (*plan.assets.files.items(), *made_files.items())]
    if plan.site.settings.qr_codes:
        codes = draw_printed_codes(plan.site, plan.url, plan.theme.share.ink, member.profile, report)
        files += [OutputFile(path, data) for path, data in codes.items()]
    return files


def _short(plan: PageContext, member: Member) -> Iterator[tuple[str, str]]:
    if member.state == "live":
        for want in member.short_links:
            address = short_address(want)
            link = plan.links.of(member.profile.slug, address).get(want)
            if link:
                yield address, link.href


def _valid_days(profile: Profile, site: Site, day: date, rights: Iterable[date]) -> tuple[date, date]:
    """Return the span of days around `day` in which the person's pages stay the same: first day, first day after."""
    dated_items: list[Person | Campaign] = [profile.person]
    dated_items += (site.campaigns[name] for name in profile.person.campaigns if name in site.campaigns)
    turns = {date(day.year, 1, 1)}  # every page shows the year in its footer
    turns |= {date(day.year + 1, 1, 1)} if day.year < date.max.year else set()
    turns |= set(rights)
    turns |= {person.from_ for person in dated_items if person.from_ is not None}
    turns |= {profile.person.updated} if profile.person.updated is not None else set()
    turns |= {person.until + _DAY for person in dated_items if person.until is not None and person.until < date.max}
    before, after = [turn for turn in turns if turn <= day], [turn for turn in turns if turn > day]
    return max(before), min(after, default=date.max)
