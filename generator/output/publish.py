"""Publishing of a site: all of it or nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.output.atomic_swap import flush, swap_folders
from generator.output.crash_recovery import (
    new_folder,
    old_folder,
    recover_from_crash,
    remove_folder,
)
from generator.output.manifest import MANIFEST, Fingerprint, ManifestFacts, fingerprint, render_manifest
from generator.output.output_file import OutputFile, OutputPathError, check_output_paths
from generator.output.output_folder import PublishError, read_target, resolve_target
from generator.output.permissions import open_file, open_folder, shares_group


class FileChanges(Struct, frozen=True):
    """Numbers of new or changed files, of unchanged ones, and of removed ones."""

    written_count: int
    unchanged_count: int
    removed_count: int
    paths: tuple[str, ...] = ()
    """Paths of the new, changed and removed files."""


def publish(
    files: Iterable[OutputFile], target: Path, *, site: Path, content: Path, as_of: date, clean: bool = False
) -> FileChanges:
    """Make `target` contain exactly these files and their `build.json`.

    It writes everything beside the old site and swaps both in one step: a crash or a full disk leaves the old site.
    Unchanged files keep their modification time, so that rsync uploads only changes.

    Raises PublishError, and then nothing has changed.
    """
    site_files = {file.path: file for file in files}
    with disk_errors_reported(target):
        place = prepare_target(target, site=site, content=content)
        standing = read_target(place, clean=clean, requested_folder=target)
        prints = {path: fingerprint(site_files[path]) for path in sorted(site_files)}
        return replace_site(place, site_files, prints, standing, ManifestFacts(as_of))


@contextmanager
def disk_errors_reported(target: Path, *caches: Path) -> Iterator[None]:
    """Turn disk errors into PublishError; `target` is the output folder as the user wrote it.

    `caches` are folders of files that a build can recreate: the message names them if the error is there.
    """
    try:
        yield
    except OSError as error:
        for cache in caches:
            if _is_in(error, cache):
                raise PublishError(
                    "output-not-written",
                    f"`{cache}` (the cache) cannot be written: {error.strerror or error}",
                    "Check its permissions, or delete it: the build makes it again. The old site is still there.",
                ) from error
        elsewhere = isinstance(error.filename, str) and not _is_in(error, target.absolute().parent)
        raise PublishError(
            "output-not-written",
            f"the site could not be written to `{target}`: {error.strerror or error}"
            + (f" (`{error.filename}`)" if elsewhere else ""),
            "The old site is still there. Check free space and permissions, then build again.",
        ) from error


def _is_in(error: OSError, folder: Path) -> bool:
    """Return whether a disk error concerns a folder or a file in it."""
    if not isinstance(error.filename, str) or error.filename2 is not None:
        return False
    return Path(error.filename).absolute().is_relative_to(folder.absolute())


def prepare_target(target: Path, *, site: Path, content: Path) -> Path:
    """Return the real path of the output folder, after removing what killed builds left.

    Raises PublishError, OSError.
    """
    place = resolve_target(target, site=site, content=content)
    recover_from_crash(place)
    return place


def replace_site(
    folder: Path,
    files: Mapping[str, OutputFile],
    fingerprints: Mapping[str, Fingerprint],
    existing: Mapping[str, Fingerprint],
    facts: ManifestFacts,
    staging: Path | None = None,
    standby: Path | None = None,
) -> FileChanges:
    """Make the folder contain exactly the files of `fingerprints`, and their `build.json`.

    `existing` are the folder's current files. `files` may lack those that stay unchanged. `staging` is a folder to
    build in, where staged files already have their final paths; without it, the build uses one beside `folder`. The old
    site moves to `standby`, if given (see standby_copy.py).

    Raises PublishError, OSError.
    """
    _check_paths(fingerprints)
    if staging is None or not on_one_disk(staging, folder.parent) or not shares_group(staging, folder.parent):
        staging = new_folder(folder)
        _make_folder(staging, folder.parent)
    staging = staging.absolute()  # the sources of files are absolute too
    _replace(staging, folder, files, fingerprints, existing, render_manifest(fingerprints, facts))
    # One of these holds the old site. The new one is already published, so no error here may fail the build.
    for path in (staging, old_folder(folder)):
        if standby is not None and path.is_dir():
            _discard(standby)
            with suppress(OSError):
                path.rename(standby)
        _discard(path)
    return compare_fingerprints(fingerprints, existing)


def compare_fingerprints(fingerprints: Mapping[str, Fingerprint], existing: Mapping[str, Fingerprint]) -> FileChanges:
    """Compare the files of a new site with those of the old one."""
    changed_paths = [path for path, print_ in fingerprints.items() if existing.get(path) != print_]
    removed_paths = existing.keys() - fingerprints.keys()
    return FileChanges(
        len(changed_paths),
        len(fingerprints) - len(changed_paths),
        len(removed_paths),
        tuple(sorted({*changed_paths, *removed_paths})),
    )


def on_one_disk(path: Path, other_path: Path) -> bool:
    """Return whether the system can move and link files between two folders."""
    try:
        return path.stat().st_dev == other_path.stat().st_dev
    except OSError:
        return False


def _check_paths(paths: Iterable[str]) -> None:
    try:
        check_output_paths([*paths, MANIFEST])
    except OutputPathError as error:
        raise PublishError(
            "invalid-output-path",
            f"a file of the site cannot be written: {error}",
            "Rename its source file.",
        ) from None


def _replace(
    new: Path,
    target: Path,
    files: Mapping[str, OutputFile],
    fingerprints: Mapping[str, Fingerprint],
    existing: Mapping[str, Fingerprint],
    manifest: bytes,
) -> None:
    old = old_folder(target)
    try:
        open_folder(new)
        # First, so that a later build recognises the folder if this process dies (see crash_recovery.py).
        write_file(new / MANIFEST, OutputFile(MANIFEST, manifest))
        there: set[str] = set()
        for path, print_ in fingerprints.items():
            if existing.get(path) == print_:
                make_folders(new, path, there)
                if keep_file(target / path, new / path):
                    continue
            file = require_file(files, path)
            if not file.lies_in(new):
                make_folders(new, path, there)
                write_file(new / path, file)
        flush(new)
        swap_folders(new, target, old)
    except BaseException:
        _discard(new)
        raise


def _discard(folder: Path) -> None:
    """Delete a folder; on failure, the next build deletes it."""
    with suppress(OSError):
        if folder.is_symlink() or folder.is_file():
            folder.unlink()  # never delete the target of a link
        elif folder.is_dir():
            remove_folder(folder)


def keep_file(existing: Path, new: Path) -> bool:
    """Reuse a file of the old site: same bytes, same modification time, nothing written.

    False if that is impossible.
    """
    try:
        try:
            os.link(existing, new)
        except FileExistsError:  # rendered again, with the same bytes
            new.unlink()
            os.link(existing, new)
    except OSError:  # the file system has no hard links
        import shutil  # lazy: it loads every compression module

        try:
            shutil.copyfile(existing, new)
            shutil.copystat(existing, new)
            new.chmod(0o644)
        except OSError:
            return False
    return True


def require_file(files: Mapping[str, OutputFile], path: str) -> OutputFile:
    """Return the file to write.

    Raises FileNotFoundError for one that should have been reused and disappeared meanwhile.
    """
    if path not in files:
        raise FileNotFoundError(errno.ENOENT, "one of its files was removed during the build", path)
    return files[path]


def write_file(path: Path, file: OutputFile) -> None:
    """Write a file of the site, readable for all, because a web server runs as another user. Raises OSError."""
    if file.source is not None:
        import shutil  # lazy: it loads every compression module

        shutil.move(file.source, path) if file.is_staged else shutil.copyfile(file.source, path)
    else:
        path.write_bytes(file.data or b"")
    open_file(path)


def make_folders(root: Path, path: str, there: set[str]) -> None:
    """Create the folders above a file, except those in `there`, which exist. Raises OSError."""
    folder = path.rpartition("/")[0]
    if folder and folder not in there:
        make_folders(root, folder, there)
        there.add(folder)
        full = f"{root}/{folder}"
        with suppress(FileExistsError):
            os.mkdir(full)  # noqa: PTH102 - runs once per page, and pathlib takes twice as long
        open_folder(full)


def _make_folder(path: Path, parent: Path) -> None:
    parent.mkdir(parents=True, exist_ok=True)
    path.mkdir()
    open_folder(path)
