"""nginx, to try the configuration that docs/deployment.md shows."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.gates.apt import apt_install


def find_nginx() -> Path | None:
    """Find nginx; Debian keeps it where only root looks."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    return Path(found) if found else None


def install_nginx() -> Path | None:
    """Find nginx or install the system's package."""
    if not find_nginx():
        apt_install("nginx")
    return find_nginx()
