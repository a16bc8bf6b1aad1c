"""The faces that phones and computers bring along, to see that a page does not move on any of them.

They are unpacked beside this file and not installed, so the machine's own faces stay as they are. Licences: Liberation
and Noto have the SIL Open Font License, Roboto the Apache License 2.0, DejaVu that of Bitstream Vera; each package
brings its own under usr/share/doc.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.gates.apt import apt_run

FACES = Path(__file__).parent / "faces"
PACKAGES = ("fonts-liberation", "fonts-roboto-unhinted", "fonts-noto-core", "fonts-dejavu-core", "fonts-dejavu-extra")


def find_fonts() -> Path | None:
    """Find the folder with one folder for each package."""
    return FACES if all((FACES / package).is_dir() for package in PACKAGES) else None


def install_fonts() -> Path | None:
    """Find the packages or unpack them, where the system has Debian's tools."""
    if found := find_fonts():
        return found
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    for package in PACKAGES:
        if not (FACES / package).is_dir() and not _unpack(package):
            apt_run("update", "-q")
            _unpack(package)
    return find_fonts()


def _unpack(package: str) -> bool:
    """Download a package and unpack it; whether that worked."""
    FACES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FACES) as folder:
        try:
            subprocess.run(["apt-get", "download", "-q", package], cwd=folder, check=True, timeout=300)
            downloaded = next(Path(folder).glob("*.deb"))
            subprocess.run(["dpkg-deb", "-x", downloaded, f"{folder}/{package}"], check=True, timeout=300)
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            print(f"{package}: {error}")
            return False
        Path(folder, package).rename(FACES / package)
    return True
