"""Small pictures that cost much to read: many scans, millions of empty parts."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.images.phone_pictures import heic
from tests.images.pictures import encode_image, halves


def progressive(side: int, mode: str = "L") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (side, side), 128).save(out, "JPEG", progressive=True)
    return out.getvalue()


def with_scans(data: bytes, count: int) -> bytes:
    """Repeat the last scan but one of a progressive JPEG, which refines empty blocks, `count` times more."""
    scans = [at for at in range(len(data)) if data[at : at + 2] == b"\xff\xda"]
    table = data.rfind(b"\xff\xc4", 0, scans[3])
    after = data.rfind(b"\xff\xc4", 0, scans[4])
    scan = data[table : after if after > scans[3] else scans[4]]
    return data.replace(scan, scan * (count + 1))


def tiff_of(jpeg: bytes, side: int, lengths: bool = True) -> bytes:
    """Return a TIFF whose one strip is a JPEG. Without `lengths` the file does not state how long the strip is."""
    fields = [(256, side), (257, side), (258, 8), (259, 7), (262, 1), (273, 8), (277, 1), (278, side)]
    fields += [(279, len(jpeg))] if lengths else []
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in fields)
    return b"II*\0" + struct.pack("<I", 8 + len(jpeg)) + jpeg + struct.pack("<H", len(fields)) + entries + b"\0\0\0\0"


def mpo_of(first: bytes) -> bytes:
    """Return two JPEGs in one file, as stereo cameras and phones write them. The first is the picture."""
    out = io.BytesIO()
    halves().save(out, "MPO", save_all=True, append_images=[halves()])
    data = out.getvalue()
    second = data.index(b"\xff\xd8\xff", 4)
    return first + data[second:]


def chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def after_start(data: bytes, more: bytes) -> bytes:
    return data[:2] + more + data[2:]


def png_with(more: bytes) -> bytes:
    data = encode_image(halves(), "PNG")
    return data[:33] + more + data[33:]


def gif_with(more: bytes) -> bytes:
    data = encode_image(halves(), "GIF")
    start = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    return data[:start] + more + data[start:]


MANY = 120_000
COSTLY: dict[str, Callable[[], bytes]] = {
    "many scans": lambda: with_scans(progressive(64), 400),
    "scans of a large picture": lambda: with_scans(progressive(7000), 20),
    "scans in the first picture of two": lambda: mpo_of(with_scans(progressive(64), 400)),
    "scans in a strip of a TIFF": lambda: tiff_of(with_scans(progressive(64), 400), 64),
    "scans in a strip without a length": lambda: tiff_of(with_scans(progressive(64), 400), 64, lengths=False),
    "comments of a JPEG": lambda: after_start(progressive(64), b"\xff\xfe\0\2" * MANY),
    "starts of a JPEG": lambda: after_start(progressive(64), b"\xff\xd8" * MANY),
    "padding of a JPEG": lambda: after_start(progressive(64), b"\xff" * 2_000_000),
    "tables of a JPEG": lambda: after_start(progressive(64), b"\xff\xc4\0\2" * MANY),
    "chunks of a PNG": lambda: png_with(chunk(b"teSt") * MANY),
    "texts of a PNG": lambda: png_with(chunk(b"tEXt", b"a\0b") * MANY),
    "empty pixels of a PNG": lambda: png_with(chunk(b"IDAT") * MANY),
    "comments of a GIF": lambda: gif_with(b"\x21\xfe\x01a\0" * MANY),
    "pieces of one comment of a GIF": lambda: gif_with(b"\x21\xfe" + b"\x01a" * MANY + b"\0"),
    "items of a HEIC": lambda: heic() + struct.pack(">I4s", 8 * (MANY + 1), b"free") + b"infe\0\0\0\0" * MANY,
}
