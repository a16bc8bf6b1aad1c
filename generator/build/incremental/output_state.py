"""What stands in the output folder, known by `stat` where the last build left it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.build.incremental.file_index import FileIndex
from generator.build.incremental.state import BuildState
from generator.build.options import OutputTarget
from generator.output.manifest import Fingerprint
from generator.output.output_folder import read_target


def read_output(target: OutputTarget, state: BuildState, is_untouched: Callable[[], bool]) -> Mapping[str, Fingerprint]:
    """The fingerprints of the published files. Raises PublishError for what no build wrote, and OSError.

    Where every file and folder is as it was left (`untouched`), nothing is read, and it is
    `build.incremental.state.published` itself.
    """
    if state.folders and is_untouched():  # the memory may have been thrown away since that was asked
        return state.published
    return read_target(target.folder, clean=target.clean, requested=target.requested)


def is_output_untouched(folder: Path, state: BuildState) -> bool:
    """Whether every file and folder is as the last build left it: none came, none went, none was changed."""
    return bool(state.folders) and all(matches_index(folder, files) for files in (state.folders, state.output))


def matches_index(folder: Path, files: FileIndex) -> bool:
    """Whether files and folders are as they were."""
    return next(files.changed_paths(str(folder)), None) is None


def is_output_as_published(existing: Mapping[str, Fingerprint], state: BuildState) -> bool:
    """Whether just those files stand there that the last build has published, as it did.

    Others may be of a build that was stopped before it was remembered.
    """
    return existing is state.published or existing == state.published


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders (`lea/`) of files; "" is the one that holds them all."""
    folders = {path.rpartition("/")[0] for path in paths}
    found = {""}
    for folder in folders:
        parts = folder.split("/") if folder else []
        found.update("/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))
    return found
