"""What stands in the output folder, known by `stat` where the last build left it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.build.memory import Standing
from generator.build.prints import stamp_of
from generator.build.request import Target
from generator.output.manifest import MANIFEST, Fingerprint
from generator.output.target import read_target


def read_standing(target: Target, remembered: Mapping[str, Standing]) -> Mapping[str, Fingerprint]:
    """The fingerprints of the published files. Raises PublishError for what no build wrote, and OSError.

    Where every file and folder is as it was left, nothing is read.
    """
    if remembered and is_untouched(target.place, remembered):
        return {path: remembered[path].print for path in paths_of(remembered)}
    return read_target(target.place, clean=target.clean, said=target.said)


def is_untouched(place: Path, remembered: Mapping[str, Standing]) -> bool:
    """Whether every file and folder (`lea/`) is as it was left: none came, none went, none was changed."""
    base = str(place)
    return all(stamp_of(f"{base}/{path}") == one.stamp for path, one in remembered.items())


def to_remember(place: Path, prints: Mapping[str, Fingerprint]) -> dict[str, Standing]:
    """What is to be remembered of a folder that holds just these files and their `build.json`."""
    base = str(place)
    folders = {""} | {path[: at + 1] for path in prints for at, letter in enumerate(path) if letter == "/"}
    stamps = {path: stamp_of(f"{base}/{path}") for path in (*prints, *folders, MANIFEST)}
    return {path: Standing(prints.get(path) or Fingerprint(stamp.size, ""), stamp) for path, stamp in stamps.items()}


def paths_of(remembered: Iterable[str]) -> set[str]:
    """The files among what is remembered."""
    return {path for path in remembered if path and not path.endswith("/") and path != MANIFEST}
