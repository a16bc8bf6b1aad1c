"""The Python interpreter as a dependency: another one may write other bytes."""

from __future__ import annotations

import sys


def python_version() -> str:
    """Return the interpreter's name, version and byte order."""
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{sys.implementation.name} {version} {sys.version_info.releaselevel} {sys.byteorder}"
