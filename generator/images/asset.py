"""Files named by their content, which browsers may cache for ever."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

FOLDER = "assets"
"""Where they are published; its rule in `_headers` says how long they are kept."""


def asset_path(name: str, data: bytes) -> str:
    """Return the published path of a file: its name, a hash of its content, its suffix."""
    pure, digest = PurePosixPath(name), hashlib.blake2b(data, digest_size=6).hexdigest()
    return f"{FOLDER}/{pure.stem}.{digest}{pure.suffix}"
