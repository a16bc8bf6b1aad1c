"""Putting a site in its place, and what is to be remembered of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.memory import Memory, Standing
from generator.build.prints import Stamp, stamp_of
from generator.build.request import SPARE
from generator.build.standing import folders_of
from generator.output.files import OutputFile
from generator.output.manifest import MANIFEST, Fingerprint
from generator.output.publish import Published, on_one_disk, published, put_in_place
from generator.output.spare import publish_by_spare

MANY = 500
"""Files from which on a spare site is kept, so that a small change does not cost a large site."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A site in its place: what is told of it, its files, its folders, and those of the spare.

    `behind` are the paths (JSON) by which the spare differs; `swapped` says whether it was the published site before.
    """

    told: Published
    output: Mapping[str, Standing]
    folders: Mapping[str, Stamp]
    spare: Mapping[str, Stamp]
    behind: str
    swapped: bool


def publish_site(
    place: Path,
    room: Path,
    memory: Memory,
    files: Mapping[str, OutputFile],
    after: Mapping[str, Fingerprint],
    standing: Mapping[str, Fingerprint],
    as_of: date,
) -> Placed:
    """Publish exactly the files of `after`; `room` is where staged files lie. Raises PublishError, OSError."""
    spare = room.with_name(SPARE)
    told, there = published(after, standing), folders_of(after)
    if _is_spare(spare, place, memory):
        behind = json.loads(memory.facts["behind"])
        if publish_by_spare(spare, place, behind, files, after, standing, as_of):
            touched = {*behind, *told.paths}
            output = {path: memory.output[path] for path in after.keys() - touched}
            output |= _stand(place, after, touched & after.keys())
            folders = {path: stamp for path, stamp in memory.spare.items() if path in there}
            folders |= _stamps(place, {MANIFEST} | (folders_of(touched) & there))
            return Placed(
                told, output, folders, {**memory.folders, **_stamps(spare, [""])}, json.dumps(told.paths), True
            )
    many = len(after) >= MANY and bool(standing)
    told = put_in_place(place, files, after, standing, as_of, room, spare if many else None)
    output, folders = _stand(place, after, after), _stamps(place, {MANIFEST, *there})
    left = _stamps(spare, {MANIFEST, *folders_of(standing)}) if many and spare.is_dir() else {}
    return Placed(told, output, folders, left, json.dumps(told.paths), swapped=False)


def _is_spare(spare: Path, place: Path, memory: Memory) -> bool:
    """Whether there is a spare that nobody has touched since it was the published site."""
    return (
        bool(memory.spare)
        and on_one_disk(spare, place)
        and all(stamp_of(f"{spare}/{path}") == stamp for path, stamp in memory.spare.items())
    )


def _stand(place: Path, after: Mapping[str, Fingerprint], paths: Iterable[str]) -> dict[str, Standing]:
    return {path: Standing(after[path], stamp_of(f"{place}/{path}")) for path in paths}


def _stamps(place: Path, paths: Iterable[str]) -> dict[str, Stamp]:
    return {path: stamp_of(f"{place}/{path}") for path in paths}
