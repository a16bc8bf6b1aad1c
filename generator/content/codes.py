"""The discount codes of the roster: one's own, else made from the template of site.yaml.

A code depends on its person alone: whoever joins or leaves, printed codes stay true. So two people whose codes would
be the same, or look the same on paper, are a problem, and not a number behind the second one's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace

from anyascii import anyascii

from generator.content.presence import Presence
from generator.content.site import Profile
from generator.models.codes import FIELD, Codes
from generator.problems import Report

_OTHER = re.compile(r"[^A-Z0-9]")
# Read from paper and typed by hand, these are one letter. Shops do not tell upper case from lower.
_LOOKALIKES = str.maketrans("0I", "O1")


def give_code(profile: Profile, codes: Codes | None) -> Profile:
    """Give a made code to somebody who has none of their own; `code: false` stays without."""
    if codes is None or profile.person.code is not None:
        return profile
    code = make_code(codes, profile.person.name, profile.slug)
    return replace(profile, person=profile.person.model_copy(update={"code": code}), code_is_made=True)


def check_codes(people: Iterable[Presence], codes: Codes | None, report: Report) -> None:
    """Report every made code that another person has, or one that looks like it on paper."""
    people = tuple(people)
    taken = {on_paper(one.code): one for one in reversed(people) if one.code and not one.code_is_made}
    for one in people:
        if not one.code_is_made or not one.code:
            continue
        other = taken.setdefault(on_paper(one.code), one)
        if other is not one:
            how = "is" if other.code.upper() == one.code else f"looks on paper like {other.code},"
            report.error(
                "code-taken",
                f"the code of {one.name} would be {one.code}, which {how} the code of {other.name}",
                one.place.at("name"),
                f"write a `code` of their own in one of the two profiles{_such_as(one, codes, taken)}",
                ((f"the code of {other.name}", other.place.at("name" if other.code_is_made else "code")),),
            )


def make_code(codes: Codes, name: str, slug: str) -> str:
    """Fill the template: capital letters A to Z and digits, other scripts transliterated.

    A name that has no such letters gives way to the slug; somebody of one name has no `{last}` beside `{first}`.
    """
    words = [word for word in map(_plain, name.split()) if word] or [_plain(part) for part in slug.split("-")]
    values = {
        "first": words[0],
        "last": words[-1] if len(words) > 1 or "{first}" not in codes.template else "",
        "slug": _plain(slug),
    }
    return _fill(codes, values)


def _fill(codes: Codes, values: Mapping[str, str]) -> str:
    every = {"value": codes.value or "", **values}
    return FIELD.sub(lambda field: every[field[1]], codes.template).upper()


def _such_as(one: Presence, codes: Codes | None, taken: Container[str]) -> str:
    found = (code for code in other_codes(codes, one.name, one.slug) if on_paper(code) not in taken) if codes else ()
    code = next(iter(found), "")
    return f", such as `code: {code}`" if code else ""


def other_codes(codes: Codes, name: str, slug: str) -> Iterator[str]:
    """Codes by the same template for somebody whose own one is taken: with more of the name, at last with the slug.

    `{first}{value}` of Anna Berg: ANNAB15, ANNABERG15, ANNABERG215 (whose slug is anna-berg-2).
    """
    words = [word for word in map(_plain, name.split()) if word]
    first, last = (words[0], words[-1]) if len(words) > 1 else ("", "")
    longer = [first + last[0], first + last] if last else []
    made = make_code(codes, name, slug)
    for who in dict.fromkeys((*longer, _plain(slug))):
        code = _fill(codes, {"first": who, "last": "" if "{first}" in codes.template else who, "slug": who})
        if code != made:
            yield code


def _plain(text: str) -> str:
    # Of an emoji, anyascii would make its name.
    letters = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] in "LMN")
    return _OTHER.sub("", anyascii(letters).upper())


def on_paper(code: str) -> str:
    """A code as one reads it from paper."""
    return code.upper().translate(_LOOKALIKES)
