"""Packages of a Debian system, where we may install them."""

from __future__ import annotations

import os
import shutil
import subprocess


def apt_install(package: str) -> None:
    """Install a package as root or with a sudo that asks nothing; do nothing where neither is to be had."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", package]):
        full = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *command]
        print("$", *full, flush=True)
        try:
            subprocess.run(full, check=False, timeout=900)
        except (OSError, subprocess.TimeoutExpired) as error:
            print(error)
