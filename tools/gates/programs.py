"""Programs that tests call and that every system has by the same name."""

from __future__ import annotations

import shutil

from tools.gates.apt import apt_install

PROGRAMS = ("git", "openssl", "rclone", "rsync")


def install_programs() -> str | None:
    """Find them all or install the system's packages."""
    for name in PROGRAMS:
        if not shutil.which(name):
            apt_install(name)
    found = [path for name in PROGRAMS if (path := shutil.which(name))]
    return ", ".join(found) if len(found) == len(PROGRAMS) else None
