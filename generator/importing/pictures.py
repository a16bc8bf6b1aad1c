"""Pictures that an import can copy into the site, found in a folder by the file names in a sheet."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import unicodedata
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from generator.authoring.slug import slug_of
from generator.content.safe_open import NotAFileError, open_regular
from generator.images.decode.file_bytes import MAX_BYTES
from generator.images.decode.sniff import looks_like, picture_format
from generator.importing.open_beneath import SymlinkError, read_beneath
from generator.problems import Place, Report

KINDS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".gif", ".tif", ".tiff")
_MOST = 50_000
_MOST_COMPARED = 4
"""Pictures of one name to compare, to report that the sheet may mean another."""
_ENDINGS = {"JPEG": ".jpg", "TIFF": ".tif", "HEIF": ".heic"}
_SMALLER = "save it smaller: no page shows more than 3,000 pixels across"
_OTHER_KIND = "save it as JPEG or PNG"


class SheetPicture(Struct, frozen=True):
    """A picture to copy. `path` is a file that no other process writes; `ending` is the extension of its format."""

    path: Path
    ending: str
    also: tuple[str, ...] = ()
    """Other pictures that the sheet may mean, by their paths below the folder."""
    path_in_folder: str = ""
    """Its own path below the folder."""


class PictureRefusal(Struct, frozen=True):
    """Reason why the import refuses a picture; both texts end a sentence."""

    why: str
    help: str
    by_address: bool = False
    """Whether its address was requested."""


class MissingPicture(Struct, frozen=True):
    """Reason why there is no picture."""

    why: str
    help: str


PictureAnswer = SheetPicture | PictureRefusal | MissingPicture


class Pictures(Protocol):
    """Source of an import's pictures."""

    def find(self, name: str, *otherwise: str) -> PictureAnswer | None:
        """Return the picture with this address or path, else one with the name of the product or person.

        Return None if the source did not search; the picture in content then stays.
        """


class FetchedPictures(Struct, frozen=True):
    """Pictures fetched by address, or the reasons for failures; pictures in the folder have priority."""

    results: Mapping[str, Path | PictureRefusal]
    folder: Pictures | None = None

    def find(self, name: str, *otherwise: str) -> PictureAnswer | None:
        """See `Pictures`."""
        picture = self.folder.find(name, *otherwise) if self.folder else None
        if isinstance(picture, SheetPicture | PictureRefusal) or name not in self.results:
            return picture
        result = self.results[name]
        if isinstance(result, PictureRefusal):
            return result
        with result.open("rb") as file:
            return SheetPicture(result, ending_of(picture_format(file.read(512)) or "JPEG"))


class Folder(Struct, frozen=True, weakref=True):
    """Pictures below a folder, by name and by name without extension (both in lower case).

    `find` first copies a picture to a private folder, so that no other process can change it before the import writes
    it.
    """

    root: Path
    paths_by_key: Mapping[str, tuple[str, ...]]
    _taken_pictures: dict[str, SheetPicture | PictureRefusal] = field(default_factory=dict)
    _private: list[Path] = field(default_factory=list)

    def find(self, asked_name: str, *otherwise: str) -> PictureAnswer:
        """See `Pictures`."""
        name = file_name(asked_name)
        stem = _key(name).rpartition(".")[0]
        # Shops append the size of a copy to its name: balm_1024x1024.jpg.
        stem_without_size = re.sub(r"_(?:[0-9]{2,4}x[0-9]{0,4}|x[0-9]{2,4}|grande|large|medium|small)$", "", stem)
        keys = [_key(name), stem, stem_without_size, *(slug_of(base, "") for base in (stem,) if base), *otherwise]
        paths = next((self.paths_by_key[key] for key in keys if key in self.paths_by_key), ())
        if not paths:
            hint = "put the picture into the folder that you give with --images, under the name that the sheet says"
            return MissingPicture(
                f"no `{name[:60]}` is in the folder" if name else "no picture of it is in the folder", hint
            )
        exact = [path for path in paths if _compose(path.rpartition("/")[2]) == _compose(name)]
        path = (exact or list(paths))[0]
        picture = self._take(path)
        same_name = [candidate for candidate in paths if candidate != path][:_MOST_COMPARED]
        unlike = tuple(candidate for candidate in same_name if self._differs(candidate, picture))
        return (
            SheetPicture(picture.path, picture.ending, unlike, path) if isinstance(picture, SheetPicture) else picture
        )

    def _take(self, path: str) -> SheetPicture | PictureRefusal:
        if path not in self._taken_pictures:
            self._taken_pictures[path] = self._copy(path)
        return self._taken_pictures[path]

    def _copy(self, path: str) -> SheetPicture | PictureRefusal:
        shown_path = path.encode("utf-8", "replace").decode()[-60:]
        try:
            data = read_beneath(self.root, path, MAX_BYTES)
        except SymlinkError as error:
            return PictureRefusal(f"`{shown_path}` is {error}", "copy the picture itself into the folder")
        except (NotAFileError, IsADirectoryError):
            return PictureRefusal(f"`{shown_path}` is not a file", "put the picture itself into the folder")
        except OSError as error:
            return PictureRefusal(
                f"`{shown_path}` cannot be read: {(error.strerror or 'it is gone').lower()}",
                "check the file and its permissions",
            )
        if len(data) > MAX_BYTES:
            return PictureRefusal(f"`{shown_path}` has more than {MAX_BYTES // 1_000_000} MB", _SMALLER)
        form = picture_format(data[:512])
        if form is None:
            return PictureRefusal(
                f"`{shown_path}` is not a picture: it looks like {looks_like(data[:512])}", _OTHER_KIND
            )
        if not self._private:
            self._private.append(Path(tempfile.mkdtemp(prefix="ambassador-")))
            weakref.finalize(self, shutil.rmtree, self._private[0], ignore_errors=True)
        copy = self._private[0] / str(len(self._taken_pictures))
        copy.write_bytes(data)
        return SheetPicture(copy, ending_of(form))

    def _differs(self, path: str, picture: SheetPicture | PictureRefusal) -> bool:
        other_picture = self._take(path)
        return not (
            isinstance(other_picture, SheetPicture)
            and isinstance(picture, SheetPicture)
            and same_file(other_picture.path, picture.path)
        )


def _compose(name: str) -> str:
    return unicodedata.normalize("NFC", name)  # macOS writes `é` as two code points


def _key(name: str) -> str:
    return _compose(name).lower()


def ending_of(form: str) -> str:
    """Return the file extension for a format that `picture_format` names."""
    return _ENDINGS.get(form, f".{form.lower()}")


def file_name(address: str) -> str:
    """Return the file name in an address or a path: `balm.jpg` for https://cdn.example/files/balm.jpg?v=17."""
    try:
        path = unquote(urlsplit(address).path) if "//" in address else address
    except ValueError:
        return ""
    return re.split(r"[/\\]", path)[-1]


def read_folder(folder: Path, place: Place, report: Report) -> Folder:
    """List the pictures in a folder and its subfolders. Report folders that are links, and do not enter them."""
    paths_by_key: dict[str, list[str]] = {}
    files_read = 0
    for parent, folders, files in os.walk(folder):
        folders.sort()
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        below = Path(parent).relative_to(folder).as_posix()
        for name in links:
            shown_path = f"{below}/{name}".removeprefix("./").encode("utf-8", "replace").decode()
            message = f"`{shown_path[-80:]}` is a link to a folder, so the pictures in it were not looked at"
            report.warning("picture-not-found", message, place, "copy the pictures themselves into the folder")
        for file in sorted(files):
            if not file.lower().endswith(KINDS):
                continue
            files_read += 1
            if files_read > _MOST:
                message = (
                    f"the folder of --images has more than {_MOST:,} pictures; those after them were not looked at"
                )
                report.error("picture-not-found", message, place, "give a folder with the pictures of this sheet")
                return Folder(folder, {key: tuple(paths) for key, paths in paths_by_key.items()})
            path = f"{below}/{file}".removeprefix("./")
            for key in (_key(file), _key(file).rpartition(".")[0]):
                paths_by_key.setdefault(key, []).append(path)
    return Folder(folder, {key: tuple(paths) for key, paths in paths_by_key.items()})


def same_file(path: Path, other_path: Path) -> bool:
    """Return whether two files hold the same bytes; False if one is missing or not a regular file."""
    try:
        with open_regular(path) as first, open_regular(other_path) as second:
            if os.fstat(first.fileno()).st_size != os.fstat(second.fileno()).st_size:
                return False
            while piece := first.read(1 << 20):
                if second.read(len(piece)) != piece:
                    return False
            return True
    except OSError:
        return False
