"""Short digests of what distinguishes one person's links, so that comparing a roster needs no links in memory.

A link identifies a person in three ways. Its schemes carry an id, a code or an issued link; its sub-id may name them;
and so may its UTM values. Each is one digest for the link's position: its placement, product and channel.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from struct import Struct
from typing import Literal, NamedTuple

from generator.links.generate.planned import PlannedLink
from generator.links.schemes.template import Value

Kind = Literal["utm", "sub", "href"]
_KINDS: tuple[Kind, ...] = ("utm", "sub", "href")
_HREF = _KINDS.index("href")
_RECORD = Struct("<BQQ?")
_PACKED_RECORD = Struct("<B8s8s?")  # the same bytes, from digests


DigestText = tuple[int, str, str, bool]
"""The kind of a digest as an index of `_KINDS`, the texts behind its `value` and its `other_values`, and `bare`."""


class LinkDigest(NamedTuple):
    """One digest of a link: two people with equal values at the same position have equal `value`.

    `other_values` is equal if nothing else distinguishes the two either. `bare` says that the link has no other kind
    of digest.
    """

    kind: Kind
    value: int
    other_values: int
    bare: bool


def digests_of(planned_links: Iterable[PlannedLink]) -> bytes:
    """Return the packed digests of one person's links, for `read_digests`. The first link at a position counts."""
    return pack_digests(text for plan in planned_links for text in digest_texts(plan))


def pack_digests(texts: Iterable[DigestText]) -> bytes:
    """Return the digests of texts, packed like those of `digests_of`."""
    records: dict[bytes, bytes] = {}
    for kind, text, other_values, bare in texts:
        digest = _digest(text)
        if digest not in records:
            records[digest] = _PACKED_RECORD.pack(kind, digest, _digest_of(other_values), bare)
    return b"".join(records.values())


def read_digests(digests: bytes) -> Iterator[LinkDigest]:
    """Unpack the bytes of `digests_of`."""
    for kind, value, other_values, bare in _RECORD.iter_unpack(digests):
        yield LinkDigest(_KINDS[kind], value, other_values, bare)


def digest_values(digests: bytes) -> list[int]:
    """Return only the values."""
    return [value for _, value, _, _ in _RECORD.iter_unpack(digests)]


def href_digests(digests: bytes) -> set[int]:
    """Return the values of the digests of whole links."""
    return {value for kind, value, _, _ in _RECORD.iter_unpack(digests) if kind == _HREF}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


_digest_of = lru_cache(maxsize=1024)(_digest)
"""Cached, because most links of a person share one rest."""


def digest_texts(plan: PlannedLink) -> tuple[DigestText, ...]:
    """Return the texts behind the digests of one link."""
    want, steps, values = plan.want, plan.steps, plan.inputs.values
    place = repr((want.placement, want.product or want.destination, want.items, plan.channel))
    own = _present_values(values, {name for step in steps for name in step.scheme.personal})
    subs = _present_values(values, {name for step in steps for name in step.scheme.subs})
    network = steps[-1].network
    says_utm = network.utm != "none" or any("{utm_" in text for _, text in network.defaults)
    utm = tuple(plan.inputs.utm.values()) if says_utm else ()
    utm = utm if any(utm) else ()
    bare = not (own or subs or utm)
    texts = ((0, utm, (own, subs)), (1, subs, (own, utm)), (_HREF, plan.href, ()))
    return tuple(
        [(kind, f"{kind} {place} {value}", repr(other_values), bare) for kind, value, other_values in texts if value]
    )


def _present_values(values: Mapping[str, Value], names: set[str]) -> tuple[str, ...]:
    return tuple([str(values[name]) for name in sorted(names) if values.get(name)])
