"""Decision about which results of the last build are reusable."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Set
from datetime import date

from msgspec import Struct
from msgspec.structs import asdict, replace

from generator.build.incremental.input_keys import InputKeys
from generator.build.incremental.state import BuildState
from generator.build.person_result import Dependencies, PersonResult
from generator.build.result import SiteTotals
from generator.links.audit.digests import href_digests
from generator.output.manifest import Fingerprint

_ITEMS = ("product", "campaign", "address")
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
    found = state.unchanged_people(changed | changed_items(json.loads(state.meta["parts"]), keys.items), day)
    if existing is state.published:
        return found
    owners = state.owners_of(
        {path for path, fingerprint_ in state.published.items() if existing.get(path) != fingerprint_}
    )
    return {slug: problems for slug, problems in found.items() if slug not in owners}


def changed_items(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """Return the items (`product:balm`) that are new, different or gone."""
    return {item for item in old.keys() | new.keys() if old.get(item) != new.get(item)}


def stale_reason(dependencies: Dependencies, changed: Set[str], day: date) -> str:
    """Return why a person's pages are stale on `day`; "" if they are reusable. `changed` are files and items."""
    for name in (*dependencies.files, *dependencies.items):
        if name in changed:
            kind, colon, id_ = name.partition(":")
            return f"{kind} {id_} changed" if colon and kind in _ITEMS else f"{name} changed"
    if day < dependencies.valid_from:
        return f"the pages were made for {dependencies.valid_from} or later"
    if day >= dependencies.valid_until:
        return f"the pages change on {dependencies.valid_until}"
    return ""


def explain_stale(
    state: BuildState, keys: InputKeys, changed: Set[str], slugs: Iterable[str], day: date
) -> tuple[tuple[str, str], ...]:
    """Return each slug with the reason why the build renders its pages again."""
    if not state.meta:
        return tuple((slug, "no earlier build is known") for slug in slugs)
    if state.meta.get("key") != keys.shared:
        return tuple((slug, "the settings, the theme or the program changed") for slug in slugs)
    changed = changed | changed_items(json.loads(state.meta["parts"]), keys.items)
    reasons = []
    for slug in slugs:
        dependencies = state.dependencies(slug)
        if dependencies is None:
            reasons.append((slug, "new, or not built last time"))
        else:
            reasons.append(
                (slug, stale_reason(dependencies, changed, day) or "a published file was changed or deleted")
            )
    return tuple(reasons)


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
