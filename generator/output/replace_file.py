"""Replacement of a single page: most builds of a large site change just one, and should cost no more."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.output.manifest import MANIFEST, PENDING, Fingerprint, ManifestFacts, render_manifest
from generator.output.output_file import OutputFile
from generator.output.permissions import open_file
from generator.output.publish import make_folders, on_one_disk, write_file


def publish_one_file(
    folder: Path, file: OutputFile | None, fingerprints: Mapping[str, Fingerprint], facts: ManifestFacts, staging: Path
) -> bool:
    """Replace one file (None: no file), and then `build.json` by that of `fingerprints`.

    Each step is one rename of a complete file from `staging`. Between the two steps, the new `build.json` already
    exists as `build.json.new`. A build that finds it recognises the file as its own. Returns False if the folder is not
    writable, and then nothing has changed. Raises OSError.
    """
    staging = staging.absolute()  # the source of the file is absolute too
    staging.mkdir(parents=True, exist_ok=True)
    if not on_one_disk(staging, folder):
        return False
    manifest = staging / PENDING
    write_file(manifest, OutputFile(MANIFEST, render_manifest(fingerprints, facts)))
    _flush(manifest)
    if file is not None:
        if not file.lies_in(staging):
            make_folders(staging, file.path, set())
            write_file(staging / file.path, file)
        _flush(staging / file.path)
    pending = folder / PENDING
    try:
        open_file(manifest, folder)
        if file is not None:
            open_file(staging / file.path, (folder / file.path).parent)
        manifest.replace(pending)
        if file is not None:
            (staging / file.path).replace(folder / file.path)
    except OSError:
        for path in (pending, manifest):
            with suppress(OSError):
                path.unlink()
        return False
    pending.replace(folder / MANIFEST)
    return True


def _flush(path: Path) -> None:
    """Write a file to disk before its rename: after a power cut, the name could have an empty file."""
    descriptor = os.open(path, os.O_RDWR)  # Windows flushes only files that are open for writing
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
