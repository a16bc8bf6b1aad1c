"""What links call a person, and the stand-ins by which one link is made for everybody.

A text that was made for the stand-in, with their names replaced by a person's, is the text that is made for that
person. It is so for names that keep to the stand-in's letters and length: filters, encodings and a network's rules for
sub-ids go letter by letter or by length, and the stand-in's names have every letter that a person's may have. So what
lets the stand-in's name pass unchanged lets any of those pass, and what changes or refuses it shows (see forms.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from generator.links.values import normal_value
from generator.sections.subject import Subject


class Names(NamedTuple):
    """A person, by all that links say of them; "" stands for what they have not."""

    slug: str
    id: str
    code: str
    plain_code: str
    """The code as reports have it."""
    tier: str
    market: str


STAND_IN = Names(
    slug=f"{digits}-{ascii_lowercase}",
    id=f"{digits}-._~{ascii_letters}",
    code=f"{digits}~_.-{ascii_uppercase}{ascii_lowercase}",
    plain_code=f"{ascii_lowercase}-._~{digits}",
    tier=ascii_lowercase[13:] + ascii_lowercase[:13],
    market=ascii_lowercase[::-1],
)
"""Somebody with every letter in their names; only RFC 3986's unreserved ones, which stand everywhere as they are."""

OTHER = Names("b", "C", "D", "e", "f", "g")
"""Somebody whose names have nothing in common with the stand-in's."""

_STAND_INS = re.compile("|".join(map(re.escape, STAND_IN)))
_SLOTS = {stand_in: f"%({field})s" for field, stand_in in STAND_IN._asdict().items()}
_SPOKEN_FOR = re.compile(
    "\n".join(rf"(?:(?=[A-Za-z0-9])[{re.escape(''.join(sorted(name)))}]{{1,{len(name)}}})?" for name in STAND_IN)
)

Slots = Mapping[str, str]
"""A person's names, by the fields of `Names`."""


def names_of(subject: Subject) -> Names:
    """What links call a person."""
    person = subject.person
    code = person.code or ""
    return Names(
        slug=subject.slug,
        id=person.partner_id or "",
        code=code,
        plain_code=normal_value(code),
        tier=person.reach or "",
        market=(person.market or subject.settings.market).lower(),
    )


def slots_for(names: Names) -> Slots | None:
    """A person's names to be filled in; None where one of these is none that the stand-in speaks for."""
    return names._asdict() if _SPOKEN_FOR.fullmatch("\n".join(names)) else None


def with_slots(text: str) -> str:
    """A text that was made for the stand-in, as one that any names are filled into: `with_slots(text) % slots`."""
    return _STAND_INS.sub(lambda found: _SLOTS[found[0]], text.replace("%", "%%"))
