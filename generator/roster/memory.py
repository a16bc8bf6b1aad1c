"""The private memory of rosters: what was read of each person, as long as none of their files changed.

It lies in `.ambassador-private/` of the site, which no CI shares, Git ignores, and only its owner may read. It holds
plain JSON and is never trusted: an entry counts only with the stat of this disk's files, which no other disk's has.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct
from pydantic import BaseModel

from generator.content.private_folder import PRIVATE

FEWEST_PEOPLE = 200
"""A site with fewer people is read at once, and leaves no second copy of its rosters."""
_FILE = "roster.json"
_LARGEST = 256_000_000  # bytes; 5,000 people take about 10 million
Stamp = list[int]
_set = object.__setattr__


class PersonMemory(Struct, frozen=True, array_like=True):
    """One person: the stamps of all files and folders that were looked at, and the JSON of what was read."""

    stamps: dict[str, Stamp]
    data: msgspec.Raw


class _MemoryFile(Struct, frozen=True):
    """The file."""

    key: str
    people: dict[str, PersonMemory]


class Memory(Struct):
    """What is known of people, by the file of their profile. `key` names all that everybody's entry depends on."""

    root: str
    key: str
    people: dict[str, PersonMemory] = msgspec.field(default_factory=dict)
    is_changed: bool = False

    def find(self, file: str) -> msgspec.Raw | None:
        """Return what is known of a person; None if any of their files changed, appeared or went."""
        entry = self.people.get(file)
        if entry is None:
            return None
        root = self.root
        for path, stamp in entry.stamps.items():
            if stamp_of(os.path.join(root, path)) != stamp:  # noqa: PTH118
                return None
        return entry.data

    def remember(self, file: str, paths: Iterable[str], data: msgspec.Raw, start_time: int) -> None:
        """Remember a person whose files were read after `start_time`, in nanoseconds; not if one of them is newer."""
        stamps = {path: stamp_of(os.path.join(self.root, path)) for path in paths}  # noqa: PTH118
        if any(not _proves(stamp, start_time) for stamp in stamps.values()):
            self.forget(file)
            return
        self.people[file] = PersonMemory(stamps, data)
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


def _proves(stamp: Stamp, start_time: int) -> bool:
    """Return whether a file was surely not written since. File systems of whole seconds need two more of them."""
    if stamp[0] == _LINK:
        return False
    latest = max(stamp[:2])
    return latest < start_time - (0 if latest % 10**9 else 2 * 10**9)


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
            data = msgspec.json.decode(file.read(size), type=_MemoryFile)
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
                out.write(msgspec.json.encode(_MemoryFile(memory.key, memory.people)))
            Path(name).replace(folder / _FILE)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def pack(value: Any) -> Any:
    """Turn a model, and all in it, into plain data for JSON: only what was written, by the names of the fields."""
    if isinstance(value, BaseModel):
        return {name: pack(getattr(value, name)) for name in value.model_fields_set}
    if isinstance(value, tuple | list):
        return [pack(item) for item in value]
    if isinstance(value, Mapping):
        return {key: pack(inner) for key, inner in value.items()}
    return str(value) if isinstance(value, date | Decimal) else value


def restore(model: type[BaseModel], data: Mapping[str, Any]) -> Any:
    """Make a model of values that have their types already, as pickle does: by its state, without a validation."""
    instance = model.__new__(model)
    # PERF: pydantic's own `__setstate__` does this in three times the time. Plain way: `model.model_construct(**data)`.
    _set(instance, "__dict__", {**_defaults(model), **data})
    _set(instance, "__pydantic_fields_set__", set(data))
    _set(instance, "__pydantic_extra__", None)
    _set(instance, "__pydantic_private__", None)
    return instance


@lru_cache(maxsize=64)
def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    return dict(vars(model.model_construct()))


@lru_cache(maxsize=64)
def plain_type(model: type[BaseModel], names: tuple[str, ...] = ()) -> type[Struct]:
    """Return a Struct with the fields and defaults of a model, or with some of its fields, and nothing else.

    PERF: msgspec decodes it as it reads JSON, twenty times as fast as models are made. It has the same attributes
    as the model. Plain way: `model.model_validate`.
    """
    defaults = _defaults(model)
    fields = [
        (name, _plain(info.annotation), _default(defaults.get(name, msgspec.NODEFAULT)))
        for name, info in model.model_fields.items()
        if name in (names or model.model_fields)
    ]
    return msgspec.defstruct(model.__name__, fields, frozen=True, kw_only=True, forbid_unknown_fields=True)


def _plain(annotation: Any) -> Any:
    """Return a type as msgspec knows it: without validators, and with Structs in place of models."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _plain(inner[0])
    if origin in (Union, UnionType):
        return Union[tuple(map(_plain, inner))]  # noqa: UP007 (their number is not known here)
    if origin is tuple:
        return tuple.__class_getitem__((_plain(inner[0]), ...))
    if origin is dict:
        return dict.__class_getitem__((inner[0], _plain(inner[1])))
    return plain_type(annotation) if isinstance(annotation, type) and issubclass(annotation, BaseModel) else annotation


def _default(value: Any) -> Any:
    return plain_type(type(value))() if isinstance(value, BaseModel) else value
