"""What of the last build still holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date

from generator.build.basis import Basis
from generator.build.built import Totals
from generator.build.memory import Memory
from generator.build.outcome import Outcome
from generator.links.marks import read_marks
from generator.output.manifest import Fingerprint


def adjusted(totals: Totals, one: Outcome | None, by: int) -> Totals:
    """With a person more (`by` 1), or less (-1)."""
    if one is None:
        return totals
    return replace(
        totals,
        pages=totals.pages + by * len(one.pages),
        people=totals.people + by * (one.state == "live"),
        links=totals.links + by * one.links,
    )


def unchanged(
    memory: Memory, basis: Basis, changed: Set[str], standing: Mapping[str, Fingerprint], day: date
) -> dict[str, str]:
    """Those whose pages stand there just as they would be made again, with their warnings (JSON).

    `changed` are the files that are not as they were.
    """
    if memory.facts.get("key") != basis.key:
        return {}
    parts = json.loads(memory.facts["parts"])
    renewed = {part for part in parts.keys() | basis.parts.keys() if parts.get(part) != basis.parts.get(part)}
    lost = {path for path, print_ in memory.published.items() if standing.get(path) != print_}
    found = memory.people(changed | renewed, day)
    owners = memory.owners(lost)
    return {slug: told for slug, told in found.items() if told is not None and slug not in owners}


def is_outwardly_same(old: Outcome | None, new: Outcome) -> bool:
    """Whether others see no difference."""
    return old is not None and old.outward() == new.outward()


def left_by(memory: Memory, old: Mapping[str, Outcome], new: Mapping[str, Outcome]) -> set[str]:
    """The published files that nobody has any more, after some people were made anew."""
    had = {path for one in old.values() for path, _ in one.files}
    gone = had - {path for one in new.values() for path, _ in one.files}
    return {path for path in gone if not memory.owners({path}) - new.keys()}


def changed_links(old: Outcome | None, new: Outcome) -> int:
    """How many of a person's links are new or lead elsewhere."""
    return len(_hrefs(new.marks) - (_hrefs(old.marks) if old else set()))


def _hrefs(marks: bytes) -> set[int]:
    return {mark.value for mark in read_marks(marks) if mark.kind == "href"}
