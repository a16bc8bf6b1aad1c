"""Putting a site in its place, and what is to be remembered of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.build.memory import Memory
from generator.build.packed import Change
from generator.build.request import SPARE
from generator.build.stamps import Known, stamp_of
from generator.build.standing import folders_of, is_as_packed
from generator.output.files import OutputFile
from generator.output.leftovers import remove_folder
from generator.output.manifest import MANIFEST, Fingerprint, ManifestFacts
from generator.output.publish import Published, needed, on_one_disk, published, put_in_place
from generator.output.single import publish_single
from generator.output.spare import publish_by_spare

MANY = 500
"""Files from which on a spare site is kept, so that a small change does not cost a large site."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A site in its place: what is told of it, and what is to be remembered of its files, its folders, and the spare's.

    `behind` are the paths (JSON) by which the spare differs; `swapped` says whether it was the published site before.
    """

    told: Published
    output: Change
    folders: Change
    spare: Change
    behind: str
    swapped: bool


def publish_site(
    place: Path,
    room: Path,
    memory: Memory,
    files: Mapping[str, OutputFile],
    after: Mapping[str, Fingerprint],
    standing: Mapping[str, Fingerprint],
    facts: ManifestFacts,
) -> Placed:
    """Publish exactly the files of `after`; `room` is where staged files lie. Raises PublishError, OSError.

    A build that removes pages keeps no spare, which would hold them: their person may have been forgotten.
    """
    spare, told = room.with_name(SPARE), published(after, standing)
    forgets = _removes_pages(told, after, facts)
    if forgets and spare.is_dir():
        remove_folder(spare)
    behind: list[str] = json.loads(memory.facts.get("behind", "[]")) if memory.spare else []
    if standing is memory.published and len(told.paths) <= 1 and after.keys() == standing.keys():
        file = needed(files, told.paths[0]) if told.paths else None
        if publish_single(place, file, after, facts, room):
            touched = {"", MANIFEST, *(path.rpartition("/")[0] + "/" for path in told.paths if "/" in path)}
            late = sorted({*behind, *told.paths}) if memory.spare else []
            output, folders = _stand(place, after, told.paths), _stamps(place, touched)
            return Placed(told, Change(output), Change(folders), Change({}), json.dumps(late), swapped=False)
    there = folders_of(after)
    if not forgets and _is_spare(spare, place, memory):
        late = sorted({*behind, *(path for path, _ in standing.items() ^ memory.published.items())})
        if publish_by_spare(spare, place, late, files, after, standing, facts):
            touched = {*late, *told.paths} if standing is memory.published else {*standing, *after}
            output = _stand(place, after, touched & after.keys())
            folders = _stamps(place, {MANIFEST} | (folders_of(touched) & there))
            return Placed(
                told,
                Change(output, touched - after.keys()),
                Change(folders, memory.spare.keys() - folders.keys() - there),
                Change(_stamps(spare, [""])),
                json.dumps(told.paths),
                swapped=True,
            )
    many = len(after) >= MANY and bool(standing) and not forgets
    told = put_in_place(place, files, after, standing, facts, room, spare if many else None)
    output, folders = _stand(place, after, after), _stamps(place, {MANIFEST, *there})
    left = _stamps(spare, {MANIFEST, *folders_of(standing)}) if many and spare.is_dir() else {}
    return Placed(
        told,
        Change(output, memory.output.keys() - output.keys()),
        Change(folders, memory.folders.keys() - folders.keys()),
        Change(left, memory.spare.keys() - left.keys()),
        json.dumps(told.paths if many else []),
        swapped=False,
    )


def _removes_pages(told: Published, after: Mapping[str, Fingerprint], facts: ManifestFacts) -> bool:
    """Whether pages went, or a neutral page took the place of one. The names of pictures and styles change often."""
    return any(path in facts.unnamed or (path not in after and not path.startswith("assets/")) for path in told.paths)


def _is_spare(spare: Path, place: Path, memory: Memory) -> bool:
    """Whether there is a spare that nobody has touched since it was the published site."""
    return bool(memory.spare) and on_one_disk(spare, place) and is_as_packed(spare, memory.spare)


def _stand(place: Path, after: Mapping[str, Fingerprint], paths: Iterable[str]) -> dict[str, Known]:
    return {path: Known(after[path].blake2b, stamp_of(f"{place}/{path}")) for path in paths}


def _stamps(place: Path, paths: Iterable[str]) -> dict[str, Known]:
    return {path: Known("", stamp_of(f"{place}/{path}")) for path in paths}
