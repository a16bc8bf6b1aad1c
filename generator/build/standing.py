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


def folders_of(paths: Iterable[str]) -> set[str]:
    """The folders (`lea/`) of files; "" is the one that holds them all."""
    folders = {path.rpartition("/")[0] for path in paths}
    found = {""}
    for folder in folders:
        parts = folder.split("/") if folder else []
        found.update("/".join(parts[:end]) + "/" for end in range(1, len(parts) + 1))
    return found


def paths_of(remembered: Iterable[str]) -> set[str]:
    """The files among what is remembered."""
    return {path for path in remembered if path and not path.endswith("/") and path != MANIFEST}
