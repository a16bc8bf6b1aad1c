"""Programs that tests call and that every system has by the same name."""

from __future__ import annotations

import shutil

from tools.gates.apt import apt_install

PROGRAMS = ("git", "openssl", "rclone", "rsync")


def install_program(name: str) -> str | None:
    """Find it on PATH or install the system's package."""
    if not shutil.which(name):
        apt_install(name)
    return shutil.which(name)
