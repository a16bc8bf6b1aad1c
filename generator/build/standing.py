"""What stands in the output folder, known by `stat` where the last build left it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.build.memory import Standing
from generator.build.prints import stamp_of
from generator.output.manifest import MANIFEST, Fingerprint
from generator.output.target import read_target


def read_standing(
    place: Path, remembered: Mapping[str, Standing], clean: bool, said: Path
) -> Mapping[str, Fingerprint]:
    """The fingerprints of the published files. Raises PublishError for what no build wrote, and OSError.

    Where every file and folder is as it was left, nothing is read.
    """
    if remembered and is_untouched(place, remembered):
        return {path: one.print for path, one in remembered.items() if not path.endswith("/") and path != MANIFEST}
    return read_target(place, clean=clean, said=said)


def is_untouched(place: Path, remembered: Mapping[str, Standing]) -> bool:
    """Whether every file and folder (`lea/`) is as it was left: none came, none went, none was changed."""
    base = str(place)
    return all(stamp_of(f"{base}/{path}") == one.stamp is not None for path, one in remembered.items())


def to_remember(place: Path, prints: Mapping[str, Fingerprint]) -> dict[str, Standing]:
    """What is to be remembered of a folder that holds just these files and their `build.json`."""
    base = str(place)
    folders = {""} | {path[: at + 1] for path in prints for at, letter in enumerate(path) if letter == "/"}
    nothing = Fingerprint(0, "")
    found = {path: Standing(print_, stamp_of(f"{base}/{path}")) for path, print_ in prints.items()}
    found |= {path: Standing(nothing, stamp_of(f"{base}/{path}")) for path in (*folders, MANIFEST)}
    return found


def paths_of(remembered: Iterable[str]) -> set[str]:
    """The files among what is remembered."""
    return {path for path in remembered if not path.endswith("/") and path not in ("", MANIFEST)}
