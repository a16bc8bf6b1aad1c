"""What tells one person's links from another's, as short digests: a roster is compared without holding its links.

A link tells people apart by what its schemes carry of a person (an id, a code, a link that was issued), by its sub-id
and by UTM. Each of these is a mark of the link's place: its placement, product and channel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from struct import Struct
from typing import Literal, NamedTuple

from generator.links.resolve import Planned
from generator.links.schemes import compile_network

Kind = Literal["utm", "sub", "href"]
_KINDS: tuple[Kind, ...] = ("utm", "sub", "href")
_RECORD = Struct("<BQQ?")


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
    found: dict[int, bytes] = {}
    for plan in planned:
        want = plan.want
        place = repr((want.placement, want.product or want.destination, want.items, plan.channel))
        own, subs, utm = _own(plan), _subs(plan), _utm(plan)
        held = ((utm, (own, subs)), (subs, (own, utm)), (plan.href, ()))
        bare = not (own or subs or utm)
        for kind, (value, rest) in enumerate(held):
            if value:
                digest = _digest(f"{_KINDS[kind]}, {place}, {value!r}")
                if digest not in found:
                    found[digest] = _RECORD.pack(kind, digest, _digest_of_rest(repr(rest)), bare)
    return b"".join(found.values())


def read_marks(marks: bytes) -> Iterator[Mark]:
    """Read what `marks_of` made."""
    for kind, value, rest, bare in _RECORD.iter_unpack(marks):
        yield Mark(_KINDS[kind], value, rest, bare)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


_digest_of_rest = lru_cache(maxsize=1024)(_digest)  # mostly the same for all links of a person


def _own(plan: Planned) -> tuple[str, ...]:
    """What the schemes of a link carry of the person."""
    read = {name for step in plan.steps for name in compile_network(step.network).personal}
    return tuple(str(plan.values[name]) for name in sorted(read) if plan.values.get(name))


def _subs(plan: Planned) -> tuple[str, ...]:
    read = {name for step in plan.steps for name in compile_network(step.network).subs}
    return tuple(str(plan.values[name]) for name in sorted(read) if plan.values.get(name))


def _utm(plan: Planned) -> tuple[tuple[str, str], ...]:
    """The UTM values that stand on the link, in one form or another."""
    network = plan.steps[-1].network
    if network.utm == "none" and not any("{utm_" in text for _, text in network.defaults):
        return ()
    return tuple((key, value) for key, value in plan.utm.items() if value)
