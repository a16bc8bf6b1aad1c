"""Decode one HEIC picture in a process of its own: its bytes on standard input, its pixels on standard output.

A HEIC may be a grid that names one tile ten thousand times. libheif decodes each, and nothing in the file's size says
so. This program runs with a limit on CPU and memory. It imports nothing of ours: `images.decode.heif.py` starts it by
its path.

Output: one line of JSON (`mode`, `size` in pixels, `icc`: the bytes of the colour profile), the profile, the pixels.
"""

from __future__ import annotations

import io
import json
import sys

import pillow_heif
from PIL import Image

SECONDS = 5
BYTES = 2_000_000_000


def main() -> None:
    """Read, decode, write. Any failure ends the process with another code than 0."""
    limit()
    pillow_heif.register_heif_opener(thumbnails=False)
    image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("HEIF",))
    image.load()
    icc = image.info.get("icc_profile") or b""
    head = {"mode": image.mode, "size": image.size, "icc": len(icc)}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + icc + image.tobytes())


def limit() -> None:
    """Set the limits that the system knows; where it knows none (Windows), the parent ends a process by the clock."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
