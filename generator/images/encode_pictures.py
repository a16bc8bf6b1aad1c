"""The stage that turns picture wants into Assets: it encodes every picture once, and names it by its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.content.discovery import is_folder, list_folder
from generator.content.read_log import note_dependency
from generator.images.asset import FOLDER
from generator.images.cache import PictureCache
from generator.images.encode.recipe import (
    Crop,
    EncodedPicture,
    Quality,
    Recipe,
)
from generator.images.errors import PictureError
from generator.problems import Place, Report, did_you_mean
from generator.sections.wants import WHOLE, Part, PictureFiles, PictureWant, Source

if TYPE_CHECKING:
    from generator.images.encode.batch import Job

_MIME = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg", "png": "image/png"}


class Role(Struct, frozen=True):
    """The way a theme shows the pictures of one role: widths in pixels, shape (None: the picture's own), CSS `sizes`.

    `shapes` are the narrowest and the widest shape (width, height) of a role without one. Only a picture beyond them is
    cropped.
    """

    widths: tuple[int, ...]
    sizes: str
    aspect: tuple[int, int] | None = None
    quality: Quality = "fine"
    eager: bool = False
    shapes: tuple[tuple[int, int], tuple[int, int]] | None = None

    def shape_of(self, width: int, height: int) -> tuple[int, int] | None:
        """Return the shape to which a picture of this size is cropped, or None to keep its own."""
        if self.aspect is None and self.shapes is not None:
            narrowest, widest = self.shapes
            if width * narrowest[1] < height * narrowest[0]:
                return narrowest
            if width * widest[1] > height * widest[0]:
                return widest
        return self.aspect


class Assets(Struct, frozen=True):
    """The site's pictures, and the files (path from the site's root -> file to copy) that they need."""

    pictures: Mapping[PictureWant, PictureFiles]
    files: Mapping[str, Path]
    drawn_count: int
    """How many files had to be encoded; the others came from the cache."""


def encode_pictures(
    root: Path,
    wants: Iterable[PictureWant],
    roles: Mapping[str, Role],
    cache: PictureCache,
    workers: int,
    report: Report,
    progress: Callable[[int, int, str], None],
) -> Assets:
    """Encode the wanted pictures. Report a missing or broken picture at each place that names it."""
    places = _places(wants)
    if not places:
        return Assets({}, {}, 0)
    from generator.images.encode.batch import encode_all  # lazy: it loads Pillow, which cached pictures do not need

    jobs: dict[PictureWant, Job] = {}
    parts: dict[PictureWant, Part] = {}
    for want, place in places.items():
        plan = _plan(root, want, roles.get(want.role), place, report)
        if plan:
            jobs[want], parts[want] = plan
    pictures: dict[PictureWant, PictureFiles] = {}
    files: dict[str, Path] = {}
    drawn_count = 0
    for count, (want, result) in enumerate(zip(jobs, encode_all(list(jobs.values()), cache, workers), strict=True), 1):
        progress(count, len(jobs), want.src)
        if isinstance(result, PictureError):
            _report(result, places[want], report)
            continue
        drawn_count += len(result.variants) if result.fresh else 0
        pictures[want] = _picture_files(result, parts[want])
        files.update({f"{FOLDER}/{variant.name}": variant.path for variant in result.variants})
    return Assets(pictures, files, drawn_count)


def look_at_pictures(root: Path, wants: Iterable[PictureWant], roles: Mapping[str, Role], report: Report) -> Assets:
    """Report the faults of the pictures' files without encoding any."""
    for want, places in _places(wants).items():
        _plan(root, want, roles.get(want.role), places, report)
    return Assets({}, {}, 0)


def _places(wants: Iterable[PictureWant]) -> dict[PictureWant, list[Place]]:
    places: dict[PictureWant, list[Place]] = {}
    for want in wants:
        places.setdefault(want, []).append(want.place)
    return places


def _plan(
    root: Path, want: PictureWant, role: Role | None, places: list[Place], report: Report
) -> tuple[Job, Part] | None:
    if role is None:
        return None
    from generator.images.decode.probe_cache import probe_once  # lazy: only a build that draws nothing needs it
    from generator.images.encode.batch import Job

    path = root / want.src
    try:
        if not find_inside(root, want.src, places, "missing-picture", report):
            return None
        facts = probe_once(path)
    except PictureError as error:
        _report(error, places, report)
        return None
    shape = role.shape_of(facts.width, facts.height)
    crop = Crop(shape, want.focus or (0.5, 0.5)) if shape else None
    part = crop.part(facts.width, facts.height) if crop else WHOLE
    return Job(path, facts, Recipe(role.widths, role.quality, crop)), part


def find_inside(root: Path, src: str, places: list[Place], problem: str, report: Report) -> bool:
    """Return whether a file exists inside the content folder, after following links; otherwise report it.

    `problem` is the problem name for a missing file.
    """
    path = root / src
    note_dependency(path)
    try:
        inside = path.resolve().is_relative_to((root / src.split("/")[0]).resolve())
        there = inside and path.is_file()
    except (OSError, RuntimeError, ValueError):  # a name that is too long, a closed folder, a link to itself
        inside, there = True, False
    if there:
        return True
    if not inside:
        for place in places:
            report.error(
                "outside-content", f"`{src}` is a link to a file outside the content folder", place, "put a copy here"
            )
        return False
    name = src.rsplit("/", 1)[-1]
    folder = src.rsplit("/", 1)[0]
    beside = [entry.name for entry in list_folder(root, folder, Report()) if not is_folder(entry)]
    hint = did_you_mean(name, beside, f"put the file into {folder[:400]}/, or correct its name")
    for place in places:
        report.error(problem, f"there is no file `{src[:400]}`", place, hint)
    return False


def _report(error: PictureError, places: list[Place], report: Report) -> None:
    for place in places:
        report.error(error.name, error.message, place, error.help)


def _picture_files(picture: EncodedPicture, part: Part) -> PictureFiles:
    fallback = picture.fallback
    formats = dict.fromkeys(variant.format for variant in picture.variants if variant is not fallback)
    sources = tuple(
        Source(_MIME[form], tuple((f"{FOLDER}/{v.name}", v.width) for v in picture.of(form) if v is not fallback))
        for form in formats
    )
    return PictureFiles(sources, f"{FOLDER}/{fallback.name}", fallback.width, fallback.height, part)
