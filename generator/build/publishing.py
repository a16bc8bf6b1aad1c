"""Putting a site in its place, and what is to be remembered of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.build.memory import Memory, Standing
from generator.build.prints import Stamp, stamp_of
from generator.build.standing import folders_of
from generator.output.files import OutputFile
from generator.output.manifest import MANIFEST, Fingerprint
from generator.output.publish import Published, on_one_disk, published, put_in_place
from generator.output.spare import publish_by_spare

MANY = 500
"""Files from which on a spare site is kept, so that a small change does not cost a large site."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A site in its place: what is told of it, what stands there, and the spare: its folders, and what it lacks."""

    told: Published
    output: Mapping[str, Standing]
    spare: Mapping[str, Stamp]
    behind: str


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
    spare = room.with_name("spare")
    told = published(after, standing)
    if _is_spare(spare, place, memory):
        behind = json.loads(memory.facts["behind"])
        if publish_by_spare(spare, place, behind, files, after, standing, as_of):
            touched = {*behind, *told.paths}
            there = folders_of(after)
            renewed = {MANIFEST} | (touched & after.keys()) | (folders_of(touched) & there)
            output = {**_known(memory, after, touched, there), **_stamped(place, renewed, after)}
            folders = {path: one.stamp for path, one in memory.output.items() if one.stamp and _is_folder(path)}
            return Placed(told, output, {**folders, "": stamp_of(str(spare))}, json.dumps(told.paths))
    many = len(after) >= MANY and bool(standing)
    told = put_in_place(place, files, after, standing, as_of, room, spare if many else None)
    output = _stamped(place, {*after, *folders_of(after), MANIFEST}, after)
    if not (many and spare.is_dir()):
        return Placed(told, output, {}, "[]")
    return Placed(
        told, output, {path: stamp_of(f"{spare}/{path}") for path in folders_of(standing)}, json.dumps(told.paths)
    )


def _is_spare(spare: Path, place: Path, memory: Memory) -> bool:
    """Whether there is a spare that nobody has touched since it was the published site."""
    return (
        bool(memory.spare)
        and on_one_disk(spare, place)
        and all(stamp_of(f"{spare}/{path}".rstrip("/")) == stamp for path, stamp in memory.spare.items())
    )


def _known(memory: Memory, after: Mapping[str, Fingerprint], touched: Set[str], there: Set[str]) -> dict[str, Standing]:
    """What stands there under the stamps that it had: its files as they stood, its folders as the spare's were."""
    files = {path: memory.output[path] for path in after.keys() - touched}
    folders = ((path, stamp) for path, stamp in memory.spare.items() if path in there)
    return files | {path: Standing(Fingerprint(stamp.size, ""), stamp) for path, stamp in folders}


def _stamped(place: Path, paths: Iterable[str], after: Mapping[str, Fingerprint]) -> dict[str, Standing]:
    found = {}
    for path in paths:
        stamp = stamp_of(f"{place}/{path}")
        found[path] = Standing(after.get(path) or Fingerprint(stamp.size, ""), stamp)
    return found


def _is_folder(path: str) -> bool:
    return not path or path.endswith("/")
