"""What links call a person, and the stand-ins by which one link is made for everybody.

A text that was made for the stand-in, with their names replaced by a person's, is the text that is made for that
person. It is so for names that keep to the stand-in's letters and length: filters, encodings and a network's rules for
sub-ids go letter by letter or by length, and the stand-in's names have every letter that a person's may have. So what
lets the stand-in's name pass unchanged lets any of those pass, and what changes or refuses it shows (see reuse.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from generator.links.schemes.normalize import normalize
from generator.sections.subject import Subject


class LinkIdentity(NamedTuple):
    """A person, by all that links say of them; "" stands for what they have not."""

    slug: str
    id: str
    code: str
    plain_code: str
    """The code as reports have it."""
    tier: str
    market: str


PLACEHOLDER = LinkIdentity(
    slug=f"{digits}-{ascii_lowercase}",
    id=f"{digits}-._~{ascii_letters}",
    code=f"{digits}~_.-{ascii_uppercase}{ascii_lowercase}",
    plain_code=f"{ascii_lowercase}-._~{digits}",
    tier=ascii_lowercase[13:] + ascii_lowercase[:13],
    market=ascii_lowercase[::-1],
)
"""Somebody with every letter in their names; only RFC 3986's unreserved ones, which stand everywhere as they are."""

CONTROL = LinkIdentity("b", "C", "D", "e", "f", "g")
"""Somebody whose names have nothing in common with the stand-in's."""

_PLACEHOLDERS = re.compile("|".join(map(re.escape, PLACEHOLDER)))
_SLOTS = {stand_in: f"%({field})s" for field, stand_in in PLACEHOLDER._asdict().items()}
_COVERED = re.compile(
    "\n".join(rf"(?:(?=[A-Za-z0-9])[{re.escape(''.join(sorted(name)))}]{{1,{len(name)}}})?" for name in PLACEHOLDER)
)

Slots = Mapping[str, str]
"""A person's names, by the fields of `LinkIdentity`."""


def identity_of(subject: Subject) -> LinkIdentity:
    """What links call a person."""
    person = subject.person
    code = person.code or ""
    return LinkIdentity(
        slug=subject.slug,
        id=person.partner_id or "",
        code=code,
        plain_code=normalize(code),
        tier=person.reach or "",
        market=(person.market or subject.settings.market).lower(),
    )


def slots_for(identity: LinkIdentity) -> Slots | None:
    """A person's names to be filled in; None where one of these is none that the stand-in speaks for."""
    return identity._asdict() if _COVERED.fullmatch("\n".join(identity)) else None


def to_template(text: str) -> str:
    """A text that was made for the stand-in, as one that any names are filled into: `to_template(text) % slots`."""
    return _PLACEHOLDERS.sub(lambda found: _SLOTS[found[0]], text.replace("%", "%%"))
