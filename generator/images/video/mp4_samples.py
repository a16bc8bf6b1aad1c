"""The sample ranges of an MP4 track, from its tables and fragments (ISO/IEC 14496-12, 8.7 and 8.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise


def sample_ranges(tables: Mapping[bytes, memoryview]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each chunk; `tables` are the contents of the boxes in `stbl`, by their kinds.

    Raises ValueError for tables that do not locate the samples.
    """
    try:
        wide = 8 if b"co64" in tables else 4
        offsets = _numbers(tables[b"co64" if wide == 8 else b"stco"], 4, wide)
        runs = list(_runs(tables[b"stsc"], len(offsets)))
        size = int.from_bytes(tables[b"stsz"][4:8], "big") if b"stsz" in tables else 0
        sizes = None if size else _sizes(tables)
    except KeyError as error:
        raise ValueError("no table of samples") from error
    at = chunk = 0
    for count, samples in runs:
        for offset in offsets[chunk : chunk + count]:
            yield offset, offset + (size * samples if sizes is None else sum(sizes[at : at + samples]))
            at += samples
        chunk += count


def fragment_ranges(
    moof: int, fragments: Sequence[tuple[memoryview, Sequence[memoryview]]], defaults: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each run of samples of a movie fragment.

    `moof` is the offset of its box, `fragments` the contents of `tfhd` and of each `trun` of every `traf`. `defaults`
    is the size of a sample by the number of its track (`trex`). Raises ValueError for runs that do not locate the
    samples.
    """
    end = moof  # without its own offset, a track's samples follow those of the previous track
    for head, runs in fragments:
        flags, track = int.from_bytes(head[1:4], "big"), int.from_bytes(head[4:8], "big")
        if len(head) < 8 + sum(width for flag, width in _HEAD_FIELDS if flags & flag):
            raise ValueError("the head of a fragment is cut off")
        at, size, base = 8, defaults.get(track, 0), moof if flags & 0x20000 else end
        for flag, width in _HEAD_FIELDS:
            if flags & flag:
                value, at = int.from_bytes(head[at : at + width], "big"), at + width
                base, size = (value if flag == 1 else base), (value if flag == 0x10 else size)
        end = base
        for run in runs:
            flags, count = int.from_bytes(run[1:4], "big"), int.from_bytes(run[4:8], "big")
            at, start = 8, end
            if flags & 1:
                start, at = base + int.from_bytes(run[8:12], "big", signed=True), 12
            at += 4 if flags & 4 else 0
            width = 4 * (flags >> 8 & 15).bit_count()
            if count > 1_000_000 or at + count * width > len(run):
                raise ValueError("a run of samples is cut off")
            if flags & 0x200:
                at += 4 if flags & 0x100 else 0
                steps = range(at, at + count * width, width)
                end = start + sum(int.from_bytes(run[step : step + 4], "big") for step in steps)
            else:
                end = start + count * size
            yield start, end


_HEAD_FIELDS = ((1, 8), (2, 4), (8, 4), (0x10, 4), (0x20, 4))
"""The optional fields of `tfhd` in their order: a flag, and how many bytes the field has."""


def _sizes(tables: Mapping[bytes, memoryview]) -> list[int]:
    if b"stsz" in tables:
        return _numbers(tables[b"stsz"], 8, 4)
    table = tables[b"stz2"]  # 8.7.3.3: 4, 8 or 16 bits each
    bits, count = table[7], int.from_bytes(table[8:12], "big")
    if bits == 4:
        if 12 + (count + 1) // 2 > len(table):
            raise ValueError("a table of samples is cut off")
        return [table[12 + at // 2] >> (0 if at % 2 else 4) & 15 for at in range(count)]
    if bits not in (8, 16):
        raise ValueError("a table of samples has no known width")
    return _numbers(table, 8, bits // 8)


def _runs(table: memoryview, chunks: int) -> Iterator[tuple[int, int]]:
    """Yield how many chunks in a row have how many samples."""
    numbers = _numbers(table, 4, 4, 3)
    starts = [*numbers[::3], chunks + 1]
    for (start, after), samples in zip(pairwise(starts), numbers[1::3], strict=True):
        if not 1 <= start <= after:
            raise ValueError("the chunks of a track are in no order")
        yield min(after, chunks + 1) - min(start, chunks + 1), samples


def _numbers(table: memoryview, at: int, width: int, each: int = 1) -> list[int]:
    """Return numbers of `width` bytes. At `at` is a count, and each counted item has `each` numbers."""
    count, start = int.from_bytes(table[at : at + 4], "big") * each, at + 4
    if start + count * width > len(table):
        raise ValueError("a table of samples is cut off")
    return [int.from_bytes(table[at : at + width], "big") for at in range(start, start + count * width, width)]
