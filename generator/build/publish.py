"""Publishing a site, and the index of the published files for the build state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from generator.build.incremental.file_index import IndexChange
from generator.build.incremental.file_stat import IndexedFile, stat_of
from generator.build.incremental.output_state import folders_of, matches_index
from generator.build.incremental.state import BuildState
from generator.build.options import STANDBY
from generator.output.crash_recovery import remove_folder
from generator.output.manifest import MANIFEST, Fingerprint, ManifestFacts
from generator.output.output_file import OutputFile
from generator.output.publish import (
    FileChanges,
    compare_fingerprints,
    on_one_disk,
    replace_site,
    require_file,
)
from generator.output.replace_file import publish_one_file
from generator.output.standby_copy import publish_by_standby

MANY = 500
"""Number of files from which the build keeps a standby copy. It makes a small change to a large site cheap."""


class PublishedState(Struct, frozen=True):
    """Result of publishing: the summary, and index changes of the files, the folders and the standby copy.

    `standby_behind` is a JSON list of the paths in which the standby copy differs. `is_swapped` says whether the
    standby copy became the published site.
    """

    file_changes: FileChanges
    output: IndexChange
    folders: IndexChange
    standby: IndexChange
    standby_behind: str
    is_swapped: bool


def publish_site(
    folder: Path,
    staging: Path,
    state: BuildState,
    files: Mapping[str, OutputFile],
    after: Mapping[str, Fingerprint],
    existing: Mapping[str, Fingerprint],
    manifest_facts: ManifestFacts,
) -> PublishedState:
    """Publish exactly the files of `after`; `staging` has the new ones. Raises PublishError, OSError.

    A build that removes pages deletes the standby copy, which would still hold them. Their person may have asked to be
    forgotten.
    """
    standby, file_changes = staging.with_name(STANDBY), compare_fingerprints(after, existing)
    removes_pages = _removes_pages(file_changes, after, manifest_facts)
    if removes_pages and standby.is_dir():
        remove_folder(standby)
    behind: list[str] = json.loads(state.meta.get("behind", "[]")) if state.standby else []
    if existing is state.published_files and len(file_changes.paths) <= 1 and after.keys() == existing.keys():
        file = require_file(files, file_changes.paths[0]) if file_changes.paths else None
        if publish_one_file(folder, file, after, manifest_facts, staging):
            touched_paths = {
                "",
                MANIFEST,
                *(path.rpartition("/")[0] + "/" for path in file_changes.paths if "/" in path),
            }
            behind_paths = sorted({*behind, *file_changes.paths}) if state.standby else []
            output, folders = _index_files(folder, after, file_changes.paths), _index_stats(folder, touched_paths)
            return PublishedState(
                file_changes,
                IndexChange(output),
                IndexChange(folders),
                IndexChange({}),
                json.dumps(behind_paths),
                is_swapped=False,
            )
    expected_folders = folders_of(after)
    if not removes_pages and _is_standby_intact(standby, folder, state):
        behind_paths = sorted({*behind, *(path for path, _ in existing.items() ^ state.published_files.items())})
        if publish_by_standby(standby, folder, behind_paths, files, after, existing, manifest_facts):
            touched_paths = (
                {*behind_paths, *file_changes.paths} if existing is state.published_files else {*existing, *after}
            )
            output = _index_files(folder, after, touched_paths & after.keys())
            folders = _index_stats(folder, {MANIFEST} | (folders_of(touched_paths) & expected_folders))
            return PublishedState(
                file_changes,
                IndexChange(output, touched_paths - after.keys()),
                IndexChange(folders, state.standby.keys() - folders.keys() - expected_folders),
                IndexChange(_index_stats(standby, [""])),
                json.dumps(file_changes.paths),
                is_swapped=True,
            )
    many = len(after) >= MANY and bool(existing) and not removes_pages
    file_changes = replace_site(folder, files, after, existing, manifest_facts, staging, standby if many else None)
    output, folders = _index_files(folder, after, after), _index_stats(folder, {MANIFEST, *expected_folders})
    standby_index = _index_stats(standby, {MANIFEST, *folders_of(existing)}) if many and standby.is_dir() else {}
    return PublishedState(
        file_changes,
        IndexChange(output, state.output.keys() - output.keys()),
        IndexChange(folders, state.folders.keys() - folders.keys()),
        IndexChange(standby_index, state.standby.keys() - standby_index.keys()),
        json.dumps(file_changes.paths if many else []),
        is_swapped=False,
    )


def _removes_pages(file_changes: FileChanges, after: Mapping[str, Fingerprint], manifest_facts: ManifestFacts) -> bool:
    """Return whether the build removes a page, or replaces one by a neutral page.

    Assets do not count: their names change whenever their content does.
    """
    return any(
        path in manifest_facts.unnamed_paths or (path not in after and not path.startswith("assets/"))
        for path in file_changes.paths
    )


def _is_standby_intact(standby: Path, folder: Path, state: BuildState) -> bool:
    """Return whether a standby copy exists that is unchanged since it was the published site."""
    return bool(state.standby) and on_one_disk(standby, folder) and matches_index(standby, state.standby)


def _index_files(folder: Path, after: Mapping[str, Fingerprint], paths: Iterable[str]) -> dict[str, IndexedFile]:
    return {path: IndexedFile(after[path].blake2b, stat_of(f"{folder}/{path}")) for path in paths}


def _index_stats(folder: Path, paths: Iterable[str]) -> dict[str, IndexedFile]:
    return {path: IndexedFile("", stat_of(f"{folder}/{path}")) for path in paths}
