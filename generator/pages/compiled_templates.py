"""Compiled templates of themes, kept as Python keeps compiled modules."""

from __future__ import annotations

import hashlib
import marshal
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from generator.bytecode import bytecode_file, write_bytecode
from generator.registry import data_folder

_COMPILERS = ("jinja_env.py", "jinja_compiler.py")
"""The modules beside this one that decide what a template is compiled to."""
_DIGEST = 32  # bytes


class CompiledTemplates(BytecodeCache):
    """Compiled templates in `__pycache__` folders of the tool.

    A person who can write there can also change the program, so the files are as trustworthy as its `.pyc` files. Those
    of built-in themes are beside them. Those of a site or of another package are in this module's own folder, never
    beside them: their folders may come from strangers, or travel between machines.

    The wheel brings those of built-in themes for the Python that made it (tools/wheel_templates.py). They name their
    template by its path below the themes, because the folder of an installation is not known when a wheel is made.

    A file counts only for the same source, template path, Jinja version, Python version and compiler; any other is
    compiled again and replaced. Where the folder is read-only, or Python writes no bytecode, nothing is kept.
    """

    # PERF: one edit costs 31 ms less (18 templates); with a template of the site's own, 4 % fewer instructions more.
    # Plain way: an environment without `bytecode_cache`. Compared in tests/pages/test_compiled_templates.py.

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the path of the compiled file; "" for a template that is not kept."""
        return "" if filename is None else str(compiled_file(filename))

    def is_kept(self, filename: str, source: str) -> bool:
        """Return whether the code of a template is kept, so that its syntax is right."""
        data = _read(compiled_file(filename))
        checksum = self.get_source_checksum(_identity(filename, source))
        return data is not None and data[:_DIGEST] == _digest(checksum, data[_DIGEST:])

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the bucket of a template, with its code if the kept file is the right one."""
        identity = source if filename is None else _identity(filename, source)
        bucket = super().get_bucket(environment, name, filename, identity)
        if bucket.code is not None and filename is not None:
            bucket.code = _with_filename(bucket.code, filename)
        return bucket

    def get_source_checksum(self, source: str) -> str:
        """Return a hash of all that the compiled code depends on."""
        return hashlib.blake2b(f"{_compiler_key()}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code, if the file is there, whole, and the right one."""
        data = _read(Path(bucket.key)) if bucket.key else None
        if data is not None and data[:_DIGEST] == _digest(bucket.checksum, data[_DIGEST:]):
            bucket.code = marshal.loads(data[_DIGEST:])  # noqa: S302 - as trustworthy as a .pyc file

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where the folder allows it."""
        if bucket.key:
            write_bytecode(Path(bucket.key), packed_code(bucket))


def compiled_file(template: str) -> Path:
    """Return where the compiled code of a template is kept, by the name of this Python."""
    if _below_themes(template) is not None:
        return bytecode_file(template, ".jinja")
    # Few files for all sites of this machine: of two templates with one number, each replaces the other.
    number = hashlib.blake2b(template.encode("utf-8", "surrogateescape"), digest_size=1).hexdigest()
    return bytecode_file(__file__, f".{number}.jinja")


def packed_code(bucket: Bucket) -> bytes:
    """Return the bytes of a compiled file; of a built-in template, they are the same on every machine."""
    assert bucket.code is not None
    filename = bucket.code.co_filename
    code = marshal.dumps(_with_filename(bucket.code, _below_themes(filename) or filename))
    return _digest(bucket.checksum, code) + code


def _with_filename(code: CodeType, filename: str) -> CodeType:
    """Return the code of a template as if it were compiled from this file: tracebacks and problems name it."""
    inner = tuple(_with_filename(part, filename) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=filename, co_consts=inner)


def _read(file: Path) -> bytes | None:
    with suppress(OSError):
        return file.read_bytes()
    return None


def _digest(checksum: str, code: bytes) -> bytes:
    return hashlib.blake2b(checksum.encode() + code, digest_size=_DIGEST).digest()


def _identity(filename: str, source: str) -> str:
    """Return a template's text with its path: below the built-in themes, or the whole path of any other template."""
    return f"{_below_themes(filename) or filename}\0{source}"


def _below_themes(filename: str) -> str | None:
    """Return a template's path below the built-in themes; None for any other template."""
    path, themes = Path(filename), data_folder("themes")
    return path.relative_to(themes).as_posix() if path.is_relative_to(themes) else None


@cache
def _compiler_key() -> str:
    digest = hashlib.blake2b(f"{jinja2.__version__} {MAGIC_NUMBER!r}".encode())
    for name in _COMPILERS:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
