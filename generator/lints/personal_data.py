"""The lint of e-mail addresses and phone numbers in content: a repository and a page make them public for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

from generator.content.site import Page, Profile, Site
from generator.links.errors import LinkError
from generator.links.schemes.tracking import host_of
from generator.links.urls.host import site_of
from generator.lints.lint import Finding, lint_content
from generator.lints.written_texts import (
    bare_texts,
    keyed_texts,
    plain_text,
    story_file,
)
from generator.models.settings import Settings
from generator.models.written import Written
from generator.problems import Place
from generator.prose.parts import LinkSlot, Prose

_MAIL = re.compile(r"(?<![@\w.+-])[\w.+-]{1,64}@((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24})")
_DIGITS = re.compile(r"[0-9](?:[\s().\-/\u00a0\u2011]{0,3}[0-9]){6}")
"""Seven digits near each other: less is no phone number, and most texts have not even that."""
_REGIONS = {"UK": "GB"}  # all other markets have their ISO 3166 code
_TRIES = 30
"""Candidates of one text that are looked at: a text of thousands of numbers is no place to read them."""
_NUMBERS_TOLD = 5
_NUMBERS = frozenset(["partner_id", "code", "variant", "followers", "links", "tracking", "src", "image", "poster"])
"""Keys whose values hold numbers, and no phone's."""


@lint_content("personal-data")
def personal_data(settings: Settings, content: Profile | Site) -> Iterator[Finding]:
    """Search a person's files, a draft's too; or the catalogue, campaigns, site.yaml and plain pages.

    An e-mail address of the brand's own domain is not personal. On plain pages, a phone number is the brand's, because
    an imprint needs one.
    """
    own = _Domains(settings)
    if isinstance(content, Profile):
        person = content.person
        regions = _regions(person.market or settings.market, person.locale or settings.locale)
        mentions = [*_in_texts(person, content.place, own, regions)]
        mentions += _in_prose(content.story, Place(story_file(content)), own, regions)
        yield from _findings(mentions)
        return
    regions = _regions(settings.market, settings.locale)
    models: list[tuple[Written, Place]] = [(settings, content.place)]
    models += [(product, content.product_places[id_]) for id_, product in content.products.items()]
    models += [(campaign, content.campaign_places[id_]) for id_, campaign in content.campaigns.items()]
    for model, place in models:
        yield from _findings(_in_texts(model, place, own, regions))
    for page in content.pages:
        yield from _findings(_in_page(page, own))


_Mention = tuple[str, str, Place]
"""What it is, the text, where."""


def _in_texts(model: Written, place: Place, own: _Domains, regions: tuple[str, ...]) -> Iterator[_Mention]:
    every = "\0".join(bare_texts(model))
    if "@" not in every and "%40" not in every and not _DIGITS.search(every):
        return
    for keys, text in keyed_texts(model):
        at = place.at(*keys)
        address = text.startswith(("http://", "https://"))
        for mail in _mails(unquote(text) if address else text, own):
            yield "an e-mail address", mail, Place(at.file, at.keys, find=mail)
        if not address and _DIGITS.search(text) and not _NUMBERS.intersection(map(str, at.keys)):
            for mail in _phones(text, regions):
                yield "a phone number", mail, Place(at.file, at.keys, find=mail)


def _in_prose(prose: Prose, place: Place, own: _Domains, regions: tuple[str, ...]) -> Iterator[_Mention]:
    for part in prose.parts:
        if isinstance(part, LinkSlot) and part.href.startswith("mailto:"):
            yield from (("an e-mail address", mail, part.place) for mail in _mails(unquote(part.href[7:]), own))
        elif isinstance(part, LinkSlot) and part.href.startswith("tel:") and regions:
            yield "a phone number", part.href[4:], part.place
    if not _may_hold_any("".join(part for part in prose.parts if isinstance(part, str))):
        return
    text = plain_text(prose)
    yield from (("an e-mail address", mail, Place(place.file, find=mail)) for mail in _mails(text, own))
    yield from (("a phone number", phone, Place(place.file, find=phone)) for phone in _phones(text, regions))


def _may_hold_any(html: str) -> bool:
    """Return whether a text can contain an address or a number. The sanitiser writes neither `@` nor digits as
    entities.
    """
    return "@" in html or sum(map(html.count, "0123456789")) >= 7


def _in_page(page: Page, own: _Domains) -> Iterator[_Mention]:
    yield from _in_texts(page.facts, page.place, own, ())
    yield from _in_prose(page.text, page.place, own, ())


def _mails(text: str, own: _Domains) -> Iterator[str]:
    if "@" in text:
        yield from (match[0] for match in _MAIL.finditer(text) if site_of(match[1].lower()) not in own)


def _phones(text: str, regions: tuple[str, ...]) -> Iterator[str]:
    if not regions or not _DIGITS.search(text):
        return
    import phonenumbers  # lazy: it is large, and only numbers in texts need it

    for region in regions:
        matches = phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID, _TRIES)
        for match in islice(matches, _NUMBERS_TOLD):
            raw = match.raw_string
            # Ten digits in a row may be anything. A phone number has groups, or begins with 0 or +.
            if not raw.isdigit() or raw.startswith("0"):
                yield raw


def _findings(mentions: Iterable[_Mention]) -> Iterator[Finding]:
    reported_texts: set[tuple[str, str]] = set()
    for what, text, place in mentions:
        if (what, text) not in reported_texts:
            reported_texts.add((what, text))
            yield Finding(
                f"there is {what} here: {_mask(text)}",
                place,
                "delete it, and keep it where only those who need it can read it; what was committed stays in git's "
                "history",
            )


def _mask(text: str) -> str:
    """Return a recognisable but unusable form of a text, because other people read the logs with reports."""
    name, at, domain = text.partition("@")
    return f"{name[0]}…@{domain}" if at else f"{text[:3]}…{text[-2:]}"


class _Domains(Struct, frozen=True):
    """The brand's own domains, parsed when the first address is found, which is rare."""

    settings: Settings

    def __contains__(self, domain: object) -> bool:
        return domain in _domains(self.settings.shop, self.settings.url, self.settings.contact)


@lru_cache(maxsize=8)
def _domains(*urls: str | None) -> frozenset[str]:
    domains = set()
    for url in filter(None, urls):
        with suppress(LinkError):  # another check reports it
            domains.add(site_of(host_of(url)))
    return frozenset(domains)


def _regions(market: str, locale: str) -> tuple[str, ...]:
    """Return the countries whose number formats apply."""
    last = locale.split("-")[-1]
    return tuple(dict.fromkeys([_REGIONS.get(market, market), *([last] if last.isupper() and len(last) == 2 else [])]))
