"""State of the output folder, compared by stat with what the last build left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.build.incremental.file_index import FileIndex
from generator.build.incremental.state import BuildState
from generator.build.options import OutputTarget
from generator.output.manifest import Fingerprint
from generator.output.output_folder import read_target


def read_output(target: OutputTarget, state: BuildState, is_untouched: Callable[[], bool]) -> Mapping[str, Fingerprint]:
    """Return the fingerprints of the published files. Raises OSError, and PublishError for files that no build wrote.

    If `is_untouched` proves the folder unchanged, it reads nothing and returns the very object `state.published_files`.
    """
    if state.folders and is_untouched():  # the state may have been reset since that check
        return state.published_files
    return read_target(target.folder, clean=target.clean, requested_folder=target.requested_folder)


def is_output_untouched(folder: Path, state: BuildState) -> bool:
    """Return whether the output folder is unchanged since the last build: nothing added, removed or edited."""
    return bool(state.folders) and all(matches_index(folder, files) for files in (state.folders, state.output))


def matches_index(folder: Path, files: FileIndex) -> bool:
    """Return whether all files and folders in the index are unchanged."""
    return next(files.changed_paths(str(folder)), None) is None


def is_output_as_published(existing: Mapping[str, Fingerprint], state: BuildState) -> bool:
    """Return whether the output folder holds exactly the files of the last build.

    Other files may come from a build that was killed before it saved its state.
    """
    return existing is state.published_files or existing == state.published_files


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders (`lea/`) of files; "" is the top folder."""
    folders = {path.rpartition("/")[0] for path in paths}
    all_folders = {""}
    for folder in folders:
        parts = folder.split("/") if folder else []
        all_folders.update("/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))
    return all_folders
