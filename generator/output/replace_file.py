"""One page in the place of another: what most builds of a large site publish, at the cost of one page."""

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
    """Put a file (None: no file at all) in the place of one of its name, and then the `build.json` of `prints`.

    Each is one rename, of what lies in `room` as a whole. Between the two the new `build.json` already lies there as
    `build.json.new`: a build that finds it knows the file as its own. False where the folder does not let itself be
    changed, and then nothing has changed. Raises OSError.
    """
    staging = staging.absolute()  # as the file says where it lies
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
        for one in (pending, manifest):
            with suppress(OSError):
                one.unlink()
        return False
    pending.replace(folder / MANIFEST)
    return True


def _flush(path: Path) -> None:
    """Bring a file to the disk before it gets its name: a power cut would leave the name with nothing."""
    descriptor = os.open(path, os.O_RDWR)  # Windows flushes no file that is open for reading
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
