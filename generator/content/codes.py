"""The discount codes of the roster: one's own, else made from the template of site.yaml.

A code depends on its person alone: whoever joins or leaves, printed codes stay true. So two people whose codes would
be the same, or look the same on paper, are a problem, and not a number behind the second one's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from anyascii import anyascii

from generator.content.site import Profile
from generator.models.codes import FIELD, Codes
from generator.problems import Report

_OTHER = re.compile(r"[^A-Z0-9]")
# Read from paper and typed by hand, these are one letter. Shops do not tell upper case from lower.
_LOOKALIKES = str.maketrans("0I", "O1")


def give_codes(people: Iterable[Profile], codes: Codes | None, report: Report) -> tuple[Profile, ...]:
    """Give a made code to everybody who has none of their own; `code: false` stays without.

    A code that is taken is reported, and not given.
    """
    people = tuple(people)
    if codes is None:
        return people
    taken = {_on_paper(own): profile for profile in people if (own := profile.person.code)}
    done = []
    for profile in people:
        if profile.person.code is not None:
            done.append(profile)
            continue
        code = make_code(codes, profile.person.name, profile.slug)
        other = taken.setdefault(_on_paper(code), profile)
        if other is not profile:
            first = other.person.code or make_code(codes, other.person.name, other.slug)
            how = "is" if first.upper() == code else f"looks on paper like {first},"
            report.error(
                "code-taken",
                f"the code of {profile.person.name} would be {code}, which {how} the code of {other.person.name}",
                profile.place.at("name"),
                "write a `code` of their own in one of the two profiles",
                ((f"the code of {other.person.name}", other.place.at("code" if other.person.code else "name")),),
            )
            code = ""
        done.append(replace(profile, person=profile.person.model_copy(update={"code": code})))
    return tuple(done)


def make_code(codes: Codes, name: str, slug: str) -> str:
    """Fill the template: capital letters A to Z and digits, other scripts transliterated.

    A name that has no such letters gives way to the slug; somebody of one name has no `{last}` beside `{first}`.
    """
    words = [word for word in map(_plain, name.split()) if word] or [_plain(part) for part in slug.split("-")]
    values = {
        "first": words[0],
        "last": words[-1] if len(words) > 1 or "{first}" not in codes.template else "",
        "slug": _plain(slug),
        "value": (codes.value or "").upper(),
    }
    return FIELD.sub(lambda field: values[field[1]], codes.template).upper()


def _plain(text: str) -> str:
    # Of an emoji, anyascii would make its name.
    letters = "".join(char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] in "LMN")
    return _OTHER.sub("", anyascii(letters).upper())


def _on_paper(code: str) -> str:
    return code.upper().translate(_LOOKALIKES)
