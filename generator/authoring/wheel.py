"""Wheels built from installed packages, for packages that no index offers to CI.

The format: https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import Distribution
from pathlib import Path

import generator

_LOCAL = ("INSTALLER", "REQUESTED", "RECORD", "direct_url.json")
"""Notes that pip writes next to an installed package."""
_SECONDS = 300


def normal_name(name: str) -> str:
    """Return a package's name for comparison (https://peps.python.org/pep-0503/#normalized-names)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wheel_name(package: Distribution) -> str:
    """Return `name-version`, the prefix of a wheel's file name."""
    return f"{normal_name(package.name).replace('-', '_')}-{package.version}"


def checkout() -> Path | None:
    """Return the checkout that this generator runs from; None if it is installed."""
    folder = Path(generator.__file__).parents[1]
    return folder if (folder / "pyproject.toml").is_file() else None


def wheel_of_checkout(folder: Path) -> tuple[str, bytes] | None:
    """Build a project's wheel with the installed tools; return file name and bytes, None if that fails."""
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-index", "--no-deps", "--no-build-isolation"]
    with tempfile.TemporaryDirectory() as temporary:
        try:
            command = [*pip, "--wheel-dir", temporary, str(folder)]
            subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS)  # noqa: S603 - our own words
        except (OSError, subprocess.SubprocessError):
            return None
        return next(((wheel.name, wheel.read_bytes()) for wheel in Path(temporary).glob("*.whl")), None)


def wheel_of(package: Distribution) -> tuple[str, bytes] | None:
    """Pack an installed package as a wheel again, with the same bytes each time; return file name and bytes.

    Return None for a package whose wheel would be incomplete. It is compiled for one system, installed in editable
    mode, or has files outside the packages' folder.
    """
    facts = package.read_text("WHEEL") or ""
    if "Tag: py3-none-any" not in facts.splitlines() and "Tag: py2.py3-none-any" not in facts.splitlines():
        return None
    origin = json.loads(package.read_text("direct_url.json") or "{}")  # https://peps.python.org/pep-0610/
    if origin.get("dir_info", {}).get("editable"):
        return None
    scripts = {entry.name for entry in package.entry_points if entry.group in ("console_scripts", "gui_scripts")}
    files: dict[str, bytes] = {}
    for path in package.files or ():
        if ".." in path.parts or path.is_absolute():
            if path.stem not in scripts:
                return None
        elif "__pycache__" not in path.parts and not (path.parent.suffix == ".dist-info" and path.name in _LOCAL):
            try:
                files[path.as_posix()] = path.read_binary()
            except OSError:
                return None
    folder = next((name.split("/")[0] for name in files if name.split("/")[0].endswith(".dist-info")), None)
    return (f"{wheel_name(package)}-py3-none-any.whl", _pack(files, folder)) if folder else None


def _pack(files: dict[str, bytes], folder: str) -> bytes:
    record = io.StringIO()
    rows = csv.writer(record, lineterminator="\n")
    for name in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        rows.writerow([name, f"sha256={digest}", len(files[name])])
    rows.writerow([f"{folder}/RECORD", "", ""])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in [*sorted(files.items()), (f"{folder}/RECORD", record.getvalue().encode())]:
            entry = zipfile.ZipInfo(name)  # dated 1980, like a ZIP without a time
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
