"""MP4 without what says where, when and with what it was filmed; the pictures and the sound stay as they are.

The file keeps its length, so that no offset in it has to be changed: boxes that hold metadata become `free` boxes of
zeros, and times become 0. ISO/IEC 14496-12; `\\xa9xyz` and `com.apple.quicktime.location.ISO6709` are in the `udta` and
`meta` boxes of Apple's QuickTime File Format.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.images.errors import HiddenTrackError

_HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"dinf", b"stbl", b"edts", b"moof", b"traf", b"mvex"})
_METADATA = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"XMP_"})
_KEPT = {
    b"": frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"pdin"}),
    b"moov": frozenset({b"mvhd", b"trak", b"mvex", b"iods"}),
    b"trak": frozenset({b"tkhd", b"mdia", b"edts", b"tref", b"tapt", b"load"}),
}
"""Where makers of cameras put boxes of their own, all but these go."""
_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_KINDS = frozenset({b"vide", b"soun", b"text", b"subt", b"sbtl", b"clcp", b"hint", b"tmcd"})
"""Tracks that are seen, heard or read. Others (`meta`, `camm`) tell where a camera was, second by second."""
DEEPEST = 12  # boxes in boxes
MOST_BOXES = 100_000


def clean_mp4(data: bytes) -> bytes:
    """Return the same video without metadata; the same length, and the same bytes for the same input.

    Raises HiddenTrackError for a track of positions, ValueError for what is no MP4.
    """
    if data[4:8] != b"ftyp":
        raise ValueError("no file type")
    made = bytearray(data)
    found = set()
    for count, (kind, holder, start, head, end) in enumerate(_boxes(data, 0, len(data), ())):
        if count > MOST_BOXES:
            raise ValueError("too many boxes")
        found.add(kind)
        if kind in _METADATA or kind not in _KEPT.get(holder, (kind,)):
            made[start + 4 : start + 8] = b"free"
            made[head:end] = bytes(end - head)
        elif kind in _TIMED:
            wide = 8 if data[head] == 1 else 4  # version 1 has times of 64 bits
            made[head + 4 : min(head + 4 + 2 * wide, end)] = bytes(min(2 * wide, end - head - 4))
        elif kind == b"hdlr":
            if holder == b"mdia" and data[head + 8 : head + 12] not in _KINDS:
                raise HiddenTrackError
            made[head + 24 : end] = bytes(end - head - 24)  # the name of the program or camera
    if not {b"moov", b"mdat"} <= found:
        raise ValueError("no film")
    return bytes(made)


def _boxes(data: bytes, at: int, end: int, holders: tuple[bytes, ...]) -> Iterator[tuple[bytes, bytes, int, int, int]]:
    """Every box with its kind, that of the one around it, its start, where its content begins, and its end."""
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
        yield kind, holders[-1] if holders else b"", at, head, at + size
        if kind in _HOLDERS:
            yield from _boxes(data, head, at + size, (*holders, kind))
        at += size
