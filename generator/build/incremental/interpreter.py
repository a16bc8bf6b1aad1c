"""The interpreter that builds: another one may write other bytes."""

from __future__ import annotations

import sys


def python_version() -> str:
    """Which it is, its version, and the order of its bytes."""
    version = ".".join(map(str, sys.version_info[:3]))
    return f"{sys.implementation.name} {version} {sys.version_info.releaselevel} {sys.byteorder}"
