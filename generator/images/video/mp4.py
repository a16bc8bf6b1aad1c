"""The cleaner of MP4: it removes the place, time and device of the recording, and keeps pictures and sound.

The file keeps its length, so that no offset in it changes. Boxes of metadata become `free` boxes of zeros, and times
become 0. Tracks that are neither visible nor audible become zeros too, with their samples. These are places (`meta`,
`gpmd`, `camm`), clocks (`tmcd`) and subtitles. Drones write their position into subtitles, and browsers show none. See
ISO/IEC 14496-12. `\\xa9xyz` and `com.apple.quicktime.location.ISO6709` are in the `udta` and `meta` boxes of Apple's
QuickTime format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.images.errors import HiddenTrackError
from generator.images.video.mp4_sample_entries import find_strangers
from generator.images.video.mp4_samples import fragment_ranges, sample_ranges

_KEPT_BOXES = {
    b"": frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"pdin"}),
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
    b"trak": frozenset({b"tkhd", b"mdia", b"edts", b"tapt", b"load"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf", b"elng"}),
    b"minf": frozenset({b"vmhd", b"smhd", b"gmhd", b"nmhd", b"dinf", b"stbl"}),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset({
        *(b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"stps", b"stsh"),
        *(b"sdtp", b"sbgp", b"sgpd", b"subs", b"padb", b"stdp"),
    }),
    b"edts": frozenset({b"elst"}),
    b"mvex": frozenset({b"mehd", b"trex", b"leva", b"trep"}),
    b"moof": frozenset({b"mfhd", b"traf"}),
    b"traf": frozenset({b"tfhd", b"tfdt", b"trun", b"sbgp", b"sgpd", b"subs", b"sdtp"}),
}  # fmt: skip
"""The boxes that hold others, with those that players need. Makers of cameras put boxes of their own everywhere."""
_TIMED_BOXES = frozenset({b"mvhd", b"tkhd", b"mdhd"})
DEEPEST = 12  # levels of boxes in boxes
MOST_BOXES = 100_000
MOST_TRACKS = 32
MOST_CHUNKS = 500_000
_SINGLE = frozenset({b"hdlr", b"stsd", b"stco", b"co64", b"stsc", b"stsz", b"stz2"})


class _Box(Struct, frozen=True):
    """One box. `start`, `head` (of its content) and `end` are offsets in the file; `holder` is the box around it."""

    kind: bytes
    holder: bytes
    start: int
    head: int
    end: int


def clean_mp4(data: bytes) -> bytes:
    """Return the same video without metadata, with the same length, and the same bytes for the same input.

    Raises HiddenTrackError for a stream with a track that cannot be removed, ValueError for a file that is no MP4.
    """
    if data[4:8] != b"ftyp":
        raise ValueError("no file type")
    copy = bytearray(data)
    boxes = []
    for box in _boxes(data, 0, len(data), ()):
        boxes.append(box)
        if len(boxes) > MOST_BOXES:
            raise ValueError("too many boxes")
        if box.kind not in _KEPT_BOXES.get(box.holder, (box.kind,)):
            _free(copy, box)
        elif box.kind in _TIMED_BOXES:
            wide = 8 if data[box.head] == 1 else 4  # version 1 has times of 64 bits
            _blank(copy, box.head + 4, min(box.head + 4 + 2 * wide, box.end))
        elif box.kind == b"hdlr":
            _blank(copy, box.head + 24, box.end)  # the name of the program or camera
        elif box.kind == b"dref":  # the place of the samples is in this file, and a user's path may be beside it
            if data[box.head + 4 : box.head + 8] != b"\0\0\0\1":
                raise ValueError("samples elsewhere")
            _blank(copy, box.head + 20, box.end)
    kinds = {box.kind for box in boxes}
    if not {b"moov", b"mdat"} <= kinds:
        raise ValueError("no film")
    shown_ranges: list[tuple[int, int]] = []
    for track, inside in _tracks(boxes):
        handler, sample = inside.get(b"hdlr"), inside.get(b"stsd")
        shows = data[handler.head + 8 : handler.head + 12] if handler else b""
        if shows not in (b"vide", b"soun"):
            if b"moof" in kinds:
                raise HiddenTrackError
            _remove_track(copy, data, track, inside)
            continue
        if sample is not None:
            _clean_sample_entries(copy, data, sample, is_picture=shows == b"vide")
        shown_ranges += _shown_samples(data, inside, shown_ranges)
    shown_ranges += _shown_fragments(data, boxes, shown_ranges)
    _blank_between(copy, [box for box in boxes if box.kind == b"mdat"], sorted(shown_ranges))
    return bytes(copy)


def _tracks(boxes: list[_Box]) -> Iterator[tuple[_Box, Mapping[bytes, _Box]]]:
    """Return every track with its inner boxes by kind, from one pass.

    Raises ValueError for too many tracks, or for a second box of a kind that a track has once.
    """
    tracks: list[tuple[_Box, dict[bytes, _Box]]] = []
    for box in boxes:
        if box.kind == b"trak":
            tracks.append((box, {}))
            if len(tracks) > MOST_TRACKS:
                raise ValueError("too many tracks")
        elif tracks and box.start < tracks[-1][0].end and box.kind in _KEPT_BOXES.get(box.holder, ()):
            if box.kind in tracks[-1][1] and box.kind in _SINGLE:
                raise ValueError("two boxes where one belongs")
            tracks[-1][1][box.kind] = box
    return iter(tracks)


def _clean_sample_entries(copy: bytearray, data: bytes, sample: _Box, *, is_picture: bool) -> None:
    if is_picture:  # 12.1.3: the maker and the name of the encoder
        _blank(copy, sample.head + 24, min(sample.head + 40, sample.end))
        _blank(copy, sample.head + 58, min(sample.head + 90, sample.end))
    for start, end in find_strangers(data, sample.head, sample.end, is_picture=is_picture):
        if end - start >= 8:
            copy[start : start + 8] = (end - start).to_bytes(4, "big") + b"free"
            _blank(copy, start + 8, end)
        else:
            _blank(copy, start, end)


def _shown_samples(
    data: bytes, inside: Mapping[bytes, _Box], shown_ranges: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the sample ranges of a visible or audible track. In a fragmented film, the tables are empty."""
    view = memoryview(data)
    tables = {kind: view[box.head : box.end] for kind, box in inside.items()}
    if b"stco" in tables or b"co64" in tables:
        yield from _limit_count(sample_ranges(tables), len(shown_ranges))


def _shown_fragments(data: bytes, boxes: list[_Box], shown_ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    view = memoryview(data)
    defaults: dict[int, int] = {}
    fragments: list[tuple[int, list[tuple[memoryview, list[memoryview]]]]] = []
    for box in boxes:
        content = view[box.head : box.end]
        if box.kind == b"trex":
            defaults[int.from_bytes(content[4:8], "big")] = int.from_bytes(content[16:20], "big")
        elif box.kind == b"moof":
            fragments.append((box.start, []))
        elif box.kind == b"tfhd" and fragments:
            fragments[-1][1].append((content, []))
        elif box.kind == b"trun" and fragments and fragments[-1][1]:
            fragments[-1][1][-1][1].append(content)
    ranges = (span for moof, tracks in fragments for span in fragment_ranges(moof, tracks, defaults))
    yield from _limit_count(ranges, len(shown_ranges))


def _limit_count(ranges: Iterator[tuple[int, int]], before: int) -> Iterator[tuple[int, int]]:
    for count, span in enumerate(ranges, before + 1):
        if count > MOST_CHUNKS:
            raise ValueError("too many chunks")
        yield span


def _blank_between(copy: bytearray, stores: list[_Box], shown_ranges: list[tuple[int, int]]) -> None:
    """Blank the bytes between the samples that belong to no sample. Stores and samples are in the order of the file."""
    next_one = 0
    for store in stores:
        at = store.head
        while next_one < len(shown_ranges) and shown_ranges[next_one][0] < store.end:
            start, end = shown_ranges[next_one]
            _blank(copy, at, min(start, store.end))
            at = max(at, end)
            if end > store.end:
                break  # the next store has the rest, if the file is well-formed
            next_one += 1
        _blank(copy, at, store.end)


def _remove_track(copy: bytearray, data: bytes, track: _Box, inside: Mapping[bytes, _Box]) -> None:
    view, remaining_bytes = memoryview(data), len(data)
    try:
        for start, end in sample_ranges({kind: view[box.head : box.end] for kind, box in inside.items()}):
            remaining_bytes -= (
                end - start
            )  # samples do not overlap: a hostile table names the whole file a million times
            if end > len(data) or remaining_bytes < 0:
                raise HiddenTrackError
            _blank(copy, start, end)
    except ValueError as error:
        raise HiddenTrackError from error
    _free(copy, track)


def _free(copy: bytearray, box: _Box) -> None:
    copy[box.start + 4 : box.start + 8] = b"free"
    _blank(copy, box.head, box.end)


def _blank(copy: bytearray, start: int, end: int) -> None:
    if start < end:
        copy[start:end] = bytes(end - start)


def _boxes(data: bytes, at: int, end: int, holders: tuple[bytes, ...]) -> Iterator[_Box]:
    """Yield every box before the boxes inside it."""
    if len(holders) > DEEPEST:
        raise ValueError("too deep")
    while at < end:
        if end - at < 8:
            if holders and not any(data[at:end]):  # QuickTime ends some lists with a zero
                return
            raise ValueError("cut off")
        size, kind, head = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        elif size == 0:
            size = end - at
        if size < head - at or at + size > end:
            raise ValueError("cut off")
        yield _Box(kind, holders[-1] if holders else b"", at, head, at + size)
        if kind in _KEPT_BOXES:
            yield from _boxes(data, head, at + size, (*holders, kind))
        at += size
