"""Values that identify a person in links, and placeholders for generating a link once.

A link is built for the placeholder identity, and its names are then replaced by a person's. The result equals the link
built for that person, if the person's names keep to the placeholder's letters and length. The reason: filters,
encodings and the networks' rules for sub-ids work letter by letter, or by length. The placeholder's names have every
letter that a person's may have. So a step that leaves them unchanged leaves any covered name unchanged. A step that
changes or refuses them is visible (see reuse.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import NamedTuple

from generator.links.schemes.normalize import normalize
from generator.sections.subject import Subject


class LinkIdentity(NamedTuple):
    """All values by which links identify a person; "" for a missing one."""

    slug: str
    id: str
    code: str
    plain_code: str
    """The code in the form of reports."""
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
"""Identity with every allowed letter in its names: RFC 3986's unreserved ones, which no part of a URL encodes."""

CONTROL = LinkIdentity("b", "C", "D", "e", "f", "g")
"""Second identity, whose names share nothing with those of the placeholder."""

_PLACEHOLDERS = re.compile("|".join(map(re.escape, PLACEHOLDER)))
_SLOTS = {stand_in: f"%({field})s" for field, stand_in in PLACEHOLDER._asdict().items()}
_COVERED = re.compile(
    "\n".join(rf"(?:(?=[A-Za-z0-9])[{re.escape(''.join(sorted(name)))}]{{1,{len(name)}}})?" for name in PLACEHOLDER)
)

Slots = Mapping[str, str]
"""A person's values, by the fields of `LinkIdentity`."""


def identity_of(subject: Subject) -> LinkIdentity:
    """Return the values that identify a person in links."""
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
    """Return a person's values for a template; None if the placeholder does not cover one of them."""
    return identity._asdict() if _COVERED.fullmatch("\n".join(identity)) else None


def to_template(text: str) -> str:
    """Convert a text with placeholder names into a template for any names: `to_template(text) % slots`."""
    return _PLACEHOLDERS.sub(lambda found: _SLOTS[found[0]], text.replace("%", "%%"))
