"""What a build that died has left beside the output folder: `<name>.new-<pid>` and `<name>.old-<pid>`."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

from generator.output.manifest import MANIFEST, PENDING, find_listed, hidden_name, list_folder, read_manifest


def new_folder(target: Path) -> Path:
    """The folder that this process builds in before it swaps."""
    return target.with_name(f"{target.name}.new-{os.getpid()}")


def old_folder(target: Path) -> Path:
    """The folder that holds what this process has replaced, until it is gone."""
    return target.with_name(f"{target.name}.old-{os.getpid()}")


def recover_from_crash(target: Path) -> None:
    """Put back an old site whose replacement never came, and clear what dead builds have left.

    Only what is recognised as a build's is ever deleted: somebody's own `output.old-2024` stays.
    Raises OSError.
    """
    if not target.parent.is_dir():
        return
    named = re.compile(re.escape(target.name) + r"\.(new|old)-(\d{1,10})")
    for folder in sorted(target.parent.iterdir()):
        match = named.fullmatch(folder.name)
        if not match or folder.is_symlink() or not folder.is_dir() or _runs(int(match[2])):
            continue
        if match[1] == "old" and not target.exists() and _is_whole(folder):
            folder.rename(target)
        elif is_built(folder):
            with suppress(OSError):  # it is in nobody's way
                remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Delete a build's folder, its `build.json` last: half of it is still recognised. Raises OSError."""
    try:
        _remove(folder)
    except PermissionError:
        open_folders(folder)
        _remove(folder)


def open_folders(folder: Path) -> None:
    """Let the files of a folder, and below, be deleted, although somebody has made folders read-only."""
    with suppress(OSError):
        folder.chmod(0o755)
    for here, names, _ in os.walk(folder):
        for path in (Path(here, name) for name in names):
            with suppress(OSError):
                if not path.is_symlink():
                    path.chmod(0o755)


def _remove(folder: Path) -> None:
    import shutil  # where nothing is left, nothing of it is loaded

    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path)
            elif entry.name != MANIFEST:
                Path(entry.path).unlink()
    (folder / MANIFEST).unlink(missing_ok=True)
    folder.rmdir()


def is_built(folder: Path) -> bool:
    """Whether every file in it is named by its own `build.json`, which is written first and deleted last."""
    listed = read_manifest(folder)
    return all(path in (MANIFEST, PENDING) or find_listed(listed, path) for path in list_folder(folder))


def _is_whole(folder: Path) -> bool:
    """Whether nothing that its `build.json` names is missing: an old site not yet begun to be deleted."""
    names = list_folder(folder)
    return bool(names) and set(read_manifest(folder)) <= {*names, *map(hidden_name, names)}


def _runs(pid: int) -> bool:
    """Whether another process of this number runs; in a container every build may have the same number."""
    if pid == os.getpid() or os.name == "nt":  # on Windows, os.kill(pid, 0) is not a question but a signal
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
