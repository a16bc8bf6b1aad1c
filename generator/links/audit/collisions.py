"""Detection of two people whose finished links are indistinguishable, whatever the templates say.

If two people share a digest (see digests.py) and nothing else distinguishes them, their sales are mixed: an error. If
something else does, the user may intend it: a warning. A shared sub-id is not even that if its template names no
person.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.links.audit.digests import (
    Kind,
    LinkDigest,
    digest_values,
    read_digests,
)
from generator.links.schemes.template import parse_template
from generator.links.schemes.tracking import TrackingConfig
from generator.problems import Place, Report

_NAMING = frozenset({"ambassador", "code"})
"""Template variables that name a person."""


class SharedDigest(NamedTuple):
    """A kind of collision: the problem's name, the digest's kind, and the words of the message."""

    name: str
    kind: Kind
    what: str


_SHARED_DIGESTS = (
    SharedDigest("shared-utm", "utm", "UTM values: analytics cannot separate their sales"),
    SharedDigest("shared-sub-id", "sub", "sub-id: the network's reports cannot separate their sales"),
    SharedDigest("shared-link", "href", "links: nothing in them says who is paid"),
)


class PersonDigests(NamedTuple):
    """A person, the file of their facts, and the digests of their links."""

    slug: str
    place: Place
    digests: bytes


def check_links(tracking: TrackingConfig, people: Sequence[PersonDigests], report: Report) -> None:
    """Compare the links of all people; report each group once, at its second person, with the first as related."""
    groups = _groups(people)
    subs_name_people = _subs_name_people(tracking)
    places: dict[Kind, Place] = {
        "utm": tracking.place.at("utm"),
        "sub": tracking.place.at("settings"),
        "href": tracking.place,
    }
    for name, kind, what in _SHARED_DIGESTS:
        reported_slugs: set[str] = set()
        for group in groups:
            (first, mark), (second, _) = group[:2]
            if mark.kind != kind or reported_slugs.issuperset(person.slug for person, _ in group):
                continue
            alone = len({mark.other_values for _, mark in group}) < len(group)
            if (kind == "sub" and not (alone or subs_name_people)) or (
                kind == "href" and not all(mark.bare for _, mark in group)
            ):
                continue  # digests of another kind cover this link, and were compared before
            reported_slugs.update(person.slug for person, _ in group)
            names = f"`{first.slug}` and `{second.slug}`"
            if len(group) > 2:
                names = f"`{first.slug}`, `{second.slug}` and {len(group) - 2} more"
            related_places = ((f"`{first.slug}` is here", first.place), ("this makes it", places[kind]))
            drop = report.error if alone else report.warning
            hint = "write `{ambassador}` in it without a filter"
            drop(name, f"{names} have the same {what}", second.place, hint, related_places)


def _groups(people: Sequence[PersonDigests]) -> list[list[tuple[PersonDigests, LinkDigest]]]:
    """Return the groups of people who share a digest, in the order of people; most rosters have none."""
    twice = set(_twice(people))
    groups_by_value: dict[int, list[tuple[PersonDigests, LinkDigest]]] = {}
    if twice:
        for person in people:
            for mark in read_digests(person.digests):
                if mark.value in twice:
                    groups_by_value.setdefault(mark.value, []).append((person, mark))
    return list(groups_by_value.values())


def _twice(people: Sequence[PersonDigests]) -> Iterator[int]:
    # Partitioned arrays of numbers need far less memory than a dictionary of all links of a large roster.
    heaps = tuple(array("Q") for _ in range(64))
    for person in people:
        for value in digest_values(person.digests):
            heaps[value % 64].append(value)
    for heap in heaps:
        if len(set(heap)) < len(heap):
            yield from (digest for digest, next_ in pairwise(sorted(heap)) if digest == next_)


def _subs_name_people(tracking: TrackingConfig) -> bool:
    ways = (tracking.site, *tracking.products.values(), *tracking.campaigns.values())
    texts = {text for chain in ways for name, text in chain.settings.items() if name.startswith("sub") and "{" in text}
    return any(parse_template(text).fields & _NAMING for text in texts)
