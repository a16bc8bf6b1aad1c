"""Packages of a Debian system, where we may install them."""

from __future__ import annotations

import os
import shutil
import subprocess


def apt_install(package: str) -> None:
    """Install a package as root or with a sudo that asks nothing; do nothing where neither is to be had."""
    apt_run("update", "-q")
    apt_run("install", "-y", "-q", "--no-install-recommends", package)


def apt_run(*arguments: str) -> None:
    """Run apt-get as root, or with a sudo that asks nothing."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    full = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments]
    print("$", *full, flush=True)
    try:
        subprocess.run(full, check=False, timeout=900)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
