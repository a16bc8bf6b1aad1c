"""Compiled templates of the built-in themes, kept beside the templates as Python keeps compiled modules."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from generator.registry import data_folder

_COMPILERS = ("jinja_env.py", "jinja_compiler.py")
"""The modules beside this one that decide what a template is compiled to."""
_DIGEST = 32  # bytes


class CompiledTemplates(BytecodeCache):
    """Compiled templates in the `__pycache__` of the folders of built-in themes.

    A person who can write there can also change the program, so the files are as trustworthy as its `.pyc` files.
    Templates of a site or of another package are never kept: their folders may come from strangers, or travel between
    machines.

    A file counts only for the same source, template path, Jinja version, Python version and compiler; any other is
    compiled again and replaced. Where the folder is read-only, or Python writes no bytecode, nothing is kept.
    """

    # PERF: one edit costs 31 ms less (18 templates). Plain way: an environment without `bytecode_cache`. Compared in
    # tests/pages/test_compiled_templates.py.

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the path of the compiled file; "" for a template that is not kept."""
        if filename is None or not _is_built_in(filename):
            return ""
        return f"{cache_from_source(filename).removesuffix('.pyc')}.jinja"

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the bucket of a template, with its code if the kept file is the right one."""
        return super().get_bucket(environment, name, filename, f"{filename}\0{source}")

    def get_source_checksum(self, source: str) -> str:
        """Return a hash of all that the compiled code depends on."""
        return hashlib.blake2b(f"{_compiler_key()}\0{source}".encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code, if the file is there, whole, and the right one."""
        if bucket.key:
            with suppress(OSError):
                data = Path(bucket.key).read_bytes()
                digest, code = data[:_DIGEST], data[_DIGEST:]
                if digest == _digest(bucket, code):
                    bucket.code = marshal.loads(code)  # noqa: S302 - as trustworthy as a .pyc file

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where the folder allows it. A reader sees the old file or the new one, never a part."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        path = Path(bucket.key)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        code = marshal.dumps(bucket.code)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(_digest(bucket, code) + code)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink()


def _digest(bucket: Bucket, code: bytes) -> bytes:
    return hashlib.blake2b(bucket.checksum.encode() + code, digest_size=_DIGEST).digest()


def _is_built_in(filename: str) -> bool:
    return Path(filename).is_relative_to(data_folder("themes"))


@cache
def _compiler_key() -> str:
    digest = hashlib.blake2b(f"{jinja2.__version__} {MAGIC_NUMBER!r}".encode())
    for name in _COMPILERS:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()
