"""Permissions of published files: readable for all, whatever the umask, with the group of a setgid folder.

In a setgid folder new entries get the folder's group, and new folders are setgid too (mkdir(2)). A `chmod` to 755
removes that bit, and a moved file keeps the group of its old folder.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def open_folder(folder: Path | str) -> None:
    """Make a folder readable for all and writable for its owner; setgid stays. Raises OSError."""
    os.chmod(folder, 0o755 | (os.stat(folder).st_mode & stat.S_ISGID))  # noqa: PTH101, PTH116, S103


def open_file(path: Path, folder: Path | None = None) -> None:
    """Make a file readable for all, and give it the group that its folder requires. Raises OSError.

    `folder` is the file's future folder, if it is not there yet. Only the superuser may assign a group without being a
    member; for other users the group then stays.
    """
    path.chmod(0o644)
    result = (folder or path.parent).stat()
    if result.st_mode & stat.S_ISGID and path.stat().st_gid != result.st_gid:
        with suppress(PermissionError):
            os.chown(path, -1, result.st_gid)


def shares_group(made_in: Path, goes_to: Path) -> bool:
    """Return whether new entries of one folder have the group that the other requires. Raises OSError."""
    result, own = goes_to.stat(), made_in.stat()
    return not result.st_mode & stat.S_ISGID or bool(own.st_mode & stat.S_ISGID and own.st_gid == result.st_gid)
