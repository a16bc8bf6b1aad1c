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

from generator.links.resolve import Planned
from generator.links.template import Value
from generator.links.tracking import Step

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
    reads: dict[int, _Reads] = {}
    for plan in planned:
        want, key = plan.want, id(plan.steps)  # which the links of a page have in common
        read = reads[key] = reads.get(key) or _reads(plan.steps)
        place = _place(want.placement, want.product or want.destination, want.items, plan.channel)
        own = _standing(plan.values, read.own)
        subs = _standing(plan.values, read.subs)
        utm = tuple(plan.utm.values()) if read.utm and any(plan.utm.values()) else ()
        bare = not (own or subs or utm)
        for kind, value, rest in ((0, utm, (own, subs)), (1, subs, (own, utm)), (2, plan.href, ())):
            if value:
                digest = _digest(f"{kind} {place} {value}")
                if digest not in found:
                    found[digest] = _PACKED.pack(kind, digest, _digest_of(rest), bare)
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


@lru_cache(maxsize=1024)
def _digest_of(rest: tuple[object, ...]) -> bytes:
    """It is mostly the same for all links of a person."""
    return _digest(repr(rest))


@lru_cache(maxsize=4096)
def _place(*place: object) -> str:
    return repr(place)


class _Reads(NamedTuple):
    """What the schemes of a link read: the names of what is a person's own, those of sub-ids, and whether UTM."""

    own: tuple[str, ...]
    subs: tuple[str, ...]
    utm: bool


def _reads(steps: tuple[Step, ...]) -> _Reads:
    own = {name for step in steps for name in step.scheme.personal}
    subs = {name for step in steps for name in step.scheme.subs}
    network = steps[-1].network
    utm = network.utm != "none" or any("{utm_" in text for _, text in network.defaults)
    return _Reads(tuple(sorted(own)), tuple(sorted(subs)), utm)


def _standing(values: Mapping[str, Value], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([str(values[name]) for name in names if values.get(name)]) if names else ()
