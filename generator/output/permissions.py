"""Who may read what a build publishes: everybody, whatever the umask; and the group that a setgid folder asks for.

In a setgid folder new entries get the folder's group, and new folders are setgid too (mkdir(2)). A `chmod` to 755 takes
the bit away, and a file that was moved in keeps the group of where it was made.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def open_folder(folder: Path | str) -> None:
    """Let everybody read a folder and its owner write; setgid stays. Raises OSError."""
    os.chmod(folder, 0o755 | (os.stat(folder).st_mode & stat.S_ISGID))  # noqa: PTH101, PTH116, S103


def open_file(path: Path, folder: Path | None = None) -> None:
    """Let everybody read a file, and give it the group that its folder asks for. Raises OSError.

    `folder` is the one that it goes to, where it does not lie there yet. Only the superuser may give a file to a group
    that they are not in: then the group stays.
    """
    path.chmod(0o644)
    asked = (folder or path.parent).stat()
    if asked.st_mode & stat.S_ISGID and path.stat().st_gid != asked.st_gid:
        with suppress(PermissionError):
            os.chown(path, -1, asked.st_gid)


def shares_group(made_in: Path, goes_to: Path) -> bool:
    """Whether entries made in one folder have the group that the other asks for. Raises OSError."""
    asked, given = goes_to.stat(), made_in.stat()
    return not asked.st_mode & stat.S_ISGID or bool(given.st_mode & stat.S_ISGID and given.st_gid == asked.st_gid)
