"""The whole run, readable from top to bottom, and the only place that knows the order."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.checks.gate import check_site
from generator.content.load import load_site
from generator.content.site import Site
from generator.images.brand import plan_brand
from generator.images.cache import PictureCache
from generator.images.card import CardSpec, draw_all
from generator.images.copies import plan_copies
from generator.images.errors import PictureError
from generator.images.plan import plan_pictures
from generator.links.advise import advise_links
from generator.links.resolve import Planned, resolve_links
from generator.links.shared import check_links
from generator.links.tracking import read_tracking
from generator.output.files import OutputFile
from generator.output.publish import Published, publish
from generator.output.site_files import plan_site_files
from generator.pages.bundle import bundle_theme
from generator.pages.plan import Plan, plan_pages
from generator.pages.printed_codes import draw_printed_codes
from generator.pages.render import PlannedPage, Renderer, TemplateError
from generator.pages.roster import choose_members
from generator.pages.share_cards import plan_cards
from generator.pages.theme import load_theme
from generator.pages.wanted import wanted_links, wanted_pictures
from generator.pages.words import check_languages
from generator.problems import Place, Report
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.sections.wants import FileWant

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much of it is done, and how much there is."""


def silence(stage: str, done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a run. `as_of` None is today in the site's timezone; `url` stands in for the site's own."""

    root: Path
    as_of: date | None = None
    url: str = ""
    drafts: bool = False
    jobs: int = 1
    progress: Progress = field(default=silence)


@dataclass(frozen=True, slots=True)
class Made:
    """A site that was made and passed every check, not yet published."""

    files: tuple[OutputFile, ...]
    day: date
    pages: int
    people: int
    links: int
    pictures: int
    drawn: int
    """Pictures and share cards that had to be drawn; the others came from the cache."""
    planned: Mapping[tuple[str, str], tuple[Planned, ...]]
    """The tracked links by (slug, address below the person's own), as the pages of `files` hold them."""
    plan: Plan
    """What the pages were made of."""
    listed: tuple[PlannedPage, ...]
    """Every page, in the order of their paths."""


def make_site(request: Request, report: Report) -> Made | None:
    """content -> every file of the site, in memory or in the cache; None when the report has errors."""
    progress = request.progress
    progress("reading", 0, 1)
    sections = (*BUILT_IN, *extensions("sections"))
    site = load_site(request.root, sections, report)
    day = request.as_of or today(site)
    theme = load_theme(site, report)
    tracking = read_tracking(site, report)
    if theme is None or tracking is None:
        return None
    check_languages(site, theme, report)
    members = choose_members(site, sections, theme.sections, day, request.drafts)

    advise_links(site, tracking, report)
    wants = {member.profile.slug: tuple(member.wants()) for member in members}
    links = resolve_links(
        tracking,
        [one for member in members for one in wanted_links(member, wants[member.profile.slug])],
        report,
    )
    check_links(tracking, links, {member.profile.slug: member.profile.place for member in members}, report)

    cache = PictureCache(request.root / ".ambassador" / "pictures")
    every = [want for listed in wants.values() for want in listed]
    assets = plan_pictures(
        request.root,
        wanted_pictures(site, members, every),
        theme.roles,
        cache,
        request.jobs,
        report,
        lambda done, total: progress("pictures", done, total),
    )
    copies = plan_copies(request.root, [want for want in every if isinstance(want, FileWant)], report)
    colours = (theme.share.paper, theme.share.ink, theme.options.get("accent", theme.share.ink))
    display = theme.find(theme.share.display)
    brand = plan_brand(site, colours, [display] if display else [], report)
    if report.errors:
        return None

    cards, fresh = _draw_cards(request, site, plan_cards(site, theme, members), cache, report)
    url = (request.url or site.settings.url).rstrip("/")
    try:
        bundle = bundle_theme(theme)
    except (OSError, UnicodeDecodeError) as error:
        message = f"the theme `{theme.name}` lists a file that cannot be read: {error}"
        report.error("broken-theme", message, site.place.at("theme"), "mend its theme.toml")
        return None
    plan = Plan(site, theme, members, links, assets, copies, frozenset(cards), brand, bundle, day, url)
    pages = plan_pages(plan)
    rendered = _render(request, Renderer(theme), pages, report)
    printed = draw_printed_codes(site, url, theme.share.ink, members, report)
    if report.errors:
        return None
    files = [OutputFile(page.path, html.encode()) for page, html in rendered]
    files += [OutputFile(path, data) for made in (bundle, brand) for path, data in made.files.items()]
    files += [OutputFile(path, data) for path, data in printed.items()]
    files += [OutputFile(path, source=source) for path, source in (*assets.files.items(), *cards.items())]
    files += [OutputFile(path, source=request.root / src) for src, path in copies.items()]
    files += plan_site_files(plan, pages)

    progress("checking", 0, 1)
    check_site(plan, rendered, files, report)
    if report.errors:
        return None
    return Made(
        files=tuple(files),
        day=day,
        pages=len(pages),
        people=sum(member.state == "live" for member in members),
        links=sum(len(planned) for planned in links.planned.values()),
        pictures=len(assets.pictures) + len(cards),
        drawn=assets.drawn + fresh,
        planned=links.planned,
        plan=plan,
        listed=pages,
    )


def _draw_cards(
    request: Request, site: Site, specs: Mapping[str, CardSpec], cache: PictureCache, report: Report
) -> tuple[dict[str, Path], int]:
    """Draw the share cards: published path -> file in the cache; and how many were not there yet."""
    cards: dict[str, Path] = {}
    fresh = 0
    drawn = draw_all(list(specs.values()), cache, request.jobs)
    for done, (path, card) in enumerate(zip(specs, drawn, strict=True), 1):
        request.progress("share cards", done, len(specs))
        if isinstance(card, PictureError):
            report.error(card.name, card.message, site.place, card.help)
        else:
            cards[path] = card.path
            fresh += card.fresh
    return cards, fresh


def _render(
    request: Request, renderer: Renderer, pages: tuple[PlannedPage, ...], report: Report
) -> list[tuple[PlannedPage, str]]:
    """Render every page; none after a template's mistake, which is reported at its line."""
    rendered = []
    try:
        for done, pair in enumerate(renderer.render_all(pages), 1):
            request.progress("pages", done, len(pages))
            rendered.append(pair)
    except TemplateError as error:
        place = Place(os.path.relpath(error.file, request.root), line=error.line, column=1)
        report.error("broken-template", f"the theme's template cannot be rendered: {error.said}", place)
        return []
    return rendered


def build_site(request: Request, target: Path, clean: bool, report: Report) -> tuple[Made, Published] | None:
    """content -> output: the whole site, or nothing. Raises PublishError when the folder cannot be written."""
    made = make_site(request, report)
    if made is None or report.errors:
        return None
    request.progress("publishing", 0, 1)
    content = request.root / "content"
    return made, publish(made.files, target, site=request.root, content=content, as_of=made.day, clean=clean)


def today(site: Site) -> date:
    """Today where the brand is."""
    return datetime.now(ZoneInfo(site.settings.timezone)).date()


def default_jobs() -> int:
    """As many processes as there are cores for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
