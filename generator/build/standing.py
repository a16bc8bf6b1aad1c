"""What stands in the output folder, known by `stat` where the last build left it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.build.memory import Memory
from generator.build.packed import Packed
from generator.build.request import Target
from generator.output.manifest import Fingerprint
from generator.output.target import read_target


def read_standing(target: Target, memory: Memory, untouched: Callable[[], bool]) -> Mapping[str, Fingerprint]:
    """The fingerprints of the published files. Raises PublishError for what no build wrote, and OSError.

    Where every file and folder is as it was left (`untouched`), nothing is read, and it is `memory.published` itself.
    """
    if memory.folders and untouched():  # the memory may have been thrown away since that was asked
        return memory.published
    return read_target(target.place, clean=target.clean, said=target.said)


def is_untouched(place: Path, memory: Memory) -> bool:
    """Whether every file and folder is as the last build left it: none came, none went, none was changed."""
    return bool(memory.folders) and all(is_as_packed(place, files) for files in (memory.folders, memory.output))


def is_as_packed(place: Path, files: Packed) -> bool:
    """Whether files and folders are as they were."""
    return next(files.suspects(str(place)), None) is None


def is_as_left(standing: Mapping[str, Fingerprint], memory: Memory) -> bool:
    """Whether just those files stand there that the last build has published, as it did.

    Others may be of a build that was stopped before it was remembered.
    """
    return standing is memory.published or standing == memory.published


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders (`lea/`) of files; "" is the one that holds them all."""
    folders = {path.rpartition("/")[0] for path in paths}
    found = {""}
    for folder in folders:
        parts = folder.split("/") if folder else []
        found.update("/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))
    return found
