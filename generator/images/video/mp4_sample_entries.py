"""The sample descriptions of an MP4 (`stsd`): the codec's own boxes stay, and the boxes of makers are found.

A sample entry is a box with fixed fields, and boxes after them. They begin at byte 86 for pictures, and at byte 36 for
sound (ISO/IEC 14496-12, 12.1.3 and 12.2.3). Sound in QuickTime's versions 1 and 2 has more fields ("Sound Sample
Descriptions"). Cameras put places and serial numbers there too, as `uuid` or `udta`.
"""

from __future__ import annotations

from collections.abc import Iterator

_PICTURE, _SOUND, _SOUND_VERSIONS = 86, 36, {1: 16, 2: 36}
_CODEC_BOXES = frozenset({
    *(b"avcC", b"hvcC", b"lhvC", b"vvcC", b"vpcC", b"av1C", b"dvcC", b"dvvC", b"dvwC", b"esds", b"glbl", b"d263"),
    *(b"colr", b"pasp", b"clap", b"fiel", b"gama", b"btrt", b"mdcv", b"clli", b"cclv", b"amve", b"SmDm", b"CoLL"),
    *(b"chan", b"chnl", b"srat", b"pcmC", b"dOps", b"dac3", b"dec3", b"dac4", b"dfLa", b"alac", b"wave"),
    *(b"frma", b"mp4a", b"enda"),
})  # fmt: skip
"""Boxes by which players set a codec up; `wave` holds others of them."""


def find_strangers(data: bytes, start: int, end: int, *, is_picture: bool) -> Iterator[tuple[int, int]]:
    """Yield the ranges in a `stsd` box that are no part of a codec.

    A range begins with a box's size and kind, or is too short or malformed.
    """
    at = start + 8  # version, flags, number of entries
    while at < end:
        size = int.from_bytes(data[at : at + 4], "big")
        if end - at < 16 or not 16 <= size <= end - at:
            yield at, end
            return
        fixed_size = _PICTURE if is_picture else _SOUND
        if not is_picture:
            fixed_size += _SOUND_VERSIONS.get(int.from_bytes(data[at + 16 : at + 18], "big"), 0)
        yield from _strangers_in(data, min(at + fixed_size, at + size), at + size)
        at += size


def _strangers_in(data: bytes, at: int, end: int) -> Iterator[tuple[int, int]]:
    while at < end:
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if end - at < 8 or not 8 <= size <= end - at:
            yield at, end  # QuickTime ends the list with four zeros
            return
        if kind not in _CODEC_BOXES:
            yield at, at + size
        elif kind == b"wave":
            yield from _strangers_in(data, at + 8, at + size)
        at += size
