"""The program that decodes one HEIC picture from standard input, and writes its pixels to standard output.

A HEIC may be a grid that names one tile ten thousand times. libheif decodes each of them, and the size of the file does
not show it. So this program runs with limits on CPU and memory. It imports no module of the generator, because
`images.decode.heif` starts it by its path.

Output: one line of JSON (`mode`, `size` in pixels, `icc`: the length of the colour profile in bytes), the profile, the
pixels.
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
    """Read, decode and write. Any failure ends the process with an exit code other than 0."""
    limit()
    pillow_heif.register_heif_opener(thumbnails=False)
    image = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("HEIF",))
    image.load()
    icc = image.info.get("icc_profile") or b""
    head = {"mode": image.mode, "size": image.size, "icc": len(icc)}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + icc + image.tobytes())


def limit() -> None:
    """Set the limits that the system supports. Where it has none (Windows), the parent stops the process after a
    timeout.
    """
    try:
        import resource  # lazy: Windows has no such module
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
