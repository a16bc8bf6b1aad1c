"""Tests that code from the cache equals the code that Python's own modules compile."""

from __future__ import annotations

import collections
import dataclasses
import subprocess
import sys
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import snippets
from generator.snippets import compiled_snippets

LOADING = """
import sys
from pathlib import Path
from generator.snippets import compiled_snippets
sys.dont_write_bytecode = False
with compiled_snippets(Path(sys.argv[1])):
    import generator.build.pipeline
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the cached code. Python writes bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__/own.code"


def _make_types() -> tuple[type[Any], type[Any], typing.ForwardRef]:
    @dataclasses.dataclass(frozen=True, order=True)
    class Point:
        left: int
        top: int = 3
        tags: list[str] = dataclasses.field(default_factory=list, compare=False)

    return Point, collections.namedtuple("Pair", "first second", defaults=[2]), typing.ForwardRef("dict[str, int]")


def _observe(types: tuple[type[Any], type[Any], typing.ForwardRef]) -> list[object]:
    """Return texts, comparisons, errors and code of these types."""
    point, pair, reference = types
    instance = point(1)
    with pytest.raises(dataclasses.FrozenInstanceError) as refusal:
        instance.left = 2
    functions = [
        point.__init__,
        point.__repr__,
        point.__eq__,
        point.__lt__,
        point.__hash__,
        point.__setattr__,
        pair.__new__,
    ]
    codes = [function.__code__ for function in functions]
    return [
        repr(instance),
        point(1, 3, ["a"]) == instance < point(2),
        hash(instance),
        str(refusal.value),
        repr(pair(1)),
        typing._eval_type(reference, globals(), {}),  # type: ignore[attr-defined]
        [(code, code.co_filename, code.co_flags, list(code.co_lines())) for code in codes],
    ]


def _load(file: Path) -> list[object]:
    with compiled_snippets(file):
        return _observe(_make_types())


@pytest.fixture
def no_compiling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(text: object, *_: object, **__: object) -> None:
        raise AssertionError(f"{text!r} was compiled")

    with monkeypatch.context() as patch:
        patch.setattr(snippets, "compile", refuse, raising=False)
        yield


def test_types_are_the_same_with_cached_code(file: Path, request: pytest.FixtureRequest) -> None:
    plain = _observe(_make_types())
    assert _load(file) == plain
    request.getfixturevalue("no_compiling")
    assert _load(file) == plain


def test_every_snippet_of_a_build_is_the_same_cached_and_compiled(file: Path) -> None:
    subprocess.run([sys.executable, "-c", LOADING, str(file)], cwd=Path(__file__).parents[1], check=True)
    cached = snippets._read_codes(file)
    assert len(cached) > 100
    for (text, name, mode), code in cached.items():
        plain = compile(text, name, mode, dont_inherit=True)
        assert (code, code.co_filename, code.co_flags) == (plain, plain.co_filename, plain.co_flags), text


def test_a_new_snippet_is_added(file: Path) -> None:
    _load(file)
    before = snippets._read_codes(file)
    with compiled_snippets(file):
        typing.ForwardRef("new_name").__forward_code__  # noqa: B018 - Python 3.14 compiles it now
    new_keys = snippets._read_codes(file).keys() - before.keys()
    assert [text for text, *_ in new_keys] in ([], ["new_name"])


def test_python_gets_its_own_functions_back(file: Path) -> None:
    with pytest.raises(ZeroDivisionError), compiled_snippets(file):
        _ = 1 / 0
    for module, name in ((typing, "compile"), (dataclasses, "exec"), (collections, "eval")):
        assert getattr(module, name, None) is None
    _make_types()
    assert not file.exists()


def test_a_damaged_file_or_one_of_another_python_is_replaced(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = _load(file)
    whole = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "3.11.0")
        _load(file)
        foreign = file.read_bytes()
    for wrong in (b"", whole[:40], whole[:-9], b"\0" * len(whole), foreign):
        file.write_bytes(wrong)
        assert _load(file) == plain
        assert snippets._read_codes(file)


@pytest.mark.parametrize("why", ["no bytecode", "a file in the way", "another Python"])
def test_without_a_usable_cache_types_are_the_same(file: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    plain = _observe(_make_types())
    if why == "no bytecode":
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    elif why == "a file in the way":
        file.parent.write_text("", "utf-8")
    else:
        monkeypatch.setattr(snippets, "_HAS_KNOWN_MODULES", False)
    assert _load(file) == plain
    assert not list(file.parent.glob("*"))
