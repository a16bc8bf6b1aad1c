"""Pages of the preview itself: the index of tools, the link sheet, and the empty page before the first build."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby, islice
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct

from generator.content.site import Profile
from generator.link_sheet.csv_text import write_csv
from generator.link_sheet.read_pages import read_pages
from generator.link_sheet.row import LinkRow
from generator.pages.render import PlannedPage
from generator.problems.formats import summary
from generator.serve.inject import inject
from generator.serve.preview import State
from generator.serve.responder import Responder
from generator.upcoming.changes import upcoming_changes
from generator.upcoming.format import in_words

_PEOPLES = ("person", "channel", "short-link", "ended")
_DAYS = 12  # coming days in the list
_ROWS = 2_000  # of the link sheet on the page: a browser is slow with more


class ListedPage(Struct, frozen=True):
    """A page in the index."""

    url: str
    kind: str
    label: str


class ListedPerson(Struct, frozen=True):
    """A person in the index; `when` is the day when the state ends or began, if the profile has one.

    `url` is the address of the page, "" without one; `card` and `qr` are those of the pictures.
    """

    slug: str
    name: str
    state: str
    when: str
    url: str
    channels: tuple[ListedPage, ...]
    short_links: tuple[ListedPage, ...]
    card: str
    qr: str


def tools_page(state: State) -> bytes:
    """Return the index of tools, which updates itself after every change."""
    site = state.site
    pages = list(_pages(site)) if site else []
    people = list(_people(site, pages)) if site else []
    data = _render(
        "tools.html",
        brand=site.site.page_context.site.settings.brand if site else "No site yet",
        base=quote(site.base) if site else "",
        day=(site.site.day if site else state.as_of) or "",
        fixed=state.as_of is not None,
        counts=_counts(state),
        problems=state.problems,
        more=state.errors + state.warnings - len(state.problems),
        headcount=_headcount(people),
        people=people,
        changes=_changes(site) if site else [],
        others=[page for slug, page in pages if not slug],
    )
    return inject(data, str(state.number))


def links_page(state: State) -> bytes:
    """Return every tracked link of the pages, in the form of the link sheet; only the first of very many."""
    rows = _links(state)
    data = _render("links.html", names=LinkRow._fields, rows=rows[:_ROWS], total=len(rows))
    return inject(data, str(state.number))


def links_csv(state: State) -> bytes:
    """Return the link sheet for a spreadsheet, as `ambassador links` prints it."""
    return write_csv(_links(state)).encode()


def _links(state: State) -> list[LinkRow]:
    if state.site is None:
        return []
    site = state.site.site
    return read_pages(
        {file.path: file.read() for file in site.files if file.path.endswith(".html")}, site.planned_links
    )


def waiting_page() -> bytes:
    """Return an empty page for the time before the first good build; the overlay explains why it is empty."""
    return inject(_render("waiting.html"), "")


def _counts(state: State) -> str:
    files = len({problem.where.split(":")[0] for problem in state.problems})
    return summary(state.errors, state.warnings, files).capitalize()


def _pages(site: Responder) -> Iterator[tuple[str, ListedPage]]:
    """Yield every page with the slug of its person, or ""."""
    slugs = {member.profile.slug for member in site.site.page_context.members}
    for page in site.site.page_list:
        slug, _, inner_path = page.path.removesuffix("index.html").rstrip("/").partition("/")
        own = page.kind in _PEOPLES and slug in slugs
        yield slug if own else "", ListedPage(_url(site, page), page.kind, inner_path or page.kind)


def _people(site: Responder, pages: list[tuple[str, ListedPage]]) -> Iterator[ListedPerson]:
    """Yield all people with a profile; those without a page on the day have no address."""
    by_slug: dict[str, list[ListedPage]] = {}
    for slug, page in pages:
        by_slug.setdefault(slug, []).append(page)
    for profile in site.site.page_context.site.people:
        slug, state = profile.slug, profile.person.state_on(site.site.day)
        own = by_slug.get(slug, [])
        card, qr = f"{slug}/card.jpg", f"{slug}/qr.svg"
        yield ListedPerson(
            slug=slug,
            name=profile.person.name,
            state=state,
            when=_when(profile, state),
            url=next((page.url for page in own if page.kind in ("person", "ended")), ""),
            channels=tuple(page for page in own if page.kind == "channel"),
            short_links=tuple(page for page in own if page.kind == "short-link"),
            card=quote(site.base + card) if card in site.files else "",
            qr=quote(site.base + qr) if qr in site.files else "",
        )


def _headcount(people: list[ListedPerson]) -> str:
    """Return the number of people in each state: "13 people: 12 live, 1 draft"."""
    states = Counter(person.state for person in people)
    counts = ", ".join(f"{number:,} {state}" for state, number in sorted(states.items(), key=lambda pair: -pair[1]))
    return f"{len(people):,} {'person' if len(people) == 1 else 'people'}: {counts}"


def _changes(site: Responder) -> list[tuple[date, list[str]]]:
    """Return the next days when the site will change, with the changes of each."""
    changes = upcoming_changes(site.site.page_context.site, site.site.day)
    days = groupby(changes, key=lambda change: change.day)
    return [(day, [in_words(change) for change in of_day]) for day, of_day in islice(days, _DAYS)]


def _when(profile: Profile, state: str) -> str:
    person = profile.person
    if state == "future":
        return f"from {person.from_}"
    return f"until {person.until}" if person.until else ""


def _url(site: Responder, page: PlannedPage) -> str:
    return quote(site.base + page.path.removesuffix("index.html"))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, **facts: object) -> bytes:
    return _environment().get_template(template).render(**facts).encode()
