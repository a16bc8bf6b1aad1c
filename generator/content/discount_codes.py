"""Discount codes of people: their own, or generated from the template of site.yaml.

A code depends only on its person, so printed codes stay valid when other people join or leave. So if two people's codes
are equal, or look equal on paper, that is a problem. A number at the end of the second one would break the rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping

from anyascii import anyascii
from msgspec.structs import replace

from generator.content.person_summary import PersonSummary
from generator.content.site import Profile
from generator.models.codes import FIELD, CodedName, Codes, coded_name
from generator.problems import Report

# Chinese characters sound different in each language and name; Arabic and Hebrew omit vowels.
_READ_IN_MANY_WAYS = "[\u0590-\u06ff\u3400-\u4dbf\u4e00-\u9fff]"
_NOT_IN_CODES = re.compile(r"[^A-Z0-9]")
# On paper these look the same. Shops ignore upper and lower case.
_LOOKALIKES = str.maketrans("0I", "O1")


def assign_code(profile: Profile, codes: Codes | None, locale: str) -> Profile:
    """Assign a generated code to a person without one; `code: false` stays without.

    `locale` is the site's language.
    """
    if codes is None or profile.person.code is not None:
        return profile
    person = profile.person
    name = coded_name(person.name, person.called or "", person.handle or "", person.locale or locale)
    code = make_code(codes, name, profile.slug)
    return replace(profile, person=profile.person.model_copy(update={"code": code}), code_is_made=True)


def check_codes(people: Iterable[PersonSummary], codes: Codes | None, report: Report) -> None:
    """Report every generated code that equals another person's code, or looks like it on paper."""
    people = tuple(people)
    people_by_code = {
        on_paper(holder.code): holder for holder in reversed(people) if holder.code and not holder.code_is_made
    }
    for person in people:
        if not person.code_is_made or not person.code:
            continue
        summary = people_by_code.setdefault(on_paper(person.code), person)
        if summary is not person:
            how = "is" if summary.code.upper() == person.code else f"looks like {summary.code} in print,"
            report.error(
                "code-taken",
                f"the code of {person.name} would be {person.code}, which {how} the code of {summary.name}",
                person.place.at("name"),
                f"write a `code` of their own in one of the two profiles{_such_as(person, codes, people_by_code)}",
                ((f"the code of {summary.name}", summary.place.at("name" if summary.code_is_made else "code")),),
            )


def _has_several_readings(name: str) -> bool:
    # A pattern of many letters takes milliseconds to compile, and few names need it.
    return not name.isascii() and re.search(_READ_IN_MANY_WAYS, name) is not None


def make_code(codes: Codes, name: CodedName, slug: str) -> str:
    """Fill the template: capital letters A to Z and digits, other scripts transliterated.

    `{first}` is the name by which the page calls the person. The handle replaces a name that has no letters, or whose
    letters have several readings; without a handle, the slug does. A person with a single name gets no `{last}` beside
    `{first}`.
    """
    first, last = _first_and_last(name, slug)
    if not last and "{first}" not in codes.template:
        last = first if _has_several_readings(name.called) else _plain(name.name.split()[-1]) or first
    return _fill(codes, {"first": first, "last": last, "slug": _plain(slug)})


def _first_and_last(name: CodedName, slug: str) -> tuple[str, str]:
    """Return first and family name in capital letters; "" for a missing family name."""
    called_name = _plain(name.called)
    if not called_name or _has_several_readings(name.called):
        parts = [part for part in map(_plain, slug.split("-")) if part]
        if handle := _plain(name.handle):
            return handle, ""
        return (parts[0], parts[-1] if len(parts) > 1 else "") if parts else ("", "")
    own = [_plain(word) for word in name.called.split()]
    own_parts = [word for word in map(_plain, name.name.split()) if word and word not in own]
    return called_name, own_parts[-1] if own_parts else ""


def _fill(codes: Codes, values: Mapping[str, str]) -> str:
    every = {"value": codes.value or "", **values}
    return FIELD.sub(lambda field: every[field[1]], codes.template).upper()


def _such_as(summary: PersonSummary, codes: Codes | None, codes_in_use: Container[str]) -> str:
    examples = (
        (code for code in other_codes(codes, summary.coded, summary.slug) if on_paper(code) not in codes_in_use)
        if codes
        else ()
    )
    code = next(iter(examples), "")
    return f", such as `code: {code}`" if code else ""


def other_codes(codes: Codes, name: CodedName, slug: str) -> Iterator[str]:
    """Yield alternatives to a taken code: with more of the name, then with the slug.

    `{first}{value}` of Anna Berg: ANNAB15, ANNABERG15, ANNABERG215 (whose slug is anna-berg-2).
    """
    first, last = _first_and_last(name, slug)
    longer = [first + last[0], first + last] if last else []
    new_code = make_code(codes, name, slug)
    for who in dict.fromkeys((*longer, _plain(slug))):
        code = _fill(codes, {"first": who, "last": "" if "{first}" in codes.template else who, "slug": who})
        if code != new_code:
            yield code


def _plain(text: str) -> str:
    # anyascii would replace an emoji by its name.
    letters = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] in "LMN")
    return _NOT_IN_CODES.sub("", anyascii(letters).upper())


def on_paper(code: str) -> str:
    """Return a code in which characters that look equal on paper are equal."""
    return code.upper().translate(_LOOKALIKES)
