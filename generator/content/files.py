"""Which files content has, in one fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.models.written import is_slug
from generator.problems import Place, Report, closest, did_you_mean

FOLDER = "content"
_KNOWN = ("site.yaml", "products.yaml", "products", "campaigns", "networks", "ambassadors", "pages", "images")
_BESIDE = (".bak", ".orig", ".swp", ".tmp", "~")


@dataclass(frozen=True, slots=True)
class Found:
    """A file that stands for one thing; `slug` is its name in addresses and references."""

    slug: str
    file: str
    folder: str


def list_folder(root: Path, folder: str, report: Report) -> list[os.DirEntry[str]]:
    """Return a folder's entries by name, without hidden files and editors' leftovers; [] where there is none."""
    path = root / folder
    try:
        if path.is_symlink() and not path.resolve().is_relative_to((root / FOLDER).resolve()):
            message = "this is a link to a folder outside the content folder"
            report.error("outside-content", message, Place(folder), "put a copy of the folder here")
            return []
        with os.scandir(path) as entries:
            found = [
                e for e in entries if not e.name.startswith((".", "_", "Thumbs.db")) and not e.name.endswith(_BESIDE)
            ]
    except FileNotFoundError:
        return []
    except OSError as error:
        report.error("unreadable-file", f"this folder cannot be read: {error.strerror}", Place(folder))
        return []
    found.sort(key=lambda entry: entry.name)
    return found


def find_top(root: Path, report: Report) -> None:
    """Report what lies in content/ and is none of its files (a typing error would go unseen otherwise)."""
    for entry in list_folder(root, FOLDER, report):
        if entry.name not in _KNOWN and entry.name.endswith((".yaml", ".yml", ".md")):
            hint = did_you_mean(entry.name, _KNOWN, f"content has {', '.join(_KNOWN)}")
            report.warning("stray-file", f"nothing reads `{entry.name}`", Place(f"{FOLDER}/{entry.name}"), hint)


def find_files(root: Path, kind: str, ending: str, report: Report) -> Iterator[Found]:
    """Find `content/<kind>/<slug><ending>`; other files there are reported."""
    folder = f"{FOLDER}/{kind}"
    for entry in list_folder(root, folder, report):
        stem = entry.name.removesuffix(ending)
        if entry.name.endswith(ending):
            if _good_slug(stem, f"{folder}/{entry.name}", report):
                yield Found(stem, f"{folder}/{entry.name}", folder)
        elif not entry.is_dir() and entry.name.endswith((".yaml", ".yml", ".md", ".txt")):
            report.warning(
                "stray-file",
                f"nothing reads `{entry.name}`",
                Place(f"{folder}/{entry.name}"),
                f"files here end in `{ending}`",
            )


def find_profiles(root: Path, report: Report) -> Iterator[Found]:
    """Find the people: folders with a profile.yaml, and Markdown files."""
    folder = f"{FOLDER}/ambassadors"
    for entry in list_folder(root, folder, report):
        path = f"{folder}/{entry.name}"
        if entry.name.endswith(".md") and not entry.is_dir():
            if _good_slug(entry.name.removesuffix(".md"), path, report):
                yield Found(entry.name.removesuffix(".md"), path, folder)
        elif entry.is_dir():
            if not _good_slug(entry.name, path, report):
                continue
            before = report.errors
            inside = [inner.name for inner in list_folder(root, path, report)]
            if report.errors > before:
                continue
            near = "profile.yaml" if "profile.yaml" in inside else closest("profile.yaml", inside)
            if near == "profile.yaml":
                yield Found(entry.name, f"{path}/profile.yaml", path)
            else:
                hint = f"rename `{near}`" if near else "the facts of a person stand in `profile.yaml`"
                report.error("missing-profile", f"`{entry.name}` has no profile.yaml", Place(path), hint)
            for name in inside:
                if name.endswith((".md", ".yaml", ".yml")) and name not in (near, "story.md"):
                    hint = did_you_mean(name, ("profile.yaml", "story.md"), "a person has profile.yaml and story.md")
                    report.warning("stray-file", f"nothing reads `{name}`", Place(f"{path}/{name}"), hint)
        elif entry.name.endswith((".yaml", ".yml", ".txt")):
            hint = "a person is a folder with profile.yaml, or one .md file"
            report.warning("stray-file", f"nothing reads `{entry.name}`", Place(path), hint)


def _good_slug(slug: str, file: str, report: Report) -> bool:
    if is_slug(slug):
        return True
    report.error(
        "not-a-slug",
        f"`{slug[:70]}` cannot stand in an address",
        Place(file),
        "rename it: small letters a to z, digits and single hyphens, at most 64 of them",
    )
    return False
