"""Pictures as bytes for tests: harmless ones and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw


def encode_image(image: Image.Image, format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def halves(width: int = 400, height: int = 200) -> Image.Image:
    """Return a picture whose left half is red and right half blue: it shows which way somebody turned it."""
    image = Image.new("RGB", (width, height), (220, 30, 30))
    image.paste((30, 30, 220), (width // 2, 0, width, height))
    return image


def scene(width: int = 1200, height: int = 900) -> Image.Image:
    """Return soft gradients and a few edges, which compress like a photo with a quiet background."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for step in range(12):
        x = width * step // 12
        draw.ellipse((x, height // 4, x + width // 9, height * 3 // 4), (200 - 9 * step, 90 + 9 * step, 120))
    return image


def grain(width: int, height: int, seed: int = 7) -> Image.Image:
    """Return strong grain, the same in every run."""
    import random

    return Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height)).convert("RGB")


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Return a PNG whose header claims a size that its pixels do not have."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100)
    parts = (chunk(b"IHDR", header), *chunks, chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def webp_header(width: int, height: int) -> bytes:
    """Return an extended WebP that claims a canvas and is empty."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    return b"RIFF" + struct.pack("<I", 40) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size + b"\0" * 30


def gif_header(width: int, height: int) -> bytes:
    side = struct.pack("<HH", width, height)
    return b"GIF89a" + side + b"\x80\0\0" + b"\0" * 6 + b"," + b"\0" * 4 + side + b"\0\x02\x02\x44\x01\0;"


def put(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path
