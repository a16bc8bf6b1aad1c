"""Removal of a person's files, in an order that a second run can continue."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from generator.authoring.forget_plan import LOCK, ForgetPlan
from generator.authoring.write import rewrite
from generator.content.decode import read_text
from generator.content.discovery import FORGOTTEN
from generator.content.load import load_forgotten
from generator.problems import Place, Report

PROFILE = "profile.yaml"
_HEAD = """\
# Addresses of people who were forgotten (`ambassador forget`): a page without a name
# is published there, for codes that were printed. Delete a line when nothing printed leads there any more.
addresses:
"""


def forget_person(root: Path, plan: ForgetPlan, report: Report) -> tuple[str, ...]:
    """Delete everything in the plan; return what was deleted. Report what could not be deleted; a second run retries
    it.

    Save the addresses first, because they are known only while the files exist. Delete the profile last, and only after
    all else: only the profile names the pictures for a second run. Delete links themselves, never their targets.
    """
    if not _keep_addresses(root, plan.addresses, report):
        return ()
    deleted_paths: list[str] = []

    def attempt(path: str, take_away: Callable[[], None]) -> None:
        try:
            take_away()
            deleted_paths.append(path)
        except OSError as error:
            message = f"`{path}` could not be deleted: {error.strerror or error}"
            report.error(
                "not-forgotten", message, Place(path.rstrip("/")), "check the permissions, and run the command again"
            )

    for path in plan.caches:
        folder = root / path.rstrip("/")
        attempt(path, partial(_remove if folder.is_symlink() else _empty, folder))
    for entry in plan.shared_cache:
        attempt(str(entry), partial(entry.unlink, missing_ok=True))
    for path in (*plan.built_folders, *plan.kits, *plan.pictures):
        attempt(path, partial(_remove, root / path.rstrip("/")))
    for path in sorted(plan.own, key=_holds_profile):
        if not report.errors:
            attempt(path, partial(_remove_own, root / path.rstrip("/")))
    return tuple(deleted_paths)


def _holds_profile(path: str) -> bool:
    """Return whether a path is the person's folder or file, and not an editor's leftover next to it."""
    return path.endswith(("/", ".md"))


def _remove_own(path: Path) -> None:
    """Delete a person's folder or file; within a folder, delete the profile last."""
    if path.is_dir() and not path.is_symlink():
        for entry in path.iterdir():
            if entry.name != PROFILE:
                _remove(entry)
    _remove(path)


def _empty(cache: Path) -> None:
    """Delete all but the lock file: another build may be waiting for it now."""
    for entry in cache.iterdir():
        if entry.name != LOCK:
            _remove(entry)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _keep_addresses(root: Path, addresses: tuple[str, ...], report: Report) -> bool:
    before = load_forgotten(root, Report())
    new = [address for address in addresses if address not in before]
    if not new:
        return True
    old = read_text(root, FORGOTTEN, Report()) if before else ""
    text = (old or _HEAD).rstrip("\n") + "\n" + "".join(f"  - {address}\n" for address in new)
    if not rewrite(root, {FORGOTTEN: text}, report):
        return False
    if load_forgotten(root, Report()) == (*before, *new):
        return True
    lines = "".join(f"  - {address}\n" for address in (*before, *new))  # the list has another form
    return rewrite(root, {FORGOTTEN: _HEAD + lines}, report)
