"""Limits on the work of decoding, counted from the bytes of a file before any decoder runs.

The formats have few limits of their own, so a small file can cost hours. A JPEG of 100 KB does so by its scans: a
decoder visits all blocks of the picture for each scan (ITU T.81, B.2). A JPEG, PNG or GIF does so by millions of empty
parts. Every count here is linear in the bytes, or ends early.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from PIL import Image
from PIL.TiffImagePlugin import COMPRESSION, STRIPBYTECOUNTS, STRIPOFFSETS, TILEBYTECOUNTS, TILEOFFSETS

from generator.images.errors import PictureError

MAX_SCANS = 100
MAX_SCAN_PIXELS = 1_000_000_000
"""Scans times pixels: 20 scans for the largest picture that is read, under a second. Encoders write 1 to 14."""
MAX_PARTS = 100_000
"""Segments of a JPEG, chunks of a PNG, blocks ahead of a GIF's first frame, strips of a TIFF that holds JPEG."""
_MAX_PADDING = 1_000_000  # bytes between the segments of a JPEG; Pillow reads them one by one
_MAX_ITEMS = 4_096  # of a HEIC: tiles, previews, notes; a phone writes 50 to 300

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
# A marker is 0xFF and a byte other than 0 (a data byte 0xFF), 0xFF (padding), and D0 to D7 (restarts within a scan).
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ALONE = frozenset((0x01, 0xD8))  # markers without a length: TEM and SOI
_OLD_JPEG, _JPEG = 6, 7  # values of TIFF's tag Compression


def check_parts(form: str, data: bytes, name: str) -> int:
    """Raise `broken-picture` for a file of too many parts. Return the number of scans of a JPEG, 0 for other formats.

    `form` is Pillow's name of the format. Call this before Pillow gets the bytes: Pillow reads each part in Python.
    """
    if form == "JPEG":
        return _walk_jpeg(data, name)
    if form == "PNG":
        _walk_png(data, name)
    elif form == "GIF":
        _walk_gif(data, name)
    elif form == "HEIF" and data.count(b"infe") > _MAX_ITEMS:  # the type of an item's entry, ISO/IEC 14496-12, 8.11.6
        raise _too_much(name, f"holds more than {_MAX_ITEMS:,} items")
    return 0


def check_scans(image: Image.Image, data: bytes, scans: int, name: str) -> None:
    """Raise `broken-picture` for a picture with too many scans to decode. `scans` is the result of `check_parts`."""
    if image.format == "TIFF":
        scans = _tiff_scans(image, data, name)
    if scans > MAX_SCANS or scans * image.width * image.height > MAX_SCAN_PIXELS:
        raise _too_much(name, f"stores its pixels in {scans} scans or more")


def _walk_jpeg(data: bytes, name: str) -> int:
    """Count the scans of the first image. A decoder never reads the bytes after it."""
    at, scans, parts, padding = 0, 0, 0, 0
    while scans <= MAX_SCANS and (match := _MARKER.search(data, at)) is not None:
        if not scans:  # inside a scan, the bytes between markers are pixels
            padding += match.start() - at
        parts += 1
        if parts > MAX_PARTS or padding > _MAX_PADDING:
            raise _too_much(name, f"holds more than {MAX_PARTS:,} segments or {_MAX_PADDING:,} bytes of padding")
        marker, at = data[match.start() + 1], match.end()
        if marker == _END_OF_IMAGE:
            break
        scans += marker == _START_OF_SCAN
        if marker not in _ALONE:
            at += int.from_bytes(data[at : at + 2], "big")
    return scans


def _walk_png(data: bytes, name: str) -> None:
    at = 8
    for _ in range(MAX_PARTS):
        if at + 8 > len(data) or data[at + 4 : at + 8] == b"IEND":
            return
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    raise _too_much(name, f"holds more than {MAX_PARTS:,} chunks")


def _walk_gif(data: bytes, name: str) -> None:
    """Count the extensions before the first frame. C code reads the frame's own data."""
    flags = data[10] if len(data) > 10 else 0
    at = 13 + (3 * (2 << (flags & 7)) if flags & 0x80 else 0)
    blocks = 0
    while at < len(data) and data[at] != 0x2C and blocks <= MAX_PARTS:  # 0x2C begins the first frame
        if data[at] == 0x21:  # an extension: its label, then blocks that begin with their length
            at += 2
            while at < len(data) and data[at] and blocks <= MAX_PARTS:
                at += 1 + data[at]
                blocks += 1
        at += 1
        blocks += 1
    if blocks > MAX_PARTS:
        raise _too_much(name, f"holds more than {MAX_PARTS:,} blocks ahead of its first frame")


def _tiff_scans(image: Image.Image, data: bytes, name: str) -> int:
    """Return the most scans of any strip or tile of a TIFF. Each strip is a JPEG of its own."""
    tags = getattr(image, "tag_v2", {})
    if tags.get(COMPRESSION) == _OLD_JPEG:  # its strips may lie anywhere
        return data.count(bytes((0xFF, _START_OF_SCAN)))
    if tags.get(COMPRESSION) != _JPEG:
        return 0
    starts = [match.start() for match in re.finditer(rb"\xff\xda", data)]
    most = 0
    for places, lengths in ((STRIPOFFSETS, STRIPBYTECOUNTS), (TILEOFFSETS, TILEBYTECOUNTS)):
        begins: Sequence[int] = tags.get(places) or ()
        sizes: Sequence[int] = tags.get(lengths) or ()
        if len(begins) > MAX_PARTS:
            raise _too_much(name, f"holds more than {MAX_PARTS:,} strips")
        for number, begin in enumerate(begins):
            # A strip without a length, or with length 0, extends to the end of the file.
            size = sizes[number] if number < len(sizes) and sizes[number] else len(data)
            most = max(most, bisect_left(starts, begin + size) - bisect_left(starts, begin))
    return most


def _too_much(name: str, what: str) -> PictureError:
    message = f"`{name}` {what}; no camera or program writes such a file"
    return PictureError("broken-picture", message, "Open the picture in a photo program, and save it again.")
