"""Standby copy: the site before last. A build updates its changed files and swaps it in, at the cost of the change.

Its files are hard links to those of the published folder, so it takes hardly any room. It is one build behind. So a
build first applies the changes of the last build, then its own. Then it swaps the two folders in one step.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.output.atomic_swap import exchange_folders, flush
from generator.output.manifest import MANIFEST, PENDING, Fingerprint, ManifestFacts, render_manifest
from generator.output.output_file import OutputFile, check_output_paths
from generator.output.publish import (
    keep_file,
    make_folders,
    require_file,
    write_file,
)


def publish_by_standby(
    standby: Path,
    folder: Path,
    behind: Iterable[str],
    files: Mapping[str, OutputFile],
    fingerprints: Mapping[str, Fingerprint],
    existing: Mapping[str, Fingerprint],
    facts: ManifestFacts,
) -> bool:
    """Publish `fingerprints` through the standby copy, which differs from `folder` by the paths `behind`.

    Afterwards `standby` has the old site. Returns False if the system cannot exchange two folders, and then `folder` is
    unchanged. Raises OSError, OutputPathError.
    """
    changed_paths = {
        path for path in fingerprints.keys() | existing.keys() if fingerprints.get(path) != existing.get(path)
    }
    check_output_paths([path for path in changed_paths if path in fingerprints])
    there: set[str] = set()
    for path in sorted({*behind, *changed_paths}):
        with suppress(FileNotFoundError, NotADirectoryError):
            (standby / path).unlink()
        if path not in fingerprints:
            _clear(standby, path)
    for path in sorted({*behind, *changed_paths} & fingerprints.keys()):
        make_folders(standby, path, there)
        if existing.get(path) != fingerprints[path] or not keep_file(folder / path, standby / path):
            write_file(standby / path, require_file(files, path))
    manifest = standby / PENDING
    write_file(manifest, OutputFile(MANIFEST, render_manifest(fingerprints, facts)))
    manifest.replace(standby / MANIFEST)
    flush(standby)
    return exchange_folders(standby, folder)


def _clear(root: Path, path: str) -> None:
    """Remove the empty folders above a deleted file."""
    folder = path.rpartition("/")[0]
    while folder:
        try:
            os.rmdir(root / folder)  # noqa: PTH106
        except OSError:
            return
        folder = folder.rpartition("/")[0]
