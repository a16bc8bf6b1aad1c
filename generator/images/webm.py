"""WebM without tags, attachments, titles and dates; the pictures and the sound stay as they are.

The file keeps its length: what goes becomes a Void element of zeros. RFC 8794 (EBML), RFC 9559 (Matroska).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.images.errors import HiddenTrackError

_SEGMENT, _CLUSTER, _INFO = 0x18538067, 0x1F43B675, 0x1549A966
_TRACKS, _TRACK = 0x1654AE6B, 0xAE
_TRACK_TYPE = 0x83
_HOLDERS = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK})
_METADATA = frozenset({
    0x1254C367,  # Tags
    0x1941A469,  # Attachments
    0x4461,  # DateUTC
    0x7BA9,  # Title
    0x73A4, 0x7384,  # SegmentUUID, SegmentFilename
    0x536E,  # a track's Name
    0xEC,  # Void: whatever was left in it
    0xBF,  # CRC-32, of what has changed now
})  # fmt: skip
_SEEN = frozenset({1, 2, 3, 17, 0x10, 0x12, 0x20})  # video, audio, both, subtitles, logo, buttons, control
MOST_ELEMENTS = 1_000_000


def clean_webm(data: bytes) -> bytes:
    """Return the same video without metadata; the same length. Raises ValueError for what is no WebM."""
    if data[:4] != b"\x1a\x45\xdf\xa3":
        raise ValueError("no EBML")
    made = bytearray(data)
    found = set()
    for count, (kind, start, head, end) in enumerate(_elements(data)):
        if count > MOST_ELEMENTS:
            raise ValueError("too many elements")
        found.add(kind)
        if kind in _METADATA:
            made[start:end] = _void(end - start)
        elif kind == _TRACK_TYPE and int.from_bytes(data[head:end], "big") not in _SEEN:
            raise HiddenTrackError
    if not {_SEGMENT, _TRACKS, _CLUSTER} <= found:
        raise ValueError("no film")
    return bytes(made)


def _void(length: int) -> bytes:
    """A Void element of this length, at least 2."""
    if length < 9:
        return bytes([0xEC, 0x80 | (length - 2)]) + bytes(length - 2)
    return b"\xec\x01" + (length - 9).to_bytes(7, "big") + bytes(length - 9)


def _elements(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Every element outside of clusters with its id, start, content and end.

    One of unknown size (as browsers record) is read as if what is in it stood beside it.
    """
    at = 0
    while at < len(data):
        kind, wide = _number(data, at, keep=True)
        size, long = _number(data, at + wide, keep=False)
        head = at + wide + long
        unknown = size == (1 << 7 * long) - 1
        end = head if unknown else head + size
        if end > len(data):
            raise ValueError("cut off")
        yield kind, at, head, end
        at = head if kind in _HOLDERS or unknown else end


def _number(data: bytes, at: int, *, keep: bool) -> tuple[int, int]:
    """A number of variable length, and how many bytes it has; `keep` its length's mark, as ids do."""
    if at >= len(data) or data[at] == 0:
        raise ValueError("cut off")
    length = 9 - data[at].bit_length()
    if at + length > len(data):
        raise ValueError("cut off")
    value = int.from_bytes(data[at : at + length], "big")
    return (value if keep else value & ((1 << 7 * length) - 1)), length
