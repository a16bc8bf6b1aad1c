"""Kits on the disk: a folder and a ZIP each, where no build publishes them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.content.kit_mark import KIT_MARK
from generator.output.atomic_swap import swap_folders
from generator.output.manifest import MANIFEST


class KitFolderError(Exception):
    """A folder that kits may not be written to; `help` says what to do."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message, self.help = message, help


def check_folder(folder: Path, site: Path) -> None:
    """Refuse a folder that is published, or that content is read from."""
    here = folder.resolve()
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise KitFolderError(f"`{folder}` is not a folder of its own", "name a folder, such as `kits`")
    for parent in (here, *here.parents):
        if (parent / MANIFEST).is_file() or parent == (site / "output").resolve():
            message = f"`{folder}` is in `{parent}`, which has a built site: kits are private, and would be published"
            raise KitFolderError(message, "name a folder beside the site, such as `kits`")
        if parent.name == "content" and parent == (site / "content").resolve():
            raise KitFolderError(f"`{folder}` is in the content folder", "name a folder beside it, such as `kits`")
    if here == site.resolve():
        raise KitFolderError(f"`{folder}` is the site's own folder", "name a folder in it, such as `kits`")


def write_kit(folder: Path, slug: str, files: Mapping[str, bytes], zip_data: bytes) -> None:
    """Write one kit, whole: what stood there is replaced in one step. Raises KitFolderError, OSError."""
    target, archive = folder / slug, folder / f"{slug}.zip"
    if target.is_symlink() or (target.exists() and not (target / KIT_MARK).is_file()):
        message = f"`{target}` is not a kit, and would be replaced"
        raise KitFolderError(message, "move it, or name another folder with `--output`")
    folder.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f".{slug}-", dir=folder))
    try:
        new = room / slug
        for path, data in files.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        (room / archive.name).write_bytes(zip_data)
        swap_folders(new, target, room / "old")
        (room / archive.name).replace(archive)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def write_list(folder: Path, data: bytes) -> None:
    """Write the sheet of all kits."""
    new = folder / ".kits.csv.new"
    new.write_bytes(data)
    new.replace(folder / "kits.csv")
