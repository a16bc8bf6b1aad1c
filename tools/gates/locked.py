"""The Java and Node of PyPI packages, for machines that have none: pinned and hashed in requirements.lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parent / "requirements.lock"


def install_locked() -> None:
    """Install both into this virtual environment. After a failure, pip says why, and the programs are missing."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "--requirement", str(LOCK)]
    subprocess.run(pip, check=False)
