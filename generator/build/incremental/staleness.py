"""What of the last build still holds."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Set
from dataclasses import asdict, dataclass, replace
from datetime import date

from generator.build.incremental.input_keys import InputKeys
from generator.build.incremental.state import BuildState
from generator.build.person_result import PersonResult
from generator.build.result import SiteTotals
from generator.links.audit.digests import href_digests
from generator.output.manifest import Fingerprint

_NONE = json.dumps(asdict(SiteTotals(0, 0, 0, 0)))


def adjust_totals(totals: SiteTotals, one: PersonResult | None, by: int) -> SiteTotals:
    """With a person more (`by` 1), or less (-1)."""
    if one is None:
        return totals
    return replace(
        totals,
        pages=totals.pages + by * len(one.pages),
        people=totals.people + by * (one.state == "live"),
        links=totals.links + by * one.links,
    )


def find_reusable(
    state: BuildState, keys: InputKeys, changed: Set[str], existing: Mapping[str, Fingerprint], day: date
) -> dict[str, str]:
    """Those whose pages stand there just as they would be made again, with their warnings (JSON).

    `changed` are the files that are not as they were.
    """
    if state.meta.get("key") != keys.shared:
        return {}
    parts = json.loads(state.meta["parts"])
    changed_items = {part for part in parts.keys() | keys.items.keys() if parts.get(part) != keys.items.get(part)}
    found = state.unchanged_people(changed | changed_items, day)
    if existing is state.published:
        return found
    owners = state.owners_of(
        {path for path, fingerprint_ in state.published.items() if existing.get(path) != fingerprint_}
    )
    return {slug: problems for slug, problems in found.items() if slug not in owners}


@dataclass(frozen=True, slots=True)
class ResultDiff:
    """Between what became of some people in the last build, and now."""

    is_visible: bool
    """Whether others see a difference."""
    changed_links: int
    """How many of their links are new, or lead elsewhere."""
    totals: SiteTotals
    """Of the whole site, if others see none."""
    orphaned_files: Set[str]
    """The published files that nobody has any more."""


def diff_results(state: BuildState, results: Mapping[str, PersonResult], files: Container[str]) -> ResultDiff:
    """Compare people with what is remembered of them, one after the other; `files` are all that they have now."""
    is_visible, links = False, 0
    orphaned: set[str] = set()
    totals = SiteTotals(**json.loads(state.meta.get("totals", _NONE)))
    for slug, new in results.items():
        old = state.result(slug)
        is_visible = is_visible or old is None or old.visible_to_others() != new.visible_to_others()
        links += count_changed_links(old, new)
        totals = adjust_totals(adjust_totals(totals, old, -1), new, 1)
        orphaned.update(path for path, _ in (old.files if old is not None else ()) if path not in files)
    return ResultDiff(
        is_visible, links, totals, {path for path in orphaned if not state.owners_of({path}) - results.keys()}
    )


def count_changed_links(old: PersonResult | None, new: PersonResult) -> int:
    """How many of a person's links are new or lead elsewhere."""
    return len(href_digests(new.link_digests) - (href_digests(old.link_digests) if old else set()))
