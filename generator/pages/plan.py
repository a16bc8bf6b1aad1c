"""Site, Links, Assets and Theme to Pages: which pages there are, and what each may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from generator.content.site import Page, Site
from generator.images.brand import BrandFiles
from generator.images.plan import Assets
from generator.links.resolve import Links, plain_link, root_from
from generator.pages.answers import PageAnswers
from generator.pages.bundle import Bundle
from generator.pages.disclosure import disclose
from generator.pages.json_ld import profile_data
from generator.pages.language import catalogue, direction
from generator.pages.render import PlannedPage
from generator.pages.roster import FOOT, Member, short_address
from generator.pages.theme import Theme
from generator.pages.views import (
    BrandView,
    DirectoryEntry,
    DirectoryPage,
    DisclosureView,
    EndedPage,
    Frame,
    GoPage,
    HeadView,
    HeroView,
    MissingPage,
    MovedPage,
    NavLink,
    PersonPage,
    SectionView,
    TextPage,
)
from generator.pages.words import catalogues
from generator.prose.parts import LinkSlot
from generator.sections.pictures import PictureView, picture_view
from generator.sections.prose_parts import StoryPicture, fill_slots
from generator.sections.wants import Link, LinkWant

LONGEST_DESCRIPTION = 155  # letters; search engines cut there


@dataclass(frozen=True, slots=True)
class Plan:
    """All that pages are made of."""

    site: Site
    theme: Theme
    members: tuple[Member, ...]
    links: Links
    assets: Assets
    files: Mapping[str, str]
    """Files that are published as they are: path from the site's folder -> path from the output's root."""
    cards: frozenset[str]
    """The published paths of share cards."""
    brand: BrandFiles
    bundle: Bundle
    day: date
    url: str
    """The site's address, without a slash at its end."""

    @property
    def base(self) -> str:
        """The path under which the site lives, with a slash at both ends."""
        return urlsplit(self.url).path.rstrip("/") + "/"


def plan_pages(plan: Plan) -> tuple[PlannedPage, ...]:
    """Every page of the site, in the order of their paths."""
    pages = [_directory(plan), _missing(plan), *(_text(plan, page) for page in plan.site.pages)]
    for member in plan.members:
        pages += _person(plan, member)
    return tuple(sorted(pages, key=lambda page: page.path))


def _person(plan: Plan, member: Member) -> Iterator[PlannedPage]:
    if member.state == "ended":
        # What was printed, or stands in old posts, must still lead somewhere.
        for address in member.addresses:
            yield _ended(plan, member, address)
    else:
        yield _live(plan, member, "")
        for channel in member.channels:
            yield _live(plan, member, channel)
        for want in member.short_links:
            yield from _short(plan, member, want)
    for alias in member.profile.person.aliases:
        for address in member.addresses:
            yield _moved(plan, member, alias, address)


def _live(plan: Plan, member: Member, channel: str) -> PlannedPage:
    subject, person = member.subject, member.profile.person
    slug, lang, settings = subject.slug, subject.locale, plan.site.settings
    made = plan.links.of(slug, channel)
    answers = PageAnswers(made, plan.assets, plan.files)
    shown = ((section.name, section.view(subject, answers)) for section in member.sections)
    views = {name: view for name, view in shown if view is not None}
    address = f"{plan.url}/{slug}/"
    index = settings.index if person.index is None else person.index
    opening = person.tagline or subject.story.opening
    hero = _hero(plan, member, answers)
    image = _share_image(plan, slug, hero.picture)
    head = HeadView(
        title=f"{person.name} · {settings.brand}",
        description=shorten(opening),
        canonical=address,
        index=index and not channel,
        kind="profile",
        image=image,
        image_alt=f"{person.name} · {settings.brand}" if image else "",
        json_ld=profile_data(member, address, image, shorten(opening), views),
        styles=plan.bundle.styles,
        script=plan.bundle.script,
        icons=plan.brand.icons,
        preload=hero.picture,
    )
    frame = _frame(plan, lang, root_from(channel), head)
    shop = made.get(LinkWant(FOOT, settings.shop), frame.brand.shop)
    contact = made.get(LinkWant(FOOT, settings.contact)) if settings.contact else None
    frame = replace(frame, brand=replace(frame.brand, shop=shop, contact=contact))
    return PlannedPage(
        path=_path(slug, channel),
        kind="channel" if channel else "person",
        template="person.html",
        lang=lang,
        view=PersonPage(
            frame=frame,
            disclosure=_disclosure(plan, member),
            hero=hero,
            sections=tuple(SectionView(name, view) for name, view in views.items()),
        ),
        planned=frozenset(link.href for link in made.values() if link.tracked),
        code=person.code or "",
        address=address if head.index else "",
    )


def _disclosure(plan: Plan, member: Member) -> DisclosureView:
    person, settings = member.profile.person, plan.site.settings
    words = catalogue(catalogues(plan.theme), member.subject.locale)
    relationship, market = person.relationship or settings.relationship, person.market or settings.market
    return disclose(market, relationship, settings.brand, words)


def _short(plan: Plan, member: Member, want: LinkWant) -> Iterator[PlannedPage]:
    slug, person, lang = member.profile.slug, member.profile.person, member.subject.locale
    address = short_address(want)
    link = plan.links.of(slug, address).get(want)
    if link is None:  # reported when it was made
        return
    product = plan.site.products[want.product].name
    head = _head(plan, f"{product} · {plan.site.settings.brand}", "", "", index=False)
    view = GoPage(
        frame=_frame(plan, lang, root_from(address), head),
        disclosure=replace(_disclosure(plan, member), more=""),
        product=product,
        link=link,
        name=person.name,
        first=split_name(person.name)[0],
        path=f"{slug}/",
    )
    yield PlannedPage(_path(slug, address), "short-link", "go.html", lang, view, frozenset({link.href}))


def _hero(plan: Plan, member: Member, answers: PageAnswers) -> HeroView:
    person, settings = member.profile.person, plan.site.settings
    first, rest = split_name(person.name)
    return HeroView(
        name=person.name,
        first=first,
        rest=rest,
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
    """Split a name for the two voices of the display face; a couple's name after the first of the two."""
    first, _, rest = name.partition(" ")
    return first, rest


def shorten(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Cut a text at a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"


def _share_image(plan: Plan, slug: str, picture: PictureView | None) -> str:
    if f"{slug}/card.jpg" in plan.cards:
        return f"{plan.url}/{slug}/card.jpg"
    return f"{plan.url}/{picture.files.fallback}" if picture else ""


def _ended(plan: Plan, member: Member, address: str) -> PlannedPage:
    subject, person = member.subject, member.profile.person
    head = _head(plan, f"{person.name} · {plan.site.settings.brand}", "", f"{plan.url}/{subject.slug}/", index=False)
    view = EndedPage(
        frame=_frame(plan, subject.locale, root_from(address), head),
        name=person.name,
        first=split_name(person.name)[0],
        since=person.since,
        until=person.until,
    )
    return PlannedPage(_path(subject.slug, address), "ended", "ended.html", subject.locale, view)


def _moved(plan: Plan, member: Member, alias: str, address: str) -> PlannedPage:
    slug, person, lang = member.profile.slug, member.profile.person, member.subject.locale
    head = _head(plan, person.name, "", f"{plan.url}/{slug}/", index=False)
    view = MovedPage(_frame(plan, lang, root_from(address), head), folder(slug, address), person.name)
    return PlannedPage(_path(alias, address), "redirect", "moved.html", lang, view)


def folder(slug: str, address: str) -> str:
    """The path of one of a person's pages from the site's root, with a slash at its end."""
    return f"{slug}/{address}/" if address else f"{slug}/"


def _path(slug: str, address: str) -> str:
    return f"{folder(slug, address)}index.html"


def _directory(plan: Plan) -> PlannedPage:
    settings = plan.site.settings
    answers = PageAnswers({}, plan.assets, plan.files)
    live = [member for member in plan.members if member.state == "live"]
    entries = tuple(
        DirectoryEntry(
            name=member.profile.person.name,
            path=f"{member.profile.slug}/",
            lang=member.subject.locale,
            tagline=member.profile.person.tagline or "",
            location=member.profile.person.location or "",
            niches=member.profile.person.niches,
            picture=picture_view(
                member.profile.person.portrait, "entry", answers, member.subject.locale, settings.locale
            ),
        )
        for member in live
    )
    counts = Counter(niche for entry in entries for niche in entry.niches)
    tagline = settings.tagline.for_locale(settings.locale) if settings.tagline else ""
    about = settings.about.for_locale(settings.locale) if settings.about else ""
    title = f"{settings.brand} · {tagline}" if tagline else settings.brand
    head = _head(plan, title, shorten(about or tagline), f"{plan.url}/", settings.index)
    if "card.jpg" in plan.cards:
        head = replace(head, image=f"{plan.url}/card.jpg", image_alt=title)
    return PlannedPage(
        path="index.html",
        kind="directory",
        template="directory.html",
        lang=settings.locale,
        view=DirectoryPage(
            _frame(plan, settings.locale, "", head),
            entries,
            tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        ),
        address=f"{plan.url}/" if settings.index else "",
    )


def _text(plan: Plan, page: Page) -> PlannedPage:
    settings, facts = plan.site.settings, page.facts
    lang, address = facts.locale or settings.locale, f"{plan.url}/{page.slug}/"
    index = settings.index if facts.index is None else facts.index
    head = _head(
        plan, f"{facts.title} · {settings.brand}", shorten(facts.description or page.text.opening), address, index
    )
    answers = PageAnswers({}, plan.assets, plan.files)
    parts: tuple[str | StoryPicture, ...] = fill_slots(
        page.text, lambda slot: _page_link(plan, slot), lambda _: None, answers
    )
    view = TextPage(_frame(plan, lang, "../", head), facts.title, parts)
    return PlannedPage(f"{page.slug}/index.html", "text", "text.html", lang, view, address=address if index else "")


def _page_link(plan: Plan, slot: LinkSlot) -> Link:
    """On a plain page nobody earns: a product's link is the shop's own address."""
    product = plan.site.products.get(slot.product)
    return plain_link(product.url if product else slot.href, "../")


def _missing(plan: Plan) -> PlannedPage:
    # A 404 is served at any depth, so its paths begin at the base.
    lang = plan.site.settings.locale
    head = _head(plan, plan.site.settings.brand, "", "", index=False)
    return PlannedPage("404.html", "not-found", "missing.html", lang, MissingPage(_frame(plan, lang, plan.base, head)))


def _head(plan: Plan, title: str, description: str, canonical: str, index: bool) -> HeadView:
    return HeadView(
        title=title,
        description=description,
        canonical=canonical,
        index=index,
        kind="website",
        image="",
        image_alt="",
        json_ld="",
        styles=plan.bundle.styles,
        script=plan.bundle.script,
        icons=plan.brand.icons,
        preload=None,
    )


def _frame(plan: Plan, lang: str, root: str, head: HeadView) -> Frame:
    settings = plan.site.settings
    default = settings.locale
    brand = BrandView(
        name=settings.brand,
        tagline=settings.tagline.for_locale(lang, default) if settings.tagline else "",
        about=settings.about.for_locale(lang, default) if settings.about else "",
        logo=plan.brand.logo,
        shop=plain_link(settings.shop, root),
        contact=plain_link(settings.contact, root) if settings.contact else None,
    )
    nav = tuple(
        NavLink(page.facts.title, f"{page.slug}/", page.facts.locale or default)
        for page in plan.site.pages
        if page.facts.nav
    )
    return Frame(lang, direction(lang), root, head, brand, nav, plan.day.year)
