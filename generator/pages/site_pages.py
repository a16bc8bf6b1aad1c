"""The pages that belong to no person: the directory, plain pages, and the 404 page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from generator.content.site import Page
from generator.links.resolve import plain_link, root_from
from generator.pages.forgotten_pages import plan_forgotten
from generator.pages.json_ld import site_data
from generator.pages.page_answers import PageAnswers
from generator.pages.page_context import (
    PageContext,
    page_frame,
    page_head,
    page_path,
    shorten,
)
from generator.pages.render import PlannedPage
from generator.pages.views import DirectoryEntry, DirectoryPage, EndedEntry, EndedPage, MissingPage, TextPage
from generator.prose.parts import LinkSlot
from generator.sections.prose_parts import StoryPicture, fill_slots
from generator.sections.wants import Link

MOST_OTHERS = 3


def plan_own_pages(plan: PageContext) -> tuple[PlannedPage, ...]:
    """Return the pages that do not depend on the roster."""
    return (_missing(plan), *(_text(plan, page) for page in plan.site.pages), *plan_forgotten(plan))


def plan_directory(plan: PageContext, entries: Iterable[DirectoryEntry]) -> PlannedPage:
    """Return the directory page: everyone who is live, in their order."""
    settings, entries = plan.site.settings, tuple(entries)
    counts = Counter(niche for entry in entries for niche in entry.niches)
    tagline = settings.tagline.for_locale(settings.locale) if settings.tagline else ""
    about = settings.about.for_locale(settings.locale) if settings.about else ""
    title = f"{settings.brand} · {tagline}" if tagline else settings.brand
    description, url = shorten(about or tagline), f"{plan.url}/"
    logo = f"{plan.url}/{plan.brand.logo[0]}" if plan.brand.logo else ""
    head = page_head(plan, title, description, url, settings.index)
    head = replace(
        head,
        image_alt=title if head.image else "",
        json_ld=site_data(settings.brand, url, settings.shop, logo, description),
    )
    return PlannedPage(
        path="index.html",
        kind="directory",
        template="directory.html",
        lang=settings.locale,
        view=DirectoryPage(
            page_frame(plan, settings.locale, "", head),
            entries,
            tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        ),
        address=f"{plan.url}/" if settings.index else "",
    )


def with_others(pages: Iterable[PlannedPage], entries: Iterable[DirectoryEntry]) -> tuple[PlannedPage, ...]:
    """Return pages that recommend some live people: the first in the directory that have a picture.

    People whose page has the same language as the given page come first.
    """
    first: list[DirectoryEntry] = []
    speakers: dict[str, list[DirectoryEntry]] = {}
    for entry in entries:
        if entry.picture:
            for some in (first, speakers.setdefault(_language(entry.lang), [])):
                if len(some) < MOST_OTHERS:
                    some.append(entry)

    def entries_for(lang: str) -> tuple[DirectoryEntry, ...]:
        own = speakers.get(_language(lang), [])
        return tuple([*own, *(entry for entry in first if entry not in own)][:MOST_OTHERS])

    return tuple(
        replace(page, view=replace(page.view, others=entries_for(page.lang)))
        if isinstance(page.view, TextPage | MissingPage | EndedPage)
        else page
        for page in pages
    )


def plan_ended(plan: PageContext, slug: str, addresses: Sequence[str], entry: EndedEntry) -> Iterator[PlannedPage]:
    """Yield the thank-you page of an ended person for each of the person's addresses.

    Printed addresses and links in old posts must still lead somewhere.
    """
    settings = plan.site.settings
    tagline = settings.tagline.for_locale(entry.lang, settings.locale) if settings.tagline else ""
    title, url = f"{entry.name} · {settings.brand}", f"{plan.url}/{slug}/"
    head = page_head(plan, title, shorten(tagline), url, index=False)
    for address in addresses:
        view = EndedPage(
            frame=page_frame(plan, entry.lang, root_from(address), head),
            name=entry.name,
            first=entry.first,
            since=entry.since,
            until=entry.until,
            picture=entry.picture,
        )
        yield PlannedPage(page_path(slug, address), "ended", "ended.html", entry.lang, view)


def _language(tag: str) -> str:
    return tag.partition("-")[0]


def _text(plan: PageContext, page: Page) -> PlannedPage:
    settings, facts = plan.site.settings, page.facts
    lang, address = facts.locale or settings.locale, f"{plan.url}/{page.slug}/"
    index = settings.index if facts.index is None else facts.index
    head = page_head(
        plan, f"{facts.title} · {settings.brand}", shorten(facts.description or page.text.opening), address, index
    )
    answers = PageAnswers({}, plan.assets, plan.files)
    parts: tuple[str | StoryPicture, ...] = fill_slots(
        page.text, lambda slot: _page_link(plan, slot), lambda _: None, answers
    )
    view = TextPage(page_frame(plan, lang, "../", head), facts.title, parts)
    changed_day = facts.updated if facts.updated is not None and facts.updated <= plan.day else None
    return PlannedPage(
        f"{page.slug}/index.html",
        "text",
        "text.html",
        lang,
        view,
        address=address if index else "",
        changed_day=changed_day,
    )


def _page_link(plan: PageContext, slot: LinkSlot) -> Link:
    """Return a link of a plain page. It pays no person, so a product link is the shop's own URL."""
    product = plan.site.products.get(slot.product)
    return plain_link(product.url if product else slot.href, "../")


def _missing(plan: PageContext) -> PlannedPage:
    # A host serves the 404 page at any depth, so its paths begin at the base.
    lang = plan.site.settings.locale
    head = page_head(plan, plan.site.settings.brand, "", "", index=False)
    return PlannedPage(
        "404.html", "not-found", "missing.html", lang, MissingPage(page_frame(plan, lang, plan.base, head))
    )
