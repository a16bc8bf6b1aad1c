"""Decision about which people are stale: their pages must be rendered again. Build and preview share it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from datetime import date
from typing import NamedTuple, Protocol

from generator.build.incremental.input_keys import InputKeys
from generator.build.incremental.state import BuildState
from generator.output.manifest import Fingerprint

_ITEMS = ("product", "campaign", "address")
_EDIT_REASON = "a published file was changed or deleted"


class PageDependencies(Protocol):
    """What a person's pages depend on: `Dependencies` in memory, `StoredDependencies` from the build state."""

    @property
    def valid_from(self) -> date:
        """First day on which the pages are valid."""

    @property
    def valid_until(self) -> date:
        """First day on which they are not valid any more."""

    def first_in(self, changed_names: Set[str]) -> str:
        """Return the first file or item that is in `changed_names`; "" if none is."""


class LastBuild(NamedTuple):
    """What the last build left, as far as it decides which people are stale."""

    shared_key: str
    item_keys: Mapping[str, str]
    people: Iterable[tuple[str, PageDependencies]]
    """Slug and dependencies of each person. It is read once."""
    edited_slugs: Set[str] = frozenset()
    """People whose published files were changed or deleted since."""


def find_stale(
    slugs: Iterable[str], last: LastBuild | None, keys: InputKeys, changed_names: Set[str], day: date
) -> dict[str, str]:
    """Return why the pages of people must be rendered again, by slug; all others are reusable.

    This is the only rule of what is stale: the build and the preview use it. `changed_names` are the files whose
    content changed; `last` is None if no build is known.
    """
    if last is None:
        return dict.fromkeys(slugs, "no earlier build is known")
    if last.shared_key != keys.shared_key:
        return dict.fromkeys(slugs, "the settings, the theme or the program changed")
    stale = dict.fromkeys(slugs, "new, or not built last time")
    changed_names = changed_names | changed_items(last.item_keys, keys.items)
    for slug, dependencies in last.people:
        if slug in stale:
            stale[slug] = stale_reason(dependencies, changed_names, day) or (
                _EDIT_REASON if slug in last.edited_slugs else ""
            )
    return {slug: reason for slug, reason in stale.items() if reason}


def stale_reason(dependencies: PageDependencies, changed_names: Set[str], day: date) -> str:
    """Return why a person's pages are stale on `day`; "" if they are reusable. `changed_names` are files and items."""
    name = dependencies.first_in(changed_names)
    if name:
        kind, colon, id_ = name.partition(":")
        return f"{kind} {id_} changed" if colon and kind in _ITEMS else f"{name} changed"
    if day < dependencies.valid_from:
        return f"the pages were made for {dependencies.valid_from} or later"
    if day >= dependencies.valid_until:
        return f"the pages change on {dependencies.valid_until}"
    return ""


def reused_file(state: BuildState, stale: Set[str], changed_files: Set[str]) -> str:
    """Return a file that changed during the build, and of which a reusable page shows the old version; "" if none.

    A page that was rendered now may show the new version, so the site would show both.
    """
    if changed_files:
        for slug, dependencies in state.people():
            if slug not in stale and (file := dependencies.first_in(changed_files)):
                return file
    return ""


def changed_items(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """Return the items (`product:balm`) that are new, different or gone."""
    return {item for item in old.keys() | new.keys() if old.get(item) != new.get(item)}


def last_build(state: BuildState, existing: Mapping[str, Fingerprint]) -> LastBuild | None:
    """Return what the build state knows; None for an empty state. `existing` are the files of the output folder."""
    if not state.meta:
        return None
    edited_slugs: Set[str] = frozenset()
    if existing is not state.published_files:
        edited_slugs = state.owners_of(
            {path for path, fingerprint in state.published_files.items() if existing.get(path) != fingerprint}
        )
    return LastBuild(state.meta["key"], json.loads(state.meta["parts"]), state.people(), edited_slugs)
