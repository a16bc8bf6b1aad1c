"""The tool itself, as far as pages depend on it: its own files, the theme's, Python, and the packages it stands on."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.build.prints import Prints

_PACKAGE = Path(__file__).parent.parent
_NAME = "ambassador-pages"


def python_version() -> str:
    """The interpreter: which it is, and its version."""
    return f"{platform.python_implementation()} {platform.python_version()} {sys.byteorder}"


def package_homes() -> list[str]:
    """The folders where packages are installed; a package that comes, goes or is renewed changes their list."""
    return sorted({path for path in sys.path if path.endswith(("site-packages", "dist-packages"))})


def environment_key(prints: Prints, themes: Iterable[Path]) -> tuple[str, tuple[str, ...]]:
    """A key of the tool, and the files it was made of. `themes` are the folders of the theme in use."""
    files = sorted({path for folder in (_PACKAGE, *themes) for path in files_below(os.path.abspath(folder))})  # noqa: PTH100
    digest = hashlib.blake2b(digest_size=16)
    for line in (python_version(), *_versions()):
        digest.update(f"{line}\n".encode())
    base = os.path.abspath(_PACKAGE.parent)  # noqa: PTH100
    for path in files:
        # The same tool in another place is the same tool.
        digest.update(f"{os.path.relpath(path, base)} {prints.of(path)}\n".encode("utf-8", "surrogatepass"))
    return digest.hexdigest(), (*files, *package_homes())


def files_below(folder: str) -> Iterator[str]:
    """A folder, and all files and folders in it, but what Python and editors keep there."""
    yield folder
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__" or entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not (folder == str(_PACKAGE) and entry.name == "themes"):  # those in use are named
                    yield from files_below(entry.path)
            else:
                yield entry.path


def _versions() -> list[str]:
    """The versions of what we stand on, and of the packages that extend us."""
    from importlib.metadata import PackageNotFoundError, entry_points, requires, version

    try:
        needed = requires(_NAME) or []
    except PackageNotFoundError:  # run from a folder that was never installed
        needed = []
    names = {re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0] for one in needed}
    names |= {
        entry.dist.name
        for family in ("sections", "checks")
        for entry in entry_points(group=f"ambassador_pages.{family}")
        if entry.dist is not None
    }
    found = []
    for name in sorted(names):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return found
