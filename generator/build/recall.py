"""What of the last build still holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from generator.build.basis import Basis
from generator.build.memory import Memory
from generator.build.outcome import Outcome
from generator.build.request import Request
from generator.build.standing import paths_of
from generator.links.marks import read_marks
from generator.output.manifest import Fingerprint


@dataclass(frozen=True, slots=True)
class Totals:
    """What a site holds."""

    pages: int
    people: int
    links: int
    pictures: int

    def without(self, one: Outcome | None) -> Totals:
        """Less one person."""
        return self if one is None else self._changed(one, -1)

    def with_(self, one: Outcome) -> Totals:
        """And one person more."""
        return self._changed(one, 1)

    def _changed(self, one: Outcome, by: int) -> Totals:
        return replace(
            self,
            pages=self.pages + by * len(one.pages),
            people=self.people + by * (one.state == "live"),
            links=self.links + by * one.links,
        )


def request_key(request: Request) -> str:
    """What the same content would have to be asked in the same way."""
    return json.dumps([request.url, request.drafts])


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
    lost = {path for path in paths_of(memory.output) if standing.get(path) != memory.output[path].print}
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
