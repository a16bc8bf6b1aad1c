"""Where an MP4 keeps the samples of a track: its sample tables (ISO/IEC 14496-12, 8.7) as ranges of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise


def sample_ranges(tables: Mapping[bytes, memoryview]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each chunk; `tables` are the contents of the boxes in `stbl`, by their kinds.

    Raises ValueError for tables that do not say where the samples are.
    """
    try:
        wide = 8 if b"co64" in tables else 4
        offsets = _numbers(tables[b"co64" if wide == 8 else b"stco"], 4, wide)
        runs = list(_runs(tables[b"stsc"], len(offsets)))
        size = int.from_bytes(tables[b"stsz"][4:8], "big")
        sizes = None if size else _numbers(tables[b"stsz"], 8, 4)
    except KeyError as error:
        raise ValueError("no table of samples") from error
    at = chunk = 0
    for count, samples in runs:
        for offset in offsets[chunk : chunk + count]:
            yield offset, offset + (size * samples if sizes is None else sum(sizes[at : at + samples]))
            at += samples
        chunk += count


def _runs(table: memoryview, chunks: int) -> Iterator[tuple[int, int]]:
    """How many chunks one after the other have how many samples."""
    numbers = _numbers(table, 4, 4, 3)
    starts = [*numbers[::3], chunks + 1]
    for (start, after), samples in zip(pairwise(starts), numbers[1::3], strict=True):
        if not 1 <= start <= after:
            raise ValueError("the chunks of a track are in no order")
        yield min(after, chunks + 1) - min(start, chunks + 1), samples


def _numbers(table: memoryview, at: int, width: int, each: int = 1) -> list[int]:
    """The numbers of `width` bytes after a count of `each` of them that stands at `at`."""
    count, start = int.from_bytes(table[at : at + 4], "big") * each, at + 4
    if start + count * width > len(table):
        raise ValueError("a table of samples is cut off")
    return [int.from_bytes(table[at : at + width], "big") for at in range(start, start + count * width, width)]
