"""Check for a discount code that robots can read, because it is also a name, handle or address of its person."""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.codes_in_text import codes_in
from generator.content.site import Profile
from generator.models.platforms import PLATFORMS
from generator.problems import Report

_HELP = "coupon sites find it there: write another code, as it is in the shop"

_TAKE_OUT = "delete it there: the page shows the code in the offer"
_TEXTS = (("tagline",), ("location",))
"""Texts that can omit the code; a name, a handle and an address cannot."""


def report_code_in_sight(profile: Profile, report: Report) -> None:
    """Report a code that would appear in a page's head or in its data for search engines."""
    code = profile.person.code
    if not code:
        return
    for what, key, text in _in_sight(profile):
        if codes_in(text, [code]):
            message = f"the discount code `{code}` is in {what} too, which robots read"
            if key in _TEXTS:
                report.error("leaked-code", message, profile.place.at(*key), _TAKE_OUT)
                return
            place = profile.place.at("name" if profile.code_is_made else "code")
            related_places = ((what, profile.place.at(*key)),) if key else ()
            report.error("leaked-code", message, place, _HELP, related_places)
            return


def _in_sight(profile: Profile) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield the texts of a page's head: a description, the keys, and the text."""
    person = profile.person
    yield "the address of the page", (), profile.slug
    yield "the name", ("name",), person.name
    yield "the handle", ("handle",), person.handle or ""
    yield "the tagline", ("tagline",), person.tagline or ""
    yield "the place", ("location",), person.location or ""
    for platform, account in (getattr(person, "socials", None) or {}).items():
        yield f"the account of {PLATFORMS[platform][0]}", ("socials", platform), account
