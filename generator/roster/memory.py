"""The private memory of rosters: what was read of each person, as long as none of their files changed.

It lies in `.ambassador-private/` of the site, which no CI shares, Git ignores, and only its owner may read. It holds
plain JSON and is never trusted: an entry counts only with the stat of this disk's files, which no other disk's has.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
from msgspec import Struct
from pydantic import BaseModel

from generator.content.private_folder import PRIVATE

FEWEST_PEOPLE = 200
"""A site with fewer people is read at once, and leaves no second copy of its rosters."""
_FILE = "roster.json"
_LARGEST = 256_000_000  # bytes; 5,000 people take about 10 million
Restore = Callable[[Any], Any]
Stamp = list[int]


class Remembered(Struct, frozen=True, array_like=True):
    """One person: the stamps of all files and folders that were looked at, and plain data."""

    stamps: dict[str, Stamp]
    data: dict[str, Any]


class _Written(Struct, frozen=True):
    """The file."""

    key: str
    people: dict[str, Remembered]


class Memory(Struct):
    """What is known of people, by the file of their profile. `key` names all that everybody's entry depends on."""

    root: str
    key: str
    people: dict[str, Remembered] = msgspec.field(default_factory=dict)
    is_changed: bool = False

    def find(self, file: str) -> Mapping[str, Any] | None:
        """Return what is known of a person; None if any of their files changed, appeared or went."""
        remembered = self.people.get(file)
        if remembered is None:
            return None
        root = self.root
        for path, stamp in remembered.stamps.items():
            if stamp_of(os.path.join(root, path)) != stamp:  # noqa: PTH118
                return None
        return remembered.data

    def remember(self, file: str, paths: Iterable[str], data: dict[str, Any], started: int) -> None:
        """Remember a person whose files were read after `started`, in nanoseconds; not if one of them is newer."""
        stamps = {path: stamp_of(os.path.join(self.root, path)) for path in paths}  # noqa: PTH118
        if any(not _proves(stamp, started) for stamp in stamps.values()):
            self.forget(file)
            return
        self.people[file] = Remembered(stamps, data)
        self.is_changed = True

    def forget(self, file: str) -> None:
        """Drop what is known of a person."""
        self.is_changed |= self.people.pop(file, None) is not None


_MISSING: Stamp = [-1]
_LINK = -2


def stamp_of(path: str) -> Stamp:
    """Return what proves that a file is the same; for a link, which proves nothing, a stamp that none equals."""
    try:
        result = os.lstat(path)
    except (OSError, ValueError):
        return _MISSING
    if stat.S_ISLNK(result.st_mode):
        return [_LINK, *os.urandom(8)]
    return [result.st_mtime_ns, result.st_ctime_ns, result.st_ino, result.st_size]


def _proves(stamp: Stamp, started: int) -> bool:
    """Return whether a file was surely not written since. File systems of whole seconds need two more of them."""
    if stamp[0] == _LINK:
        return False
    latest = max(stamp[:2])
    return latest < started - (0 if latest % 10**9 else 2 * 10**9)


def open_memory(root: Path, key: str) -> Memory:
    """Read the memory of a site; an empty one if it is missing, damaged, of another key, or reached by a link."""
    memory = Memory(str(root), key)
    folder = root / PRIVATE
    try:
        handle = os.open(folder / _FILE, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            size = os.fstat(handle).st_size
            if folder.is_symlink() or size > _LARGEST or not stat.S_ISREG(os.fstat(handle).st_mode):
                return memory
            data = msgspec.json.decode(file.read(size), type=_Written)
        if data.key == key:
            memory.people = data.people
    except (OSError, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        pass
    return memory


def save_memory(memory: Memory, files: Iterable[str]) -> None:
    """Write the memory for the owner's eyes only. `files` are the people there are; the others are dropped.

    It only makes the next question faster, so a folder that cannot be written, or is a link, is left alone. In CI it
    stays away, as workspaces there may be shared.
    """
    for person in memory.people.keys() - set(files):
        memory.forget(person)
    folder = Path(memory.root) / PRIVATE
    if os.environ.get("CI") or folder.is_symlink() or not memory.is_changed:
        return
    with suppress(OSError):
        if len(memory.people) < FEWEST_PEOPLE:
            (folder / _FILE).unlink(missing_ok=True)
            return
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
        if not os.path.lexists(folder / ".gitignore"):
            (folder / ".gitignore").write_text("*\n", "utf-8")
        handle, name = tempfile.mkstemp(prefix=".roster-", dir=folder)  # only its owner may read it
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(msgspec.json.encode(_Written(memory.key, memory.people)))
            Path(name).replace(folder / _FILE)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def pack(value: Any) -> Any:
    """Turn a model, and all in it, into plain data: only what was written, by the names of the fields."""
    if isinstance(value, BaseModel):
        return {name: pack(getattr(value, name)) for name in value.model_fields_set}
    if isinstance(value, tuple | list):
        return [pack(item) for item in value]
    if isinstance(value, Mapping):
        return {key: pack(one) for key, one in value.items()}
    return str(value) if isinstance(value, date | Decimal) else value


def restore(model: type[BaseModel], data: Mapping[str, Any]) -> Any:
    """Turn plain data that `pack` made into a model again, as pickle does: by its state, without a validation."""
    defaults, readers = _fields(model)
    values = defaults.copy()
    for name, value in data.items():
        read = readers[name]
        values[name] = value if read is None or value is None else read(value)
    restored = model.__new__(model)
    restored.__setstate__(
        {
            "__dict__": values,
            "__pydantic_fields_set__": set(data),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return restored


@lru_cache(maxsize=64)
def _fields(model: type[BaseModel]) -> tuple[dict[str, Any], dict[str, Restore | None]]:
    """Return the defaults of a model's fields, and what reads each of them."""
    return dict(vars(model.model_construct())), {
        name: _reader(info.annotation) for name, info in model.model_fields.items()
    }


def _reader(annotation: Any) -> Restore | None:
    """Return what turns plain data into a value of a type; None where they are the same."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _reader(inner[0])
    if origin in (Union, UnionType):
        readers = [read for part in inner if part is not type(None) and (read := _reader(part)) is not None]
        return readers[0] if len(readers) == 1 else None
    if origin in (tuple, list):
        each = _reader(inner[0])
        return tuple if each is None else partial(_each, each)
    if origin is dict:
        each = _reader(inner[1])
        return None if each is None else partial(_by_key, each)
    if origin is Literal or not isinstance(annotation, type):
        return None
    if issubclass(annotation, BaseModel):
        return partial(restore, annotation)
    return date.fromisoformat if annotation is date else Decimal if annotation is Decimal else None


def _each(read: Restore, values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(map(read, values))


def _by_key(read: Restore, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: read(value) for key, value in values.items()}
