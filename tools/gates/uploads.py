"""rsync and rclone, to see that an upload sends just what a build has changed."""

from __future__ import annotations

import shutil

from tools.gates.apt import apt_install


def install_uploads() -> str | None:
    """Find both or install the system's packages."""
    for name in ("rsync", "rclone"):
        if not shutil.which(name):
            apt_install(name)
    found = [path for name in ("rsync", "rclone") if (path := shutil.which(name))]
    return ", ".join(found) if len(found) == 2 else None
