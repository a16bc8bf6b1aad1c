"""The site before last, kept as a spare: brought up to date by what differs, it is swapped in at the cost of that.

Its files are those of the published folder (hard links), so that it takes hardly any room. It is one build behind; a
build takes over what the last one changed, adds its own changes, and swaps the two folders in one step.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from generator.output.files import OutputFile, check_output_paths
from generator.output.manifest import MANIFEST, PENDING, Fingerprint, ManifestFacts, render_manifest
from generator.output.publish import keep_file, make_folders, needed, write_file
from generator.output.swap import exchange_folders, flush


def publish_by_spare(
    spare: Path,
    place: Path,
    behind: Iterable[str],
    files: Mapping[str, OutputFile],
    prints: Mapping[str, Fingerprint],
    standing: Mapping[str, Fingerprint],
    facts: ManifestFacts,
) -> bool:
    """Publish `prints` by way of the spare, which differs from what stands in `place` by the paths `behind`.

    Afterwards `spare` holds what stood in `place`. False where the system cannot exchange two folders, and then
    nothing has changed in `place`. Raises OSError, OutputPathError.
    """
    changed = {path for path in prints.keys() | standing.keys() if prints.get(path) != standing.get(path)}
    check_output_paths([path for path in changed if path in prints])
    there: set[str] = set()
    for path in sorted({*behind, *changed}):
        with suppress(FileNotFoundError, NotADirectoryError):
            (spare / path).unlink()
        if path not in prints:
            _clear(spare, path)
    for path in sorted({*behind, *changed} & prints.keys()):
        make_folders(spare, path, there)
        if standing.get(path) != prints[path] or not keep_file(place / path, spare / path):
            write_file(spare / path, needed(files, path))
    manifest = spare / PENDING
    write_file(manifest, OutputFile(MANIFEST, render_manifest(prints, facts)))
    manifest.replace(spare / MANIFEST)
    flush(spare)
    return exchange_folders(spare, place)


def _clear(root: Path, path: str) -> None:
    """Remove the folders above a file that is gone, as far as they are empty."""
    folder = path.rpartition("/")[0]
    while folder:
        try:
            os.rmdir(root / folder)  # noqa: PTH106
        except OSError:
            return
        folder = folder.rpartition("/")[0]
