"""Values that identify a person in links."""

from __future__ import annotations

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
