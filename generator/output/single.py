"""One page in the place of another: what most builds of a large site publish, at the cost of one page."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.output.files import OutputFile
from generator.output.manifest import MANIFEST, PENDING, Fingerprint, ManifestFacts, render_manifest
from generator.output.permissions import open_file
from generator.output.publish import make_folders, on_one_disk, write_file


def publish_single(
    place: Path, file: OutputFile | None, prints: Mapping[str, Fingerprint], facts: ManifestFacts, room: Path
) -> bool:
    """Put a file (None: no file at all) in the place of one of its name, and then the `build.json` of `prints`.

    Each is one rename, of what lies in `room` as a whole. Between the two the new `build.json` already lies there as
    `build.json.new`: a build that finds it knows the file as its own. False where the folder does not let itself be
    changed, and then nothing has changed. Raises OSError.
    """
    room = room.absolute()  # as the file says where it lies
    room.mkdir(parents=True, exist_ok=True)
    if not on_one_disk(room, place):
        return False
    manifest = room / PENDING
    write_file(manifest, OutputFile(MANIFEST, render_manifest(prints, facts)))
    _flush(manifest)
    if file is not None:
        if not file.lies_in(room):
            make_folders(room, file.path, set())
            write_file(room / file.path, file)
        _flush(room / file.path)
    pending = place / PENDING
    try:
        open_file(manifest, place)
        if file is not None:
            open_file(room / file.path, (place / file.path).parent)
        manifest.replace(pending)
        if file is not None:
            (room / file.path).replace(place / file.path)
    except OSError:
        for one in (pending, manifest):
            with suppress(OSError):
                one.unlink()
        return False
    pending.replace(place / MANIFEST)
    return True


def _flush(path: Path) -> None:
    """Bring a file to the disk before it gets its name: a power cut would leave the name with nothing."""
    descriptor = os.open(path, os.O_RDWR)  # Windows flushes no file that is open for reading
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
