"""The index of all people that a link could name: one look-up, at any number of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote_plus

from msgspec import Struct

from generator.content.person_summary import PersonSummary
from generator.links.audit.verify import Payee

_ENDS = re.compile(r"[/?&=#;,:()]")
_DEPTH = 4
"""How often a link is decoded: a chain has at most four schemes."""


class Payees(Struct, frozen=True):
    """The whole roster with ended people, whose links and codes are still in use.

    `marks` says which marks belong to which people: (kind, value) -> slugs. Codes ignore letter case.
    """

    payees: Mapping[str, Payee]
    marks: Mapping[tuple[str, str], frozenset[str]]

    @classmethod
    def of(cls, people: Iterable[PersonSummary]) -> Payees:
        """Index the people of a site."""
        payees = {person.slug: Payee(person.slug, person.partner_id, person.code, person.links) for person in people}
        marks: dict[tuple[str, str], frozenset[str]] = {}
        for payee in payees.values():
            for mark in _marks(payee):
                marks[mark] = marks.get(mark, frozenset()) | {payee.slug}
        return cls(payees, marks)

    def named_in(self, url: str) -> Iterator[tuple[str, str, str]]:
        """Yield the people that any part of an address names, at any depth: (what, the part, the person's slug)."""
        text = url
        for _ in range(_DEPTH):
            yield from self._owners("link", "issued link", text)
            pieces = _ENDS.split(text)
            for before, piece in zip(["", *pieces], pieces, strict=False):
                if before.lower() == "utm_source":
                    yield from self._owners("slug", "UTM source", piece)
                yield from self._owners("id", "id", piece)
                yield from self._owners("code", "discount code", piece.casefold())
            decoded_text = unquote_plus(text)
            if decoded_text == text:
                return
            text = decoded_text

    def _owners(self, kind: str, words: str, value: str) -> Iterator[tuple[str, str, str]]:
        for slug in sorted(self.marks.get((kind, value), ())):
            yield words, value, slug


def _marks(payee: Payee) -> Iterator[tuple[str, str]]:
    yield "slug", payee.slug
    if payee.partner_id:
        yield "id", payee.partner_id
    if payee.code:
        yield "code", payee.code.casefold()
    for link in payee.issued_links.values():
        yield "link", link


NOBODY = Payees({}, {})
