"""Decision about which results of the last build are reusable."""

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
    """Return the totals with one person added (`by` 1) or removed (-1)."""
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
    """Return the people whose published pages are current, with their warnings (JSON).

    `changed` are the files whose content changed.
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
    """Difference between the last results of some people and the new ones."""

    is_visible: bool
    """Whether the change is visible to other pages."""
    changed_links: int
    """Number of their links that are new or have a new target."""
    totals: SiteTotals
    """Totals of the whole site; valid only if the change is not visible to others."""
    orphaned_files: Set[str]
    """Published files that no person has any more."""


def diff_results(state: BuildState, results: Mapping[str, PersonResult], files: Container[str]) -> ResultDiff:
    """Compare new results with the stored ones; `files` are all files that these people have now."""
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
    """Count a person's links that are new or have a new target."""
    return len(href_digests(new.link_digests) - (href_digests(old.link_digests) if old else set()))
