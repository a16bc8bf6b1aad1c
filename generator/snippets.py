"""Code that Python's own modules write as text and compile, kept compiled: methods of dataclasses, names of types."""

from __future__ import annotations

import collections
import dataclasses  # noqa: TID251 - those of libraries
import marshal
import sys
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType
from typing import Any

from generator.bytecode import bytecode_file, is_writable, read_made, write_made

_TYPING: Any = typing
_DATACLASSES: Any = dataclasses
_COLLECTIONS: Any = collections
_HAS_KNOWN_MODULES = sys.implementation.name == "cpython" and sys.version_info < (3, 15)
"""Whether these modules hand texts to `compile`, `exec` and `eval` as those of Python 3.11 to 3.14 do."""
_Codes = dict[tuple[str, str, str], CodeType]
"""Compiled code by the arguments of `compile`: the text, the name of its file, the mode."""


@contextmanager
def compiled_snippets(file: Path | None = None) -> Iterator[None]:
    """Load modules whose types are made of text: dataclasses, named tuples, and annotations between quotes.

    Meanwhile Python's own modules find our functions in place of `compile`, `exec` and `eval`. What is compiled
    nevertheless is added to the file, which counts only for the very Python that wrote it.

    PERF: one edit takes 7 % fewer instructions (1,500 snippets, half of them types that pydantic's core names). Plain
    way: load the modules without it. Compared in tests/test_snippets.py.
    """
    if not _HAS_KNOWN_MODULES:
        yield
        return
    file = file or bytecode_file(__file__, ".code")
    codes = _read_codes(file)
    count = len(codes)
    code_of = _lookup(codes)
    _TYPING.compile = code_of
    _DATACLASSES.exec = lambda text, *scopes: exec(code_of(text, "<string>", "exec"), *scopes)  # noqa: S102 - as there
    _COLLECTIONS.eval = lambda text, *scopes: eval(code_of(text, "<string>", "eval"), *scopes)  # noqa: S307 - as there
    try:
        yield
    finally:
        del _TYPING.compile, _DATACLASSES.exec, _COLLECTIONS.eval  # the builtin functions again
    if len(codes) > count and is_writable(file.parent):
        write_made(file, b"", marshal.dumps(codes))


def _lookup(codes: _Codes) -> Callable[[str, str, str], CodeType]:
    def code_of(text: str, name: str, mode: str) -> CodeType:
        code = codes.get((text, name, mode))
        if code is None:
            # The modules have no `from __future__ import`, and ours must not count for their texts.
            code = codes[text, name, mode] = compile(text, name, mode, dont_inherit=True)
        return code

    return code_of


def _read_codes(file: Path) -> _Codes:
    data = read_made(file, b"")
    return dict(marshal.loads(data)) if data is not None else {}  # noqa: S302 - as trustworthy as a .pyc file
