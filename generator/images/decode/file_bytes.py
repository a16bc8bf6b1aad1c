"""The reader of a picture file's bytes, which come before any decoding."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.content.file_versions import note_version
from generator.content.read_log import note_dependency
from generator.content.safe_open import NotAFileError, read_whole
from generator.images.errors import PictureError

MAX_BYTES = 60_000_000
HELP = "Save the picture as JPEG or PNG, and replace it."


def read_picture(path: Path) -> tuple[bytes, str]:
    """Return the bytes of a regular file of at most 60 MB, and their fingerprint.

    Raises PictureError for anything else, and ContentChangedError if the build has read other bytes before.
    """
    note_dependency(path)
    try:
        size, data = read_whole(path, MAX_BYTES)
        if size > MAX_BYTES:
            message = f"`{path.name}` has {size / 1e6:,.0f} MB; at most 60 MB are read"
            raise PictureError("picture-too-large", message, HELP)
    except (IsADirectoryError, NotAFileError) as error:
        what = "a folder" if isinstance(error, IsADirectoryError) else "not a file"
        raise PictureError("unreadable-picture", f"`{path.name}` is {what}", "Name a picture file.") from None
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise PictureError("unreadable-picture", f"`{path.name}` cannot be read: {reason}") from error
    if not data:
        raise PictureError("broken-picture", f"`{path.name}` is empty", "Copy the picture there again.")
    sha = sha_of(data)
    note_version(path, sha)
    return data, sha


def sha_of(data: bytes) -> str:
    """Return the fingerprint of a picture: blake2b of 32 bytes, in hex."""
    return hashlib.blake2b(data, digest_size=32).hexdigest()
