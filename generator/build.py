"""The whole run, readable from top to bottom, and the only place that knows the order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.checks import BuiltPage, Facts, check_pages
from generator.checks.leaked_code import codes_in
from generator.checks.people import People
from generator.content.load import load_site
from generator.content.site import Site
from generator.images.brand import plan_brand
from generator.images.cache import PictureCache
from generator.images.card import draw_all
from generator.images.copies import plan_copies
from generator.images.errors import PictureError
from generator.images.plan import plan_pictures
from generator.links.advise import advise_links
from generator.links.networks import network_hosts
from generator.links.resolve import Planned, resolve_links
from generator.links.shared import check_links
from generator.links.tracking import read_tracking
from generator.output.files import OutputFile
from generator.output.headers import render_csp, render_headers
from generator.output.publish import Published, publish
from generator.output.redirects import Redirect, render_redirects
from generator.output.robots import render_robots
from generator.output.sitemap import SitemapUrl, render_sitemap
from generator.pages.bundle import bundle_theme
from generator.pages.plan import Plan, folder, plan_pages
from generator.pages.printed_codes import draw_printed_codes
from generator.pages.render import PlannedPage, Renderer, TemplateError
from generator.pages.roster import Member, choose_members, short_address
from generator.pages.share_cards import plan_cards
from generator.pages.theme import load_theme
from generator.pages.words import check_languages
from generator.problems import Place, Report
from generator.prose.parts import PictureSlot
from generator.registry import extensions
from generator.sections import BUILT_IN
from generator.sections.prose_parts import story_picture_want
from generator.sections.subject import Subject
from generator.sections.wants import FileWant, LinkWant, PictureWant, Want

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
        [one for member in members for one in _linked(member, wants[member.profile.slug])],
        report,
    )
    check_links(tracking, links, {member.profile.slug: member.profile.place for member in members}, report)

    cache = PictureCache(request.root / ".ambassador" / "pictures")
    every = [want for listed in wants.values() for want in listed]
    assets = plan_pictures(
        request.root,
        [*(want for want in every if isinstance(want, PictureWant)), *_portraits(members), *_in_pages(site)],
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

    files: list[OutputFile] = []
    specs = plan_cards(site, theme, members)
    drawn = assets.drawn
    for done, (path, card) in enumerate(
        zip(specs, draw_all(list(specs.values()), cache, request.jobs), strict=True), 1
    ):
        progress("share cards", done, len(specs))
        if isinstance(card, PictureError):  # its page has reported the picture already, or it draws without it
            report.error(card.name, card.message, site.place, card.help)
            continue
        drawn += card.fresh
        files.append(OutputFile(path, source=card.path))

    url = (request.url or site.settings.url).rstrip("/")
    try:
        bundle = bundle_theme(theme)
    except (OSError, UnicodeDecodeError) as error:
        message = f"the theme `{theme.name}` lists a file that cannot be read: {error}"
        report.error("broken-theme", message, site.place.at("theme"), "mend its theme.toml")
        return None
    plan = Plan(site, theme, members, links, assets, copies, frozenset(specs), brand, bundle, day, url)
    pages = plan_pages(plan)
    files += [OutputFile(path, data) for path, data in {**bundle.files, **brand.files}.items()]
    files += [OutputFile(path, source=source) for path, source in assets.files.items()]
    files += [OutputFile(path, source=request.root / src) for src, path in copies.items()]
    printed = draw_printed_codes(site, url, theme.share.ink, members, report)
    files += [OutputFile(path, data) for path, data in printed.items()]

    rendered: list[tuple[PlannedPage, str]] = []
    try:
        for done, pair in enumerate(Renderer(theme).render_all(pages), 1):
            progress("pages", done, len(pages))
            rendered.append(pair)
    except TemplateError as error:
        place = Place(os.path.relpath(error.file, request.root), line=error.line, column=1)
        report.error("broken-template", f"the theme's template cannot be rendered: {error.said}", place)
        return None
    files += [OutputFile(page.path, html.encode()) for page, html in rendered]
    files += _for_robots_and_hosts(plan, pages)

    progress("checking", 0, 1)
    _check(plan, rendered, files, report)
    if report.errors:
        return None
    count = sum(link.tracked for made in links.pages.values() for link in made.values())
    live = sum(member.state == "live" for member in members)
    return Made(tuple(files), day, len(pages), live, count, len(assets.pictures) + len(specs), drawn, links.planned)


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


def _linked(member: Member, wants: tuple[Want, ...]) -> Iterator[tuple[Subject, tuple[LinkWant, ...], tuple[str, ...]]]:
    """The links of a person's page and its channel twins, and of each short link."""
    links = tuple(want for want in wants if isinstance(want, LinkWant))
    yield member.subject, links, ("", *member.channels)
    if member.state == "live":
        for want in member.short_links:
            yield member.subject, (want,), (short_address(want),)


def _portraits(members: tuple[Member, ...]) -> list[PictureWant]:
    """Portraits are wanted twice: by the page, and smaller by the directory."""
    wants = []
    for member in members:
        portrait = member.profile.person.portrait
        if portrait and member.state == "live":
            place = member.profile.place.at("portrait", "src")
            focus = (portrait.focus[0], portrait.focus[1]) if portrait.focus else None
            wants += [PictureWant(portrait.src, role, focus, place) for role in ("hero", "entry")]
    return wants


def _in_pages(site: Site) -> list[PictureWant]:
    return [
        story_picture_want(part) for page in site.pages for part in page.text.parts if isinstance(part, PictureSlot)
    ]


def _for_robots_and_hosts(plan: Plan, pages: tuple[PlannedPage, ...]) -> list[OutputFile]:
    addresses = [SitemapUrl(page.address) for page in pages if page.address]
    redirects = [
        Redirect(f"{plan.base}{folder(alias, address)}", f"{plan.base}{folder(member.profile.slug, address)}")
        for member in plan.members
        for alias in member.profile.person.aliases
        for address in member.addresses
    ]
    redirects += _short_redirects(plan)
    return [
        *render_sitemap(addresses, site_url=plan.url),
        OutputFile("robots.txt", render_robots(site_url=plan.url, index=plan.site.settings.index)),
        OutputFile("_headers", render_headers(render_csp(), base_path=plan.base)),
        OutputFile("_redirects", render_redirects(redirects)),
    ]


def _short_redirects(plan: Plan) -> list[Redirect]:
    """Short links, for hosts that can lead on by themselves; not those that would tell robots a code."""
    codes = {code for profile in plan.site.people if (code := profile.person.code)}
    return [
        Redirect(f"{plan.base}{folder(member.profile.slug, short_address(want))}", link.href, 302)
        for member in plan.members
        if member.state == "live"
        for want in member.short_links
        if (link := plan.links.of(member.profile.slug, short_address(want)).get(want))
        and not codes_in(link.href, codes)
    ]


def _check(plan: Plan, rendered: list[tuple[PlannedPage, str]], files: list[OutputFile], report: Report) -> None:
    texts = {
        file.path: file.data.decode()
        for file in files
        if file.data is not None and file.path.endswith((".css", ".xml", "_redirects", "_headers"))
    }
    facts = Facts(
        site_url=plan.url,
        shop=plan.site.settings.shop,
        files={file.path for file in files},
        planned={page.path: page.planned for page, _ in rendered},
        plans={"/".join(filter(None, (*key, "index.html"))): plans for key, plans in plan.links.planned.items()},
        people=People.of(plan.site.people),
        products={id_: product.url for id_, product in plan.site.products.items()},
        network_hosts=(*network_hosts(), *(host for own in plan.site.networks.values() for host in own.hosts)),
        codes={page.path: {page.code} for page, _ in rendered if page.code},
        texts=texts,
    )
    check_pages([BuiltPage(page.path, html, page.kind) for page, html in rendered], facts, report)
