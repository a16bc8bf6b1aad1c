"""Files with their prints and stamps, packed: ten thousand are compared in one go, and none is unpacked for it."""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from generator.build.stamps import Known, Stamp, are_as, pack_stamps, stamp_of, unpack_stamps

_SLOTS = 256
"""Files are packed by the first parts of their paths: an edit writes a few packs of so many anew."""


class Change(NamedTuple):
    """What is so after a build: these files are new or different, and those are gone."""

    put: Mapping[str, Known]
    gone: Iterable[str] = ()


class Row(NamedTuple):
    """A pack as it is kept: the files of a slot in the order of their paths. Paths and prints are lists (JSON).

    Those that have a stamp, and those that have none, are packed apart (the slots below 0).
    """

    slot: int
    paths: str
    prints: str
    stamps: bytes


class _Pack:
    """The files of a row. What is never asked for is never unpacked."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.paths: list[str] = json.loads(row.paths)

    @cached_property
    def prints(self) -> list[str]:
        prints: list[str] = json.loads(self.row.prints)
        return prints

    @cached_property
    def stamps(self) -> list[Stamp | None]:
        return [*unpack_stamps(self.row.stamps)] if self.row.slot >= 0 else [None] * len(self.paths)

    def files(self) -> dict[str, Known]:
        """Raises ValueError where the row is damaged."""
        held = zip(self.paths, self.prints, self.stamps, strict=True)
        return {path: Known(print_, stamp) for path, print_, stamp in held}


class Packed(Mapping[str, Known]):
    """Files by their paths. Raises ValueError when it is asked for what is damaged."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        """Take what was kept."""
        self._packs = {row.slot: _Pack(row) for row in rows}

    def __getitem__(self, path: str) -> Known:
        """One file, found without unpacking others."""
        slot = _slot_of(path)
        for pack in (self._packs.get(slot), self._packs.get(~slot)):
            if pack is not None:
                at = bisect_left(pack.paths, path)
                if at < len(pack.paths) and pack.paths[at] == path:
                    return Known(pack.prints[at], pack.stamps[at])
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        """The paths, in no order that means anything."""
        return (path for pack in self._packs.values() for path in pack.paths)

    def __len__(self) -> int:
        """How many there are."""
        return sum(len(pack.paths) for pack in self._packs.values())

    def all(self) -> Iterator[tuple[str, Stamp | None, str]]:
        """All of them: path, stamp and print."""
        for pack in self._packs.values():
            yield from zip(pack.paths, pack.stamps, pack.prints, strict=True)

    def suspects(self, root: str) -> Iterator[str]:
        """The files below a folder (or absolute) that are not as their stamps say, or have none."""
        base = "" if root == os.curdir else f"{root}/"
        for slot, pack in self._packs.items():
            places = [path if path[:1] == "/" else base + path for path in pack.paths]
            if slot < 0:
                yield from pack.paths
            elif not are_as(places, pack.row.stamps):
                for path, place, stamp in zip(pack.paths, places, pack.stamps, strict=True):
                    if stamp_of(place) != stamp:
                        yield path

    def after(self, change: Change) -> tuple[Packed, list[Row], list[int]]:
        """After a change: all of them, the rows that are new, and the slots that are empty now."""
        news: defaultdict[int, dict[str, Known | None]] = defaultdict(dict)
        for path in change.gone:
            news[_slot_of(path)][path] = None
        for path, known in change.put.items():
            news[_slot_of(path)][path] = known
        after = Packed()
        after._packs |= self._packs
        rows, empty = [], []
        for slot, some in news.items():
            files: dict[str, Known | None] = {}
            for side in (slot, ~slot):
                if side in self._packs:
                    files |= self._packs[side].files()
            for side, there in zip((slot, ~slot), _sides({**files, **some}), strict=True):
                before = after._packs.pop(side, None)
                if there:
                    row = _row(side, there)
                    after._packs[side] = _Pack(row) if before is None or before.row != row else before
                    rows += [row] if before is None or before.row != row else []
                elif before is not None:
                    empty.append(side)
        return after, rows, empty


def _sides(files: Mapping[str, Known | None]) -> tuple[dict[str, Known], dict[str, Known]]:
    """Those with a stamp and those without; what is gone is in neither."""
    there = {path: known for path, known in files.items() if known is not None}
    stamped = {path: known for path, known in there.items() if known.stamp is not None}
    return stamped, {path: known for path, known in there.items() if known.stamp is None}


def _row(slot: int, files: Mapping[str, Known]) -> Row:
    paths = sorted(files)
    stamps = pack_stamps([stamp for path in paths if (stamp := files[path].stamp) is not None])
    return Row(slot, json.dumps(paths), json.dumps([files[path].print for path in paths]), stamps)


def _slot_of(path: str) -> int:
    """The slot of a person's folder, and of all that is in it: `content/ambassadors/lea`."""
    parts = path.split("/", 3)[:3]
    return crc32("/".join(parts).encode("utf-8", "surrogatepass")) % _SLOTS
