"""From content to kits: what each person is given, on a day or for a campaign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from generator.content.codes_in_text import CodeIndex
from generator.content.product_addresses import is_address_of
from generator.content.roster_file import load_roster
from generator.content.site import Profile, Site
from generator.images.cards.card_spec import CardPicture, CardSpec, Colours
from generator.images.cards.lettering import FONT_HINT, undrawn_letters
from generator.images.cards.poster import SIZES, PosterSpec, Size
from generator.images.cards.print_card import PrintSpec
from generator.images.errors import PictureError
from generator.kit.brief import show_brief
from generator.kit.captions import MOST, Hook, Material, hashtags, write_captions
from generator.kit.dates import dates_of, rights_left
from generator.kit.kit import Colouring, Kit, KitLink, KitPicture, PlatformCaptions, ShopLink, State
from generator.kit.numbers import numbers_of
from generator.kit.platforms import PLATFORMS, platform_of, platforms_of
from generator.kit.words import Words, languages, words_for
from generator.links.audit.verify import Payee
from generator.links.link_templates import verify_by_template
from generator.links.resolve import Links, resolve_links
from generator.links.schemes.tracking import TrackingConfig
from generator.models.campaign import Campaign
from generator.models.roster import Roster
from generator.pages.catalogues import catalogues
from generator.pages.contrast import mix, readable, text_on
from generator.pages.disclosure import PostLabel, label_post
from generator.pages.locale_format import catalogue, direction, long_day
from generator.pages.members import (
    QR,
    Member,
    member_of,
    short_address,
)
from generator.pages.page_wants import wanted_links
from generator.pages.qr_codes import printed_address
from generator.pages.share_cards import plan_card
from generator.pages.theme import Theme
from generator.problems import Report
from generator.sections.favorites import Favorite
from generator.sections.section import Section

_SENTENCE = re.compile(r"(?<=[.!?…])\s")
_LONGEST_QUOTE = 200
"""Letters of a story's first sentence that is a caption's beginning."""
_PRODUCTS = 3
"""Of so many favourites there are pictures and captions."""
_PRODUCT_SIZES: tuple[Size, ...] = ("story", "feed", "pin")


class Workroom(Struct, frozen=True):
    """What all kits are made of. `campaign` is the id of the one that they are for; "" is whichever runs."""

    site: Site
    theme: Theme
    tracking: TrackingConfig
    sections: tuple[Section, ...]
    day: date
    campaign: str = ""
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The rows of a report, by person; their amounts are in `currency`."""
    currency: str = ""


def gather_kits(room: Workroom, slugs: Sequence[str], report: Report) -> list[Kit]:
    """The kits of these people, in the order of their slugs. What is left out or guessed is reported."""
    codes = CodeIndex(profile.person.code for profile in room.site.people if profile.person.code)
    selected_slugs = set(slugs)
    people_slugs = frozenset(profile.slug for profile in room.site.people)
    kits = []
    for profile in sorted(room.site.people, key=lambda person: person.slug):
        if profile.slug in selected_slugs:
            kit = _gather(room, profile, codes, people_slugs, report)
            if kit is not None:
                kits.append(kit)
    return kits


def _gather(room: Workroom, profile: Profile, codes: CodeIndex, slugs: frozenset[str], report: Report) -> Kit | None:
    person, site = profile.person, room.site
    campaign = site.campaigns.get(room.campaign)
    day = max(filter(None, (room.day, person.from_, campaign.from_ if campaign else None)))
    state = person.state_on(room.day)
    if state != "ended" and person.state_on(day) == "ended":
        message = f"the page of {person.name} ends before the campaign begins, on {day}"
        report.warning("no-kit", message, profile.place.at("until"), "no kit was made for them")
        return None
    if state == "ended":
        day = room.day
    if room.campaign and state != "ended":  # this one, whichever else runs
        profile = replace(profile, person=person.model_copy(update={"campaigns": (room.campaign,)}))
    member = member_of(profile, site, room.sections, room.theme.sections, day, drafts=True)
    if member is None:
        return None
    links = resolve_links(room.tracking, wanted_links(member, tuple(member.wants())), report)
    _prove(room, profile, links, slugs, report)
    words = words_for(member.subject.locale)
    if not words.is_own:
        message = f"kits have no words in `{member.subject.locale}`: these kits are in English"
        hint = f"the languages of kits are {', '.join(languages())}"
        report.warning("no-catalogue", message, profile.place.at("locale"), hint)
    shown_state: State = "ended" if state == "ended" else "draft" if state == "draft" else "live"
    shown_state = "coming" if state == "future" else shown_state
    roster = load_roster(site.root, profile.place.file, report) or Roster()
    maker = _Maker(room, member, roster, links, words, day, shown_state, codes, report)
    return maker.make()


def _prove(room: Workroom, profile: Profile, links: Links, slugs: frozenset[str], report: Report) -> None:
    """Read each link back, as the audit of a build does."""
    person, products = profile.person, room.site.products
    payee = Payee(profile.slug, person.partner_id or "", person.code or "", person.links)
    for link in (plan for plans in links.planned_links.values() for plan in plans):
        want = link.want
        destination = products[want.product].url if want.product in products else want.destination
        if is_address_of(want.destination, destination):
            destination = want.destination
        for fault in verify_by_template(link, link.href, payee, destination, slugs):
            report.error(fault.name, f"a paid link {fault.message}: {link.href[:200]}", profile.place)


class _Maker(Struct):
    """Makes the kit of one person."""

    room: Workroom
    member: Member
    roster: Roster
    links: Links
    words: Words
    day: date
    state: State
    codes: CodeIndex
    report: Report

    def make(self) -> Kit:
        room, member, words = self.room, self.member, self.words
        person, subject, settings = member.profile.person, member.subject, room.site.settings
        market, relationship = person.market or settings.market, person.relationship or settings.relationship
        words_of_theme = catalogue(catalogues(room.theme.folders), subject.locale)
        label = label_post(market, relationship, settings.brand, words_of_theme)
        offer = subject.campaign.offer if subject.campaign else None
        pick = (subject.locale, settings.locale)
        is_ended = self.state == "ended"
        code = person.code or ""
        until = subject.campaign.until if subject.campaign and offer else None
        brief = subject.campaign.brief if subject.campaign else None
        title = offer.title.for_locale(*pick) if offer else ""
        short = offer.short.for_locale(*pick) if offer and offer.short else ""
        captions = () if is_ended else self._captions(label, code, title, until)
        pictures, print_spec, why = ((), None, "") if is_ended else self._pictures(label, code, short)
        shown_brief, do, dont = show_brief(brief, words, *pick) if not is_ended else ((), (), ())
        return Kit(
            slug=subject.slug,
            name=person.name,
            brand=settings.brand,
            state=self.state,
            day=self.day,
            locale=words.locale if not words.is_own else subject.locale,
            direction=direction(subject.locale if words.is_own else "en"),
            words=words,
            label=label,
            relationship=relationship,
            notices=tuple(self._notices()),
            links=tuple(self._links()),
            shop_links=tuple(self._shop_links()),
            code=code,
            offer=title,
            terms=offer.terms.for_locale(*pick) if offer and offer.terms else "",
            code_until=self._say_day(until),
            captions=captions,
            pictures=pictures,
            print_spec=print_spec,
            switches=() if is_ended else tuple(self._switches(relationship)),
            brief=shown_brief,
            do=(words.say("do_label", label=label.lead), words.say("do_own"), *do),
            dont=(words.say("dont_health"), words.say("dont_hide"), *dont),
            dates=self._dates(subject.campaign),
            numbers=numbers_of(row, room.currency, words) if (row := room.people.get(subject.slug)) else None,
            licence=self._licence(subject.campaign, pick),
            contact=settings.contact or "",
            colours=_colouring(room.theme),
            fonts=_fonts(room.theme),
            undrawn_reason=why,
        )

    def _say_day(self, day: date | None) -> str:
        return long_day(day, self.words.locale) if day else ""

    def _notices(self) -> Iterator[str]:
        words, person = self.words, self.member.profile.person
        if self.state == "draft":
            yield words.say("draft")
        elif self.state == "coming":
            yield words.say("opens", day=self._say_day(person.from_))
        campaign = self.member.subject.campaign
        if self.room.campaign and campaign and campaign.from_ and campaign.from_ > self.room.day:
            yield words.say("begins", campaign=campaign.name, day=self._say_day(campaign.from_))

    @property
    def _page(self) -> str:
        return f"{self.room.site.settings.url.rstrip('/')}/{self.member.subject.slug}/"

    def _links(self) -> Iterator[KitLink]:
        """The page's addresses, and one for each product: a short link, else the shop's tagged one."""
        words, member, slug = self.words, self.member, self.member.subject.slug
        site = self.room.site

        def links_at(address: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(link.href for link in self.links.planned_links.get((slug, address), ())))

        yield KitLink(words.say("your_page"), words.say("where_page"), self._page, "", "", links_at(""))
        for channel in member.channels:
            platform = "qr" if channel == QR else platform_of(channel)
            where = words.say(f"where_{platform}") if platform else words.say("where_other", channel=channel)
            name = PLATFORMS[platform].name if platform in PLATFORMS else "QR" if channel == QR else channel
            address = f"{self._page}{channel}/"
            if channel == QR:
                address = printed_address(site.settings.url.rstrip("/"), slug)
            yield KitLink(name, where, address, channel, "", links_at(channel))
        if member.short_links:
            for want in member.short_links:
                address = short_address(want)
                tags = links_at(address)
                if tags or self.state == "ended":
                    yield self._product_link(want.product, f"{self._page}{address}/", tags)
            return
        first = {link.want.product: link.href for link in reversed(self.links.planned_links.get((slug, ""), ()))}
        for product in sorted(filter(None, first)):
            yield self._product_link(product, first[product], (first[product],))

    def _product_link(self, product: str, address: str, tagged_links: tuple[str, ...]) -> KitLink:
        words, site = self.words, self.room.site
        name = site.products[product].name if product in site.products else product
        sticker = words.say("sticker", text=f"{name} – {site.settings.brand}")
        return KitLink(name, words.say("where_product", product=name), address, "", product, tagged_links, sticker)

    def _shop_links(self) -> Iterator[ShopLink]:
        slug = self.member.subject.slug
        for (_, address), plans in sorted(self.links.planned_links.items(), key=lambda item: item[0][1]):
            for plan in plans:
                if plan.slug == slug:
                    yield ShopLink(address, plan.want.placement, plan.want.product, plan.href)

    def _captions(self, label: PostLabel, code: str, offer: str, until: date | None) -> tuple[PlatformCaptions, ...]:
        person, subject, site = self.member.profile.person, self.member.subject, self.room.site
        brief = subject.campaign.brief if subject.campaign else None
        hooks = self._postable_hooks(list(self._hooks(code)), subject.campaign)
        tags = hashtags((*(brief.hashtags if brief else ()), site.settings.brand, *person.niches))
        material = Material(label, site.settings.brand, hooks, code, offer, self._say_day(until), tags)
        accounts = getattr(person, "socials", None) or {}
        pieces = [piece.platform for piece in brief.pieces] if brief else []
        pictures = []
        for platform in platforms_of(accounts, self.member.channels, pieces):
            rules = PLATFORMS[platform]
            channel = next((channel for channel in self.member.channels if platform_of(channel) == platform), "")
            address = f"{self._page}{channel}/" if channel else self._page
            tag = brief.tags.get(platform, "") if brief else ""  # type: ignore[call-overload]
            texts = write_captions(material, rules, address, tag, self.words)
            pictures.append(PlatformCaptions(platform, rules.name, rules.fold, tuple(texts)))
        return tuple(pictures)

    def _hooks(self, code: str) -> Iterator[Hook]:
        """The person's own words first: notes, the line beneath their name, how their story begins."""
        person, site, words = self.member.profile.person, self.room.site, self.words
        favorites = [favorite for favorite in self._favorites() if favorite.product in site.products]
        for favorite in [favorite for favorite in favorites if favorite.note][:_PRODUCTS]:
            yield Hook(favorite.note or "", site.products[favorite.product].name)
        if person.tagline:
            yield Hook(person.tagline, key="tagline")
        first = _SENTENCE.split(self.member.profile.story.opening, maxsplit=1)[0].strip()
        if 0 < len(first) <= _LONGEST_QUOTE:
            yield Hook(first, key="")
        if code:
            yield Hook(words.say("hook_offer", brand=site.settings.brand))
        for favorite in [favorite for favorite in favorites if not favorite.note][:_PRODUCTS]:
            yield Hook(words.say("hook_product", product=site.products[favorite.product].name))
        yield Hook(words.say("hook_brand", brand=site.settings.brand))

    def _postable_hooks(self, hooks: list[Hook], campaign: Campaign | None) -> list[Hook]:
        """Those that may be posted: without another person's code, and without what the brief forbids."""
        claims = campaign.brief.claims if campaign and campaign.brief else None
        locale, default = self.member.subject.locale, self.room.site.settings.locale
        phrases = [line.for_locale(locale, default) for line in claims.avoid] if claims else []
        own = (self.member.profile.person.code or "").casefold()
        clear_hooks = []
        for hook in hooks:
            foreign = [code for code in self.codes.codes_in(hook.text) if code.casefold() != own]
            claim = next((phrase for phrase in phrases if phrase.casefold() in hook.text.casefold()), "")
            if foreign or claim:
                why = f"the code `{foreign[0]}` of another person" if foreign else f"`{claim}`, which the brief forbids"
                message = f"a caption was left out of the kit, because it has {why}: {hook.text[:80]}"
                hint = "change these words in the profile"
                profile = self.member.profile.place
                place = profile.at(hook.key) if hook.key else profile
                self.report.warning("caption-left-out", message, place, hint)
            else:
                clear_hooks.append(hook)
        return clear_hooks[:MOST]

    def _favorites(self) -> tuple[Favorite, ...]:
        return self.member.subject.written("favorites", tuple[Favorite, ...]) or ()

    def _pictures(
        self, label: PostLabel, code: str, short: str
    ) -> tuple[tuple[KitPicture, ...], PrintSpec | None, str]:
        room, words, person = self.room, self.words, self.member.profile.person
        base = plan_card(room.site, room.theme, self.member)
        colours = _readable(base.colours)
        fonts = (*base.display, *base.text)
        for text in filter(None, (label.short, code)):
            if why := undrawn_letters(text, fonts):
                message = f"the kit of {person.name} has no pictures, because `{text[:40]}` cannot be drawn: {why}"
                self.report.warning("undrawn-label", message, self.member.profile.place, FONT_HINT)
                return (), None, why
        above = " · ".join(filter(None, (words.say("picture_code"), short)))
        on_accent = text_on(colours.accent)

        def spec(size: Size, card: CardSpec) -> PosterSpec:
            return PosterSpec(size, card, label.short, code, above, on_accent)

        base = replace(base, colours=colours, products=())
        products = tuple(self._product_pictures())
        names = (room.site.products[product].name for product, _ in products)
        for text in (base.brand, base.name, base.line, above, *names):
            if why := undrawn_letters(text, fonts):
                message = f"the pictures of the kit of {person.name} leave out `{text[:40]}`: {why}"
                self.report.warning("card-text-left-out", message, self.member.profile.place, FONT_HINT)
        facts = {"name": person.name, "label": label.short, "brand": room.site.settings.brand, "code": code}
        with_code = "_code" if code else ""
        pictures = [
            KitPicture(
                f"pictures/{size}.jpg",
                words.say(f"size_{size}"),
                words.say(f"alt_portrait{with_code}", **facts),
                spec(size, base),
            )
            for size in SIZES
        ]
        for product, picture in products:
            name = room.site.products[product].name
            card = replace(base, name=name, line=person.name, portrait=picture)
            alt = words.say(f"alt_product{with_code}", **facts, product=name)
            pictures += [
                KitPicture(
                    f"pictures/{product}-{size}.jpg", f"{name} · {words.say(f'size_{size}')}", alt, spec(size, card)
                )
                for size in _PRODUCT_SIZES
            ]
        return tuple(pictures), self._plan_print(base, label, code), ""

    def _product_pictures(self) -> Iterator[tuple[str, CardPicture]]:
        from generator.images.decode.open import probe  # lazy: it loads Pillow, which few runs need

        site, count = self.room.site, 0
        for favorite in self._favorites():
            product = site.products.get(favorite.product)
            if product is None or product.image is None or count == _PRODUCTS:
                continue
            path = site.root / product.image.src
            focus = (product.image.focus[0], product.image.focus[1]) if product.image.focus else (0.5, 0.5)
            try:
                picture = CardPicture(path, probe(path).sha, focus)
            except PictureError as error:
                place = site.product_places[favorite.product].at("image", "src")
                self.report.error(error.name, error.message.rstrip("."), place, error.help)
                continue
            count += 1
            yield favorite.product, picture

    def _plan_print(self, base: CardSpec, label: PostLabel, code: str) -> PrintSpec | None:
        settings = self.room.site.settings
        if not settings.qr_codes:
            return None
        return PrintSpec(
            brand=settings.brand,
            name=self.member.profile.person.name,
            label=label.short,
            scan=self.words.say("scan"),
            url=printed_address(settings.url.rstrip("/"), self.member.subject.slug),
            code=code,
            colours=Colours("#ffffff", *(readable(ink, "#ffffff") for ink in _inks(base.colours))),
            display=base.display,
            text=base.text,
            direction=base.direction,
        )

    def _switches(self, relationship: str) -> Iterator[tuple[str, str]]:
        brand, words = self.room.site.settings.brand, self.words
        person, campaign = self.member.profile.person, self.member.subject.campaign
        pieces = [piece.platform for piece in campaign.brief.pieces] if campaign and campaign.brief else []
        for platform in platforms_of(getattr(person, "socials", None) or {}, self.member.channels, pieces):
            rules = PLATFORMS[platform]
            key = f"{relationship}_{platform}"
            key = key if words.has(key) else f"switch_{platform}" if rules.switch else "switch_words"
            yield rules.name, words.say(key, brand=brand)

    def _dates(self, campaign: Campaign | None) -> tuple[str, ...]:
        person, site = self.member.profile.person, self.room.site
        if self.state == "ended":
            return rights_left(self.roster, self.day, self.words)
        return dates_of(person, self.roster, site.campaigns, campaign, self.room.campaign, self.day, self.words)

    def _licence(self, campaign: Campaign | None, pick: tuple[str, str]) -> str:
        words, brief = self.words, campaign.brief if campaign else None
        if self.state == "ended":
            return words.say("ended_pictures")
        if brief and brief.licence:
            return brief.licence.for_locale(*pick)
        days = [day for day in (self.member.profile.person.until, campaign.until if campaign else None) if day]
        until = words.say("licence_until", day=self._say_day(min(days))) if days else words.say("licence_partner")
        return words.say("licence_text", brand=self.room.site.settings.brand, until=until)


def _inks(colours: Colours) -> Iterable[str]:
    return colours.ink, colours.soft, colours.accent


def _readable(colours: Colours) -> Colours:
    """The theme's colours, each in a shade that can be read on its paper."""
    return Colours(colours.paper, *(readable(ink, colours.paper) for ink in _inks(colours)))


def _colouring(theme: Theme) -> Colouring:
    share, night = theme.share, theme.chrome.dark if theme.night else theme.share.paper
    accent = theme.options.get("accent", share.ink)
    by_day, by_night = readable(accent, share.paper), readable(accent, night)
    night_ink = readable(mix(share.paper, share.ink, 0.06) if theme.night else share.ink, night)
    return Colouring(
        paper=share.paper,
        ink=readable(share.ink, share.paper),
        soft=readable(share.soft, share.paper),
        accent=by_day,
        on_accent=text_on(by_day),
        line=mix(share.paper, share.ink, 0.14),
        card=mix(share.paper, "#ffffff", 0.6),
        night_paper=night,
        night_ink=night_ink,
        night_soft=readable(mix(night_ink, night, 0.25), night),
        night_accent=by_night,
        night_on_accent=text_on(by_night),
        night_line=mix(night, night_ink, 0.18),
        night_card=mix(night, night_ink, 0.05),
    )


def _fonts(theme: Theme) -> tuple[tuple[str, bytes], ...]:
    """The faces that draw the share card: the page of a kit carries them in itself."""
    paths = ((name, theme.find(path)) for name, path in (("Display", theme.share.display), ("Text", theme.share.text)))
    return tuple((name, _read_font(path)) for name, path in paths if path)


@lru_cache(maxsize=8)  # the kits of a thousand people hold one copy
def _read_font(path: Path) -> bytes:
    return path.read_bytes()
