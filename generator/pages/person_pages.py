"""The pages of one person: the page, its channel twins, short links, old addresses, and the directory entry."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from generator.content.codes_in_text import codes_in
from generator.links.resolve import root_from
from generator.models.called import is_group
from generator.models.person import Person
from generator.pages.calls import calls_of
from generator.pages.catalogues import catalogues
from generator.pages.directory_words import split_emphasis
from generator.pages.disclosure import disclose
from generator.pages.json_ld import profile_data
from generator.pages.last_change import last_change
from generator.pages.locale_format import catalogue
from generator.pages.members import Member, short_address
from generator.pages.page_answers import PageAnswers
from generator.pages.page_context import (
    PageContext,
    folder,
    page_frame,
    page_head,
    page_path,
    shorten,
)
from generator.pages.qr_codes import QR_FILE
from generator.pages.render import PlannedPage
from generator.pages.views import (
    DirectoryEntry,
    DisclosureView,
    EndedEntry,
    GoPage,
    HeadView,
    HeroView,
    MovedPage,
    PersonPage,
    SectionView,
    Title,
)
from generator.sections.pictures import PictureView, picture_view
from generator.sections.subject import Subject
from generator.sections.wants import LinkWant


def directory_entry(plan: PageContext, member: Member) -> DirectoryEntry:
    """Return the directory entry of a live person."""
    person, locale = member.profile.person, member.subject.locale
    answers = PageAnswers({}, plan.assets, plan.files)
    return DirectoryEntry(
        name=person.name,
        path=f"{member.profile.slug}/",
        lang=locale,
        tagline=person.tagline or "",
        location=person.location or "",
        niches=person.niches,
        picture=picture_view(person.portrait, "entry", answers, locale, plan.site.settings.locale),
    )


def ended_entry(plan: PageContext, member: Member) -> EndedEntry:
    """Return the content of an ended person's thank-you page."""
    person, lang, settings = member.profile.person, member.subject.locale, plan.site.settings
    answers = PageAnswers({}, plan.assets, plan.files)
    return EndedEntry(
        name=person.name,
        first=person.called_in(settings.locale),
        lang=lang,
        since=person.since,
        until=person.until,
        picture=picture_view(person.portrait, "entry", answers, lang, settings.locale),
    )


def plan_person(plan: PageContext, member: Member) -> Iterator[PlannedPage]:
    """Yield every page of a person on the day of the plan.

    The thank-you of an ended person shows other people, so the site's own pages include it.
    """
    if member.state != "ended":
        yield _live(plan, member, "")
        for channel in member.channels:
            yield _live(plan, member, channel)
        for want in member.short_links:
            yield from _short(plan, member, want)
    for alias in member.profile.person.aliases:
        for address in member.addresses:
            yield _moved_page(plan, member, alias, address)


def _live(plan: PageContext, member: Member, channel: str) -> PlannedPage:
    subject, person = member.subject, member.profile.person
    slug, lang, settings = subject.slug, subject.locale, plan.site.settings
    links = plan.links.of(slug, channel)
    answers = PageAnswers(links, plan.assets, plan.files)
    section_views = ((section.name, section.view(subject, answers)) for section in member.sections)
    views = {name: view for name, view in section_views if view is not None}
    if person.sections is None:
        views = {name: views[name] for name in plan.theme.order(views)}
    address = f"{plan.url}/{slug}/"
    index = settings.index if person.index is None else person.index
    description = shorten(_describe(person, subject.story.opening))
    hero = _hero(plan, member, answers)
    image = _share_image(plan, slug, hero.picture)
    changed_day = last_change(plan.site, person, plan.day)
    data = profile_data(member, address, f"{plan.url}/", _portrait(plan, hero.picture), description, changed_day, views)
    head = HeadView(
        title=f"{person.name} · {settings.brand}",
        description=description,
        canonical=address,
        index=index and not channel,
        kind="profile",
        image=image,
        image_alt=f"{person.name} · {settings.brand}" if image else "",
        json_ld=data,
        styles=plan.bundle.styles,
        script=plan.bundle.script,
        icons=plan.brand.icons,
        preload=hero.picture,
    )
    return PlannedPage(
        path=page_path(slug, channel),
        kind="channel" if channel else "person",
        template="person.html",
        lang=lang,
        view=PersonPage(
            frame=page_frame(plan, lang, root_from(channel), head, links),
            disclosure=_disclosure(plan, member) if member.pays else DisclosureView("", "", ""),
            hero=hero,
            calls=calls_of(views),
            sections=tuple(SectionView(name, _title(subject, name), view) for name, view in views.items()),
            printed_code=f"{slug}/{QR_FILE}" if settings.qr_codes else "",
        ),
        planned_hrefs=frozenset(link.href for link in links.values() if link.is_tracked),
        code=person.code or "",
        address=address if head.index else "",
        changed_day=changed_day,
    )


def _title(subject: Subject, section: str) -> Title:
    title = subject.person.titles.get(section)
    return split_emphasis(title.for_locale(subject.locale, subject.settings.locale)) if title else ()


def _disclosure(plan: PageContext, member: Member) -> DisclosureView:
    person, settings = member.profile.person, plan.site.settings
    words = catalogue(catalogues(plan.theme.folders), member.subject.locale)
    relationship, market = person.relationship or settings.relationship, person.market or settings.market
    return disclose(market, relationship, settings.brand, words)


def _short(plan: PageContext, member: Member, want: LinkWant) -> Iterator[PlannedPage]:
    slug, person, lang = member.profile.slug, member.profile.person, member.subject.locale
    address = short_address(want)
    link = plan.links.of(slug, address).get(want)
    if link is None:  # the stage that generates the link reported it
        return
    product = plan.site.products[want.product].name
    head = page_head(plan, f"{product} · {plan.site.settings.brand}", "", "", index=False)
    view = GoPage(
        frame=page_frame(plan, lang, root_from(address), head),
        disclosure=replace(_disclosure(plan, member), more=""),
        product=product,
        link=link,
        name=person.name,
        first=person.called_in(plan.site.settings.locale),
        path=f"{slug}/",
    )
    yield PlannedPage(page_path(slug, address), "short-link", "go.html", lang, view, frozenset({link.href}))


def _hero(plan: PageContext, member: Member, answers: PageAnswers) -> HeroView:
    person, settings = member.profile.person, plan.site.settings
    first, further_names = split_name(person.name)
    return HeroView(
        name=person.name,
        first=first,
        rest=further_names,
        called=person.called_in(settings.locale),
        several=is_group(person.name),
        handle=person.handle or "",
        tagline=person.tagline or "",
        picture=picture_view(person.portrait, "hero", answers, member.subject.locale, settings.locale),
        location=person.location or "",
        niches=person.niches,
        since=person.since,
        followers=person.followers,
        tier=person.reach or "",
        relationship=person.relationship or settings.relationship,
    )


def split_name(name: str) -> tuple[str, str]:
    """Split a name for the two voices of the display face. A couple's name splits after the first of the two."""
    first, _, further_names = name.partition(" ")
    return first, further_names


def _describe(person: Person, opening: str) -> str:
    """Return the tagline and the opening of the story, without any code: crawlers read the description."""
    if not person.tagline:
        return opening
    if not opening or codes_in(opening, [person.code] if person.code else []):
        return person.tagline
    ends = person.tagline[-1] in ".!?…。！？؟"
    return f"{person.tagline}{'' if ends else ' ·'} {opening}"


def _portrait(plan: PageContext, picture: PictureView | None) -> str:
    return f"{plan.url}/{picture.files.fallback}" if picture else ""


def _share_image(plan: PageContext, slug: str, picture: PictureView | None) -> str:
    if f"{slug}/card.jpg" in plan.cards:
        return f"{plan.url}/{slug}/card.jpg"
    return _portrait(plan, picture)


def _moved_page(plan: PageContext, member: Member, alias: str, address: str) -> PlannedPage:
    slug, person, lang = member.profile.slug, member.profile.person, member.subject.locale
    head = page_head(plan, person.name, "", f"{plan.url}/{slug}/", index=False)
    view = MovedPage(page_frame(plan, lang, root_from(address), head), folder(slug, address), person.name)
    return PlannedPage(page_path(alias, address), "redirect", "moved.html", lang, view)
