"""Recovery from killed builds, which leave `<name>.new-<pid>` and `<name>.old-<pid>` beside the output folder."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from generator.output.manifest import MANIFEST, PENDING, find_in_manifest, hidden_name, list_folder, read_manifest


def new_folder(target: Path) -> Path:
    """Return the folder in which this process builds before the swap."""
    return target.with_name(f"{target.name}.new-{os.getpid()}")


def old_folder(target: Path) -> Path:
    """Return the folder for the site that this process replaces, until it is deleted."""
    return target.with_name(f"{target.name}.old-{os.getpid()}")


def recover_from_crash(target: Path) -> None:
    """Restore an old site without a replacement, and delete what killed builds left.

    It deletes only folders that it recognises as a build's: a user's own `output.old-2024` stays. Raises OSError.
    """
    if not target.parent.is_dir():
        return
    pattern = re.compile(re.escape(target.name) + r"\.(new|old)-(\d{1,10})")
    for folder in sorted(target.parent.iterdir()):
        match = pattern.fullmatch(folder.name)
        if not match or folder.is_symlink() or not folder.is_dir() or _runs(int(match[2])):
            continue
        if match[1] == "old" and not target.exists() and _is_whole(folder):
            folder.rename(target)
        elif is_built(folder):
            with suppress(OSError):  # a leftover does no harm
                remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Delete a build's folder, `build.json` last, so that a half-deleted one is still recognised. Raises OSError."""
    try:
        _remove(folder)
    except PermissionError:
        open_folders(folder)
        _remove(folder)


def open_folders(folder: Path) -> None:
    """Make a folder and its subfolders writable, so that read-only ones can be deleted."""
    with suppress(OSError):
        folder.chmod(0o755)
    for here, names, _ in os.walk(folder):
        for path in (Path(here, name) for name in names):
            with suppress(OSError):
                if not path.is_symlink():
                    path.chmod(0o755)


def _remove(folder: Path) -> None:
    import shutil  # lazy: it loads every compression module

    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            elif entry.name != MANIFEST:
                Path(entry.path).unlink()
    (folder / MANIFEST).unlink(missing_ok=True)
    folder.rmdir()


def is_built(folder: Path) -> bool:
    """Return whether the folder's `build.json`, written first and deleted last, names every file in it."""
    fingerprints = read_manifest(folder)
    return all(path in (MANIFEST, PENDING) or find_in_manifest(fingerprints, path) for path in list_folder(folder))


def _is_whole(folder: Path) -> bool:
    """Return whether no file of its `build.json` is missing: an old site whose deletion has not begun."""
    names = list_folder(folder)
    return bool(names) and set(read_manifest(folder)) <= {*names, *map(hidden_name, names)}


def _runs(pid: int) -> bool:
    """Return whether another process has this number; in containers, every build may have the same one."""
    if pid == os.getpid() or os.name == "nt":  # on Windows, os.kill(pid, 0) sends a signal
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
