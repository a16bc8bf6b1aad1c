"""What tells one person's links from another's, as short digests: a roster is compared without holding its links.

A link tells people apart by what its schemes carry of a person (an id, a code, a link that was issued), by its sub-id
and by UTM. Each of these is a mark of the link's place: its placement, product and channel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from struct import Struct
from typing import Literal, NamedTuple

from generator.links.names import with_slots
from generator.links.planned import Form, Planned
from generator.links.template import Value

Kind = Literal["utm", "sub", "href"]
_KINDS: tuple[Kind, ...] = ("utm", "sub", "href")
_HREF = _KINDS.index("href")
_RECORD = Struct("<BQQ?")
_PACKED = Struct("<B8s8s?")  # the same bytes, from digests


class Mark(NamedTuple):
    """One mark of a link: `value` is the same for two people whose links have the same mark in the same place.

    `rest` is the same where nothing else tells the two apart either. `bare` says that the link has no other mark.
    """

    kind: Kind
    value: int
    rest: int
    bare: bool


def marks_of(planned: Iterable[Planned]) -> bytes:
    """The marks of all links of one person; `read_marks` reads them. The first link in a place counts."""
    found: dict[bytes, bytes] = {}
    for plan in planned:
        slots = plan.slots
        for kind, mark, rest, bare in _marks_in_slots(plan.form) if slots else _marks(plan.form):
            digest = _digest(mark % slots if slots else mark)
            if digest not in found:
                found[digest] = _PACKED.pack(kind, digest, _digest_of(rest % slots if slots else rest), bare)
    return b"".join(found.values())


def read_marks(marks: bytes) -> Iterator[Mark]:
    """Read what `marks_of` made."""
    for kind, value, rest, bare in _RECORD.iter_unpack(marks):
        yield Mark(_KINDS[kind], value, rest, bare)


def values_of(marks: bytes) -> list[int]:
    """The values alone."""
    return [value for _, value, _, _ in _RECORD.iter_unpack(marks)]


def hrefs_of(marks: bytes) -> set[int]:
    """The values of the links themselves."""
    return {value for kind, value, _, _ in _RECORD.iter_unpack(marks) if kind == _HREF}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


_digest_of = lru_cache(maxsize=1024)(_digest)
"""Of the rest, which is mostly the same for all links of a person."""


class _Text(NamedTuple):
    """What a mark is a digest of, and what its rest is one of."""

    kind: int
    mark: str
    rest: str
    bare: bool


@lru_cache(maxsize=8192)
def _marks_in_slots(form: Form) -> tuple[_Text, ...]:
    return tuple([_Text(kind, with_slots(mark), with_slots(rest), bare) for kind, mark, rest, bare in _marks(form)])


def _marks(form: Form) -> tuple[_Text, ...]:
    want, steps = form.want, form.steps
    place = repr((want.placement, want.product or want.destination, want.items, form.channel))
    own = _standing(form.values, {name for step in steps for name in step.scheme.personal})
    subs = _standing(form.values, {name for step in steps for name in step.scheme.subs})
    network = steps[-1].network
    says_utm = network.utm != "none" or any("{utm_" in text for _, text in network.defaults)
    utm = tuple(form.utm.values()) if says_utm and any(form.utm.values()) else ()
    marks = ((0, utm, (own, subs)), (1, subs, (own, utm)), (_HREF, form.href, ()))
    return tuple(
        [
            _Text(kind, f"{kind} {place} {value}", repr(rest), not (own or subs or utm))
            for kind, value, rest in marks
            if value
        ]
    )


def _standing(values: Mapping[str, Value], names: set[str]) -> tuple[str, ...]:
    return tuple([str(values[name]) for name in sorted(names) if values.get(name)])
