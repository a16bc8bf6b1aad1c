"""Files beside Python's own in `__pycache__`: what a process would else compile at each start.

A person who can write there can also change the program, so we trust these files as much as its `.pyc` files.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

_DIGEST = 32  # bytes
_RE: Any = re
"""Its private parts: the cache of compiled patterns, and the compiler."""
_HAS_KNOWN_RE = sys.implementation.name == "cpython" and sys.version_info < (3, 15)
"""Whether the private parts of `re` are those of the Pythons that we know: 3.11 to 3.14."""


def bytecode_file(source: str | Path, suffix: str) -> Path:
    """Return where what is made of a file is kept: beside it, by the name of this Python."""
    return Path(cache_from_source(source)).with_suffix(suffix)


def write_bytecode(path: Path, data: bytes) -> None:
    """Write a file, where Python and the folder allow it. A reader sees the old file or the new one, never a part."""
    if sys.dont_write_bytecode:
        return
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(data)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()


def is_writable(folder: Path) -> bool:
    """Return whether files can be kept in a folder: else nothing needs to be made for them."""
    return not sys.dont_write_bytecode and (os.access(folder, os.W_OK) or not folder.exists())


def read_made(file: Path, key: bytes) -> bytes | None:
    """Return what `write_made` wrote for the same key, and for this very Python."""
    with suppress(OSError):
        data = file.read_bytes()
        if data[:_DIGEST] == _digest(key, data[_DIGEST:]):
            return data[_DIGEST:]
    return None


def write_made(file: Path, key: bytes, data: bytes) -> None:
    """Keep what is made of a file, where Python and the folder allow it."""
    write_bytecode(file, _digest(key, data) + data)


def _digest(key: bytes, data: bytes) -> bytes:
    whole = hashlib.blake2b(f"{sys.version} {sys.byteorder} {len(key)}\0".encode(), digest_size=_DIGEST)
    whole.update(key)
    whole.update(data)
    return whole.digest()


@contextmanager
def compiled_patterns(file: Path | None = None) -> Iterator[None]:
    """Load modules whose regular expressions are kept compiled: ours, and those of the libraries.

    `re` finds the patterns in its own cache. What the modules compile nevertheless is added to the file, which counts
    only for the very Python that wrote it. A Python that we do not know compiles everything.

    PERF: one edit takes 13 % fewer instructions (300 patterns). Plain way: load the modules without it. Compared in
    tests/test_bytecode.py.
    """
    file = file or bytecode_file(__file__, ".patterns")
    if not _HAS_KNOWN_RE:
        yield
        return
    entries = _read_patterns(file)
    for pattern, flags, *parts in entries:
        _RE._cache[type(pattern), pattern, flags] = _make_pattern(pattern, *parts)
    before = set(_RE._cache)
    yield
    new_keys = [key for key in list(_RE._cache) if key not in before]
    if new_keys and is_writable(file.parent):
        patterns = [*entries, *(_compile(pattern, flags) for _, pattern, flags, *_ in new_keys)]
        write_made(file, b"", marshal.dumps(patterns))


def _compile(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """Return a pattern's text, the flags that were asked for, and the further arguments of `_make_pattern`."""
    whole = re.compile(pattern, flags)
    code = _RE._compiler._code(_RE._parser.parse(pattern, flags), flags)
    return pattern, flags, whole.flags, array("I", code).tobytes(), whole.groups, dict(whole.groupindex)


def _make_pattern(pattern: str | bytes, flags: int, code: bytes, groups: int, names: dict[str, int]) -> Any:
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    numbers = memoryview(code).cast("I").tolist()
    return _RE._compiler._sre.compile(pattern, flags, numbers, groups, names, tuple(by_number))


def _read_patterns(file: Path) -> list[tuple[Any, ...]]:
    data = read_made(file, b"")
    return list(marshal.loads(data)) if data is not None else []  # noqa: S302 - as trustworthy as a .pyc file
