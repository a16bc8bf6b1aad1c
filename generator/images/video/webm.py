"""The cleaner of WebM: it removes tags, attachments, titles, chapters and dates, and keeps pictures and sound.

The file keeps its length: a removed element becomes a Void element of zeros. RFC 8794 (EBML), RFC 9559 (Matroska).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.images.errors import HiddenTrackError

_SEGMENT, _CLUSTER, _INFO = 0x18538067, 0x1F43B675, 0x1549A966
_TRACKS, _TRACK = 0x1654AE6B, 0xAE
_TRACK_TYPE, _CODEC_PRIVATE = 0x83, 0x63A2
_GROUP = 0xA0
_TRACK_NUMBER = 0xD7
_BLOCKS = frozenset({0xA1, 0xA3})
_HOLDERS = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP})
_KEPT_ELEMENTS = _HOLDERS | {
    0x1A45DFA3, 0x114D9B74, 0x1C53BB6B,  # the head of the file, SeekHead, Cues
    0x2AD7B1, 0x4489, 0x4D80, 0x5741,  # Info: its scale of time, Duration, and two programs, which must be there
    0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x23314F, 0x55EE,  # a track: numbers, flags
    0x22B59C, 0x22B59D, 0x86, 0x63A2, 0x56AA, 0x56BB, 0x6D80, 0xE0, 0xE1,  # its language, codec, picture, sound
    0xE7, 0xA7, 0xAB, 0xA3, 0xA1, 0x9B, 0xFB, 0x75A2, 0x75A1,  # a cluster: times, blocks, and transparency beside them
}  # fmt: skip
"""What players need, by the ids of RFC 9559; all else goes: Tags, Attachments, Chapters, names, Void."""
_PROGRAMS = frozenset({0x4D80, 0x5741})  # MuxingApp, WritingApp: a text of zeros is an empty one
_SHOWN_TRACKS = frozenset({1, 2})  # video, audio
MOST_ELEMENTS = 1_000_000


def clean_webm(data: bytes) -> bytes:
    """Return the same video without metadata, with the same length. Raises ValueError for a file that is no WebM."""
    if data[:4] != b"\x1a\x45\xdf\xa3":
        raise ValueError("no EBML")
    copy = bytearray(data)
    kinds = set()
    tracks = {data[head:end].lstrip(b"\0") for kind, _, head, end in _bounded_elements(data) if kind == _TRACK_NUMBER}
    for kind, start, head, end in _bounded_elements(data):
        kinds.add(kind)
        if kind not in _KEPT_ELEMENTS or (kind in _BLOCKS and _track_of(data, head, end) not in tracks):
            copy[start:end] = _void(end - start)
        elif kind in _PROGRAMS:
            copy[head:end] = bytes(end - head)
        elif kind == _CODEC_PRIVATE:
            copy[head:end] = _without_comments(data[head:end])
        elif kind == _TRACK_TYPE and int.from_bytes(data[head:end], "big") not in _SHOWN_TRACKS:
            raise HiddenTrackError
    if not {_SEGMENT, _TRACKS, _CLUSTER} <= kinds:
        raise ValueError("no film")
    return bytes(copy)


def _bounded_elements(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    for count, element in enumerate(_elements(data)):
        if count > MOST_ELEMENTS:
            raise ValueError("too many elements")
        yield element


def _track_of(data: bytes, head: int, end: int) -> bytes:
    """Return the track number of a block, as bytes without leading zeros."""
    number, wide = _number(data, head, keep=False)
    if head + wide > end:
        raise ValueError("cut off")
    return number.to_bytes(8, "big").lstrip(b"\0")


def _without_comments(private: bytes) -> bytes:
    """Return the setup data of a codec without its comments, with the same length. Vorbis keeps comments there.

    The data is two lengths, then three packets (Matroska's codec mappings). The second packet is the comments: the
    program's name, a count, and that many texts (Vorbis I, section 5). They become one long name of zeros, and no
    texts.
    """
    if private[:1] != b"\x02":
        return private
    lengths, at = [], 1
    for _ in range(2):
        first = at
        while private[at : at + 1] == b"\xff":
            at += 1
        lengths.append(sum(private[first : at + 1]))
        at += 1
    start = at + lengths[0]
    end = start + lengths[1]
    room = lengths[1] - len(b"\x03vorbis") - 4 - 4 - 1
    if private[start : start + 7] != b"\x03vorbis" or room < 0 or end > len(private):
        return private
    return private[: start + 7] + room.to_bytes(4, "little") + bytes(room + 4) + b"\x01" + private[end:]


def _void(length: int) -> bytes:
    """Return a Void element of this length, at least 2."""
    if length < 9:
        return bytes([0xEC, 0x80 | (length - 2)]) + bytes(length - 2)
    return b"\xec\x01" + (length - 9).to_bytes(7, "big") + bytes(length - 9)


def _elements(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield every element with its id, start, content and end, before the elements inside it.

    An element of unknown size (as browsers record) counts as empty: its content follows at the same level.
    """
    at = 0
    while at < len(data):
        kind, wide = _number(data, at, keep=True)
        size, long = _number(data, at + wide, keep=False)
        head = at + wide + long
        has_unknown_size = size == (1 << 7 * long) - 1
        end = head if has_unknown_size else head + size
        if end > len(data):
            raise ValueError("cut off")
        yield kind, at, head, end
        at = head if kind in _HOLDERS or has_unknown_size else end


def _number(data: bytes, at: int, *, keep: bool) -> tuple[int, int]:
    """Return a number of variable length, and its length in bytes. `keep` retains the length marker, as ids do."""
    if at >= len(data) or data[at] == 0:
        raise ValueError("cut off")
    length = 9 - data[at].bit_length()
    if at + length > len(data):
        raise ValueError("cut off")
    value = int.from_bytes(data[at : at + length], "big")
    return (value if keep else value & ((1 << 7 * length) - 1)), length
