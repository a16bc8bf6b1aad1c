"""What of the last build still holds."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Set
from dataclasses import asdict, dataclass, replace
from datetime import date

from generator.build.basis import Basis
from generator.build.built import Totals
from generator.build.memory import Memory
from generator.build.outcome import Outcome
from generator.links.marks import hrefs_of
from generator.output.manifest import Fingerprint

_NONE = json.dumps(asdict(Totals(0, 0, 0, 0)))


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
    found = memory.people(changed | renewed, day)
    if standing is memory.published:
        return found
    owners = memory.owners({path for path, print_ in memory.published.items() if standing.get(path) != print_})
    return {slug: told for slug, told in found.items() if slug not in owners}


@dataclass(frozen=True, slots=True)
class Difference:
    """Between what became of some people in the last build, and now."""

    seen: bool
    """Whether others see a difference."""
    links: int
    """How many of their links are new, or lead elsewhere."""
    totals: Totals
    """Of the whole site, if others see none."""
    left: Set[str]
    """The published files that nobody has any more."""


def compare(memory: Memory, made: Mapping[str, Outcome], files: Container[str]) -> Difference:
    """Compare people with what is remembered of them, one after the other; `files` are all that they have now."""
    seen, links = False, 0
    left: set[str] = set()
    totals = Totals(**json.loads(memory.facts.get("totals", _NONE)))
    for slug, new in made.items():
        old = memory.outcome(slug)
        seen = seen or old is None or old.outward() != new.outward()
        links += changed_links(old, new)
        totals = adjusted(adjusted(totals, old, -1), new, 1)
        left.update(path for path, _ in (old.files if old is not None else ()) if path not in files)
    return Difference(seen, links, totals, {path for path in left if not memory.owners({path}) - made.keys()})


def changed_links(old: Outcome | None, new: Outcome) -> int:
    """How many of a person's links are new or lead elsewhere."""
    return len(hrefs_of(new.marks) - (hrefs_of(old.marks) if old else set()))
