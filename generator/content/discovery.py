"""Discovery of content files, in one fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from generator.content.kit_mark import KIT_MARK
from generator.content.read_log import (
    PYCACHE,
    note_dependency,
    note_folder_read,
    place_in,
)
from generator.models.written import is_slug
from generator.problems import Place, Report, closest, did_you_mean

FOLDER = "content"
FORGOTTEN = f"{FOLDER}/forgotten.yaml"
IMPORTS = f"{FOLDER}/imports.yaml"
COMMISSIONS = f"{FOLDER}/commissions.yaml"
REPORT = f"{FOLDER}/report.yaml"
VIEWS = f"{FOLDER}/roster-views.yaml"
ROSTER = "roster.yaml"
"""The brand's own file on a person, in their folder; beside a Markdown file it is `<slug>.roster.yaml`."""
_FOLDERS = ("products", "campaigns", "networks", "ambassadors", "pages", "images")
_ENTRIES = (
    *("site.yaml", "products.yaml", "forgotten.yaml", "imports.yaml", "commissions.yaml", "report.yaml"),
    *("roster-views.yaml", *_FOLDERS),
)
_BESIDE = (".bak", ".orig", ".swp", ".tmp", "~")
_OF_A_SYSTEM = (".", "~$", "__pycache__", "Thumbs.db", "desktop.ini", "Icon\r")
_SET_ASIDE = "_"
"""Prefix of pictures that users keep without showing them; any other file with this prefix is reported."""
PICTURES = frozenset(
    [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".heic", ".heif", ".tif", ".tiff", ".svg", ".mp4", ".webm"]
)
"""Suffixes of pictures and videos: such a file may be anywhere in content."""
_FONTS = frozenset([".ttf", ".otf", ".woff2"])
_DEEPEST = 8  # nested folders
_FOR_PEOPLE = ("readme", "license", "licence", "credits", "notice", "copying")
"""Name prefixes of files about the content, such as a licence: nothing reads them, and users know that."""
_OTHER_VIDEOS = (".mov", ".m4v", ".avi", ".mkv", ".mpg", ".mpeg", ".wmv", ".3gp")
_OTHER_PICTURES = (".bmp", ".psd", ".ai", ".eps", ".raw", ".dng", ".cr2", ".jxl", ".ico")
_WORDS = (".txt", ".doc", ".docx", ".rtf", ".odt", ".pages", ".html", ".htm", ".markdown", ".mdx")


class ContentFile(Struct, frozen=True):
    """A file with one item of content; `slug` is the item's name in addresses and references."""

    slug: str
    file: str
    folder: str


def list_folder(root: Path, folder: str, report: Report) -> list[os.DirEntry[str]]:
    """Return a folder's entries, sorted by name; [] if there is none.

    It skips hidden files, editors' leftovers and entries with the prefix `_`. It reports the last kind unless they are
    pictures.
    """
    path = place_in(root, folder)
    note_dependency(path)
    try:
        before = os.lstat(path)
        is_link = stat.S_ISLNK(before.st_mode)
        if is_link and not Path(path).resolve().is_relative_to((root / FOLDER).resolve()):
            message = "this is a link to a folder outside the content folder"
            report.error("outside-content", message, Place(folder), "put a copy of the folder here")
            return []
        with os.scandir(path) as scan:
            entries = list(scan)
        if not is_link:
            note_folder_read(path, before, entries)
    except FileNotFoundError:
        return []
    except (OSError, RuntimeError) as error:  # Python before 3.13 raises RuntimeError for a loop of links
        reason = error.strerror if isinstance(error, OSError) else "it is a link that leads to itself"
        report.error("unreadable-file", f"this folder cannot be read: {reason}", Place(folder))
        return []
    visible_entries = [e for e in entries if not e.name.startswith(_OF_A_SYSTEM) and not e.name.endswith(_BESIDE)]
    visible_entries.sort(key=attrgetter("name"))
    if any(entry.name.startswith(_SET_ASIDE) for entry in visible_entries):
        _report_set_aside(
            root, folder, [entry for entry in visible_entries if entry.name.startswith(_SET_ASIDE)], report
        )
        visible_entries = [entry for entry in visible_entries if not entry.name.startswith(_SET_ASIDE)]
    return visible_entries


def _report_set_aside(root: Path, folder: str, entries: list[os.DirEntry[str]], report: Report) -> None:
    """Report other files than pictures, and folders with such files: users may expect a page from them."""
    hint = "names that begin with `_` are ignored: remove the `_`, or move the file out of the content folder"
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name == PYCACHE:
            continue
        if not is_folder(entry):
            _report_stray(path, hint, report, fits_any=True)
            continue
        if entry.is_symlink() or path.count("/") > _DEEPEST:
            continue
        inside = Report()
        _report_strays(root, path, inside)
        strays = [problem for problem in inside if problem.name == "stray-file"]
        if strays:
            number = "one file is not a picture" if len(strays) == 1 else f"{len(strays)} files are not pictures"
            message = f"nothing reads the folder `{entry.name}`, in which {number}"
            report.warning("stray-file", message, Place(path), hint)


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder or a link to one; False for a link to itself."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def find_top(root: Path, fonts: Collection[str], report: Report) -> None:
    """Report unknown entries of content/, because a misspelt name would be silently ignored.

    `fonts` are the paths of the fonts that site.yaml names.
    """
    for entry in list_folder(root, FOLDER, report):
        path = f"{FOLDER}/{entry.name}"
        if entry.name == "images" and is_folder(entry):
            _report_strays(root, path, report, fonts)
        elif entry.name in _ENTRIES or path in fonts:
            continue
        elif not is_folder(entry):
            _report_stray(path, did_you_mean(entry.name, _ENTRIES, f"content has {', '.join(_ENTRIES)}"), report)
        elif near := closest(entry.name, _FOLDERS):
            hint = f"did you mean `{near}`?"
            report.warning("stray-file", f"nothing reads the folder `{entry.name}`", Place(path), hint)
        else:
            _report_strays(root, path, report, fonts)


def _report_strays(root: Path, folder: str, report: Report, fonts: Collection[str] = (), depth: int = 0) -> None:
    """Report every file in a folder and its subfolders that is not a picture or a named font: nothing reads it."""
    for entry in list_folder(root, folder, report):
        path = f"{folder}/{entry.name}"
        if not is_folder(entry):
            if path not in fonts:
                _report_stray(path, "this folder is for pictures and videos only", report)
        elif depth < _DEEPEST and not entry.is_symlink():
            _report_strays(root, path, report, fonts, depth + 1)


def _report_stray(path: str, hint: str, report: Report, fits_any: bool = False) -> None:
    """Report one file, unless it is a picture or a file about the content.

    `fits_any` keeps the caller's hint, whatever the file's type.
    """
    name = path.rpartition("/")[2]
    if name == KIT_MARK:
        message = "a kit is in content, which others may see: kits are private"
        report.error("published-kit", message, Place(path), "move it out of there; `ambassador kit` writes to `kits`")
        return
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122
    if ending in PICTURES or name.lower().startswith(_FOR_PEOPLE):
        return
    if fits_any:
        pass
    elif ending in _WORDS:
        hint = "a text is a file in Markdown whose name ends in `.md`, such as `story.md`"
    elif ending in _OTHER_VIDEOS:
        hint = "a video is MP4 or WebM: save it as one, and name it under `video:`"
    elif ending in _FONTS:
        hint = "name a font for drawn pictures under `fonts:` in site.yaml"
    elif ending in _OTHER_PICTURES:
        hint = "a picture is JPEG, PNG, WebP, AVIF, GIF, TIFF, HEIC or SVG: save it as one"
    report.warning("stray-file", f"nothing reads `{name}`", Place(path), hint)


def find_files(root: Path, kind: str, ending: str, report: Report) -> Iterator[ContentFile]:
    """Find `content/<kind>/<slug><ending>`; report all other files there."""
    folder = f"{FOLDER}/{kind}"
    for entry in list_folder(root, folder, report):
        stem = entry.name.removesuffix(ending)
        if entry.name.endswith(ending):
            if _good_slug(stem, f"{folder}/{entry.name}", report):
                yield ContentFile(stem, f"{folder}/{entry.name}", folder)
        elif is_folder(entry):
            _report_strays(root, f"{folder}/{entry.name}", report)
        else:
            _report_stray(f"{folder}/{entry.name}", f"files here end in `{ending}`", report)


def find_people(root: Path, report: Report) -> Iterator[ContentFile]:
    """Find the people: folders, whose profile.yaml `look_inside` checks, and Markdown files. Yield each slug once."""
    folder = f"{FOLDER}/ambassadors"
    files_by_slug: dict[str, ContentFile] = {}
    entries = list_folder(root, folder, report)
    names = {entry.name for entry in entries}
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.endswith(f".{ROSTER}") and f"{entry.name.removesuffix(f'.{ROSTER}')}.md" in names:
            continue
        if entry.name.endswith(".md") and not is_folder(entry):
            file = ContentFile(entry.name.removesuffix(".md"), path, folder)
        elif is_folder(entry):
            file = ContentFile(entry.name, f"{path}/profile.yaml", path)
        else:
            _report_stray(path, "a person is a folder with profile.yaml, or one .md file", report)
            continue
        if not _good_slug(file.slug, path, report):
            continue
        if file.slug in files_by_slug:
            related_places = (("and here", Place(files_by_slug[file.slug].file)),)
            message, hint = f"two ambassadors are called `{file.slug}`", "keep the folder or the file"
            report.error("duplicate-slug", message, Place(file.file), hint, related_places)
            continue
        files_by_slug[file.slug] = file
        yield file


def look_inside(root: Path, file: ContentFile, report: Report) -> bool:
    """Return whether a person's folder has a profile.yaml; report files there that nothing reads."""
    before = report.errors
    entries = list_folder(root, file.folder, report)
    inside = [inner.name for inner in entries]
    if report.errors > before:
        return False
    near = "profile.yaml" if "profile.yaml" in inside else closest("profile.yaml", inside)
    if near != "profile.yaml":
        hint = f"rename `{near}`" if near else "the keys of a person belong in `profile.yaml`"
        report.error("missing-profile", f"`{file.slug}` has no profile.yaml", Place(file.folder), hint)
    for inner in entries:
        path = f"{file.folder}/{inner.name}"
        if is_folder(inner):
            _report_strays(root, path, report)
        elif inner.name not in (near, "story.md", ROSTER):
            file_names = ("profile.yaml", "story.md", ROSTER)
            hint = did_you_mean(
                inner.name, file_names, "a person has profile.yaml and story.md, and may have roster.yaml"
            )
            _report_stray(path, hint, report)
    return near == "profile.yaml"


def _good_slug(slug: str, file: str, report: Report) -> bool:
    if is_slug(slug):
        return True
    report.error(
        "not-a-slug",
        f"`{slug[:70]}` cannot be part of an address",
        Place(file),
        "rename it: small letters a to z, digits and single hyphens, at most 64 of them",
    )
    return False
