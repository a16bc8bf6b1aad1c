"""Safety rules for the output folder: which folders a build may replace."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from generator.content.kit_mark import find_kit
from generator.content.private_folder import PRIVATE
from generator.output.manifest import (
    PENDING,
    Fingerprint,
    find_in_manifest,
    fingerprint_folder,
    list_folder,
    read_manifest,
)

_HISTORY = frozenset({".git", ".hg", ".svn", ".jj", ".bzr", "_darcs", ".fslckout", "_fossil_"})
"""Files and folders of version control histories, in lower case."""
_BARE = {"HEAD", "objects", "refs"}  # entries of a bare Git repository
_OWN = ("themes", "admin", ".ambassador", PRIVATE, "wheels", ".git", ".github", ".gitlab")
"""Folders of a site that users, `ambassador cms`, a build or CI fill; no build may replace them."""


class PublishError(Exception):
    """A build that cannot be published: the problem's permanent name, its message and its help."""

    def __init__(self, name: str, message: str, help: str = "") -> None:
        """Store the three parts; the exception's text is the message alone."""
        super().__init__(message)
        self.name = name
        self.message = message
        self.help = help


def resolve_target(target: Path, *, site: Path, content: Path) -> Path:
    """Return the real path of the output folder; raise PublishError for one that must never be replaced.

    It refuses the content folder and the site's other folders with everything in them. It also refuses the site's
    folder, the home folder, all their parents, and `/`. It refuses everything inside a version control history, and a
    target that is a file or a symbolic link. It compares folders by their identity on disk, not by spelling. So a link,
    a bind mount or another case leads to the same refusal.
    """
    if "\0" in str(target):
        raise _unsafe(target, "has a name that no disk can store", "Name a folder, such as `output`.")
    if target.is_symlink():
        raise _unsafe(target, "is a symbolic link", "Name the folder that it leads to.")
    # A cloned repository may contain a link, such as `shards`. A link outside the site is the user's own choice.
    link = next((parent for parent in _parents_in(target, site) if parent.is_symlink()), None)
    if link is not None:
        raise _unsafe(target, f"is behind the symbolic link `{link}`", "Name the folder that it leads to.")
    # Resolve only the parents: the build replaces the entry of this name in its parent.
    try:
        place = target.parent.resolve() / target.name if target.name not in ("", "..") else target.resolve()
    except RuntimeError:  # Python before 3.13 raises it for a loop of links
        raise _unsafe(target, "is behind a loop of links", "Name a folder, such as `output`.") from None
    if place.exists() and not place.is_dir():
        raise _unsafe(target, "is a file", "Name a folder, such as `output`.")
    if place == Path(place.anchor):
        raise _unsafe(target, "is the root of the disk", "Name a folder of its own, such as `output`.")
    protected_folders = {"the site's folder": site, "the content folder": content, "your home folder": _home()}
    for words, folder in protected_folders.items():
        if folder and any(_same(place, parent) for parent in (folder.resolve(), *folder.resolve().parents)):
            raise _unsafe(target, f"is {words} or has it inside", "Name a folder of its own, such as `output`.")
    for parent in (place, *place.parents):
        if _same(parent, content):
            raise _unsafe(target, "is inside the content folder", "Name a folder beside it, such as `output`.")
        if parent.name.casefold() in _HISTORY or _is_bare(parent):
            raise _unsafe(
                target, "is in the history of a version control system", "Name a folder beside it, such as `output`."
            )
        for name in _OWN:
            if _same(parent, site / name):
                raise _unsafe(target, f"is in the site's folder `{name}`", "Name a folder beside it, such as `output`.")
    return place


def read_target(target: Path, *, clean: bool, requested_folder: Path | None = None) -> Mapping[str, Fingerprint]:
    """Fingerprint the files in the output folder; raise PublishError if a build did not write all of them.

    `clean` allows foreign files, which publishing then deletes; but never the history of a repository.
    `requested_folder` is the folder as the user wrote it.
    """
    requested_folder = requested_folder or target
    if not target.exists():
        return {}
    standing, manifest = fingerprint_folder(target), read_manifest(target)
    pending = read_manifest(target, PENDING) if standing.get(PENDING) else {}
    if pending and pending.keys() == manifest.keys():  # a build was killed between the two renames of replace_file.py
        del standing[PENDING]
    else:
        pending = {}
    strangers = [
        path
        for path, print_ in standing.items()
        if print_ is None or print_ not in (find_in_manifest(manifest, path), find_in_manifest(pending, path))
    ]
    # A `build.json` that is alone in a folder, or unreadable, is a foreign file too.
    if not manifest and not strangers:
        strangers = list(list_folder(target))
    if history := _find_history(target):
        raise PublishError(
            "foreign-output-folder",
            f"the output folder `{requested_folder}` has the history of a version control system in it, `{history}`; "
            "a build replaces the folder",
            "Build into another folder and copy the files over.",
        )
    if kit := find_kit(target, strangers):
        raise PublishError(
            "published-kit",
            f"the output folder `{requested_folder}` has a kit in it, `{kit}`: "
            "kits are private, and would be published",
            "Move it to another folder; `ambassador kit` writes to `kits` in the site's folder.",
        )
    if strangers and not clean:
        few = ", ".join(f"`{path}`" for path in strangers[:3]) + (", ..." if len(strangers) > 3 else "")
        raise PublishError(
            "foreign-output-folder",
            f"the output folder `{requested_folder}` has {_files(len(strangers))} that no build wrote: {few}",
            "Choose an empty folder, or add `--clean` to delete everything in it.",
        )
    return {path: print_ for path, print_ in standing.items() if print_ is not None}


def _parents_in(target: Path, site: Path) -> list[Path]:
    """Return the unresolved folders between the site's folder and a target in it."""
    inside, root = target.absolute(), site.absolute()
    return [parent for parent in inside.parents if parent != root and parent.is_relative_to(root)]


def _find_history(target: Path) -> str:
    """Return the first version control entry in a folder, at any depth; "" if there is none."""
    for here, folders, files in os.walk(target):
        for name in (*folders, *files):
            if name.casefold() in _HISTORY:
                return os.path.relpath(os.path.join(here, name), target)  # noqa: PTH118
        if {*folders, *files} >= _BARE:
            return os.path.relpath(here, target)
    return ""


def _is_bare(folder: Path) -> bool:
    """Return whether a folder is a bare Git repository."""
    return all((folder / name).exists() for name in _BARE)


def _files(count: int) -> str:
    return "a file" if count == 1 else f"{count:,} files"


def _unsafe(target: Path, why: str, help: str) -> PublishError:
    return PublishError("unsafe-output-folder", f"the output folder `{target}` {why}", help)


def _same(path: Path, other_path: Path) -> bool:
    try:
        return path.samefile(other_path)
    except OSError:
        return path == other_path


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # no HOME, and no entry for this user
        return None
