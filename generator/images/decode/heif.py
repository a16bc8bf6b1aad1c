"""The decoder of HEIC pictures, which runs in a child process with limits (see heif_decoder.py)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

from PIL import Image

from generator.images.errors import PictureError

_DECODER = Path(__file__).with_name("heif_decoder.py")
_WALL = 60  # seconds, for systems without a CPU limit, and for processes that only wait


def decode_heif(data: bytes, name: str) -> Image.Image:
    """Return the decoded primary image. Raises `broken-picture` if it is damaged or costs too much work."""
    try:
        # With -I, neither the working folder nor PYTHONPATH can replace modules.
        command = [sys.executable, "-I", str(_DECODER)]
        answer = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_WALL)  # noqa: S603
    except subprocess.TimeoutExpired:
        answer = None
    if answer is None or answer.returncode != 0:
        why = "is damaged, or needs more work than a photo does"
        raise PictureError("broken-picture", f"`{name}` {why}", "Save the picture as JPEG, and replace it.")
    out = io.BytesIO(answer.stdout)
    head = json.loads(out.readline())
    icc = out.read(head["icc"])
    image = Image.frombytes(head["mode"], tuple(head["size"]), out.read())
    if icc:
        image.info["icc_profile"] = icc
    return image
