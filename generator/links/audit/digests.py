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

from generator.links.generate.placeholders import to_template
from generator.links.generate.planned import LinkTemplate, PlannedLink
from generator.links.schemes.template import Value

Kind = Literal["utm", "sub", "href"]
_KINDS: tuple[Kind, ...] = ("utm", "sub", "href")
_HREF = _KINDS.index("href")
_RECORD = Struct("<BQQ?")
_PACKED = Struct("<B8s8s?")  # the same bytes, from digests


class LinkDigest(NamedTuple):
    """One mark of a link: `value` is the same for two people whose links have the same mark in the same place.

    `rest` is the same where nothing else tells the two apart either. `bare` says that the link has no other mark.
    """

    kind: Kind
    value: int
    rest: int
    bare: bool


def digests_of(planned: Iterable[PlannedLink]) -> bytes:
    """The marks of all links of one person; `read_digests` reads them. The first link in a place counts."""
    found: dict[bytes, bytes] = {}
    for plan in planned:
        slots = plan.slots
        for kind, mark, rest, bare in _template_texts(plan.template) if slots else _digest_texts(plan.template):
            digest = _digest(mark % slots if slots else mark)
            if digest not in found:
                found[digest] = _PACKED.pack(kind, digest, _digest_of(rest % slots if slots else rest), bare)
    return b"".join(found.values())


def read_digests(digests: bytes) -> Iterator[LinkDigest]:
    """Read what `digests_of` made."""
    for kind, value, rest, bare in _RECORD.iter_unpack(digests):
        yield LinkDigest(_KINDS[kind], value, rest, bare)


def digest_values(digests: bytes) -> list[int]:
    """The values alone."""
    return [value for _, value, _, _ in _RECORD.iter_unpack(digests)]


def href_digests(digests: bytes) -> set[int]:
    """The values of the links themselves."""
    return {value for kind, value, _, _ in _RECORD.iter_unpack(digests) if kind == _HREF}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()


_digest_of = lru_cache(maxsize=1024)(_digest)
"""Of the rest, which is mostly the same for all links of a person."""


class _DigestText(NamedTuple):
    """What a mark is a digest of, and what its rest is one of."""

    kind: int
    text: str
    rest: str
    bare: bool


@lru_cache(maxsize=8192)
def _template_texts(template: LinkTemplate) -> tuple[_DigestText, ...]:
    return tuple(
        [
            _DigestText(kind, to_template(mark), to_template(rest), bare)
            for kind, mark, rest, bare in _digest_texts(template)
        ]
    )


def _digest_texts(template: LinkTemplate) -> tuple[_DigestText, ...]:
    want, steps = template.want, template.steps
    place = repr((want.placement, want.product or want.destination, want.items, template.channel))
    own = _present_values(template.values, {name for step in steps for name in step.scheme.personal})
    subs = _present_values(template.values, {name for step in steps for name in step.scheme.subs})
    network = steps[-1].network
    says_utm = network.utm != "none" or any("{utm_" in text for _, text in network.defaults)
    utm = tuple(template.utm.values()) if says_utm and any(template.utm.values()) else ()
    texts = ((0, utm, (own, subs)), (1, subs, (own, utm)), (_HREF, template.href, ()))
    return tuple(
        [
            _DigestText(kind, f"{kind} {place} {value}", repr(rest), not (own or subs or utm))
            for kind, value, rest in texts
            if value
        ]
    )


def _present_values(values: Mapping[str, Value], names: set[str]) -> tuple[str, ...]:
    return tuple([str(values[name]) for name in sorted(names) if values.get(name)])
