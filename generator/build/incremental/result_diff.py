"""Difference between the last results of people and the new ones, and what follows from it for the rest of the site."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Set

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.build.incremental.input_keys import InputKeys
from generator.build.incremental.output_state import is_output_as_published
from generator.build.incremental.state import BuildState
from generator.build.person_result import PersonResult
from generator.build.result import SiteTotals
from generator.links.audit.digests import href_digests
from generator.output.manifest import Fingerprint

_NONE = json.dumps(asdict(SiteTotals(0, 0, 0, 0)))


def adjust_totals(totals: SiteTotals, result: PersonResult | None, by: int) -> SiteTotals:
    """Return the totals with one person added (`by` 1) or removed (-1)."""
    if result is None:
        return totals
    return replace(
        totals,
        pages=totals.pages + by * len(result.pages),
        people=totals.people + by * (result.state == "live"),
        links=totals.links + by * result.links,
    )


class ResultDiff(Struct, frozen=True):
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
    orphaned_files: set[str] = set()
    totals = SiteTotals(**json.loads(state.meta.get("totals", _NONE)))
    for slug, new in results.items():
        old = state.result(slug)
        is_visible = is_visible or old is None or old.visible_to_others() != new.visible_to_others()
        links += count_changed_links(old, new)
        totals = adjust_totals(adjust_totals(totals, old, -1), new, 1)
        orphaned_files.update(path for path, _ in (old.files if old is not None else ()) if path not in files)
    return ResultDiff(
        is_visible, links, totals, {path for path in orphaned_files if not state.owners_of({path}) - results.keys()}
    )


def is_early_cutoff(
    state: BuildState, keys: InputKeys, slugs: Set[str], existing: Mapping[str, Fingerprint], diff: ResultDiff
) -> bool:
    """Return whether the site-wide files of the last build are still right, because no other page sees the change."""
    return (
        not diff.is_visible
        and state.meta.get("own") == keys.site_pages
        and state.slugs == slugs
        and is_output_as_published(existing, state)
    )


def count_changed_links(old: PersonResult | None, new: PersonResult) -> int:
    """Count a person's links that are new or have a new target."""
    return len(href_digests(new.link_digests) - (href_digests(old.link_digests) if old else set()))
