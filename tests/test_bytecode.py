"""Tests that patterns from the cache equal those that Python compiles."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import bytecode
from generator.bytecode import compiled_patterns, read_made, write_made

PATTERNS: list[tuple[str | bytes, int]] = [
    ("plain", 0),
    (r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", 0),
    (r"(?i) straße [^\x00-\U00010fff] | ı", re.VERBOSE),
    (r"^(?!a+b*?)[\w-]{2,}+$", re.ASCII | re.MULTILINE),
    (rb"(?s).[\x80-\xff]", 0),
]
LOADING = """
import sys
from pathlib import Path
from generator.bytecode import compiled_patterns
sys.dont_write_bytecode = False
with compiled_patterns(Path(sys.argv[1])):
    import generator.build.pipeline
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the patterns. Python writes bytecode, and has no patterns in memory yet."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    re.purge()
    return tmp_path / "__pycache__/own.patterns"


def _load(file: Path) -> list[re.Pattern[Any]]:
    """Compile the patterns as modules do at the start of a process."""
    re.purge()
    with compiled_patterns(file):
        return [re.compile(pattern, flags) for pattern, flags in PATTERNS]


def _is_same(one: re.Pattern[Any], other: re.Pattern[Any]) -> bool:
    return one == other and one.groupindex == other.groupindex and one.groups == other.groups


@pytest.fixture
def no_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(pattern: object, *_: object) -> None:
        raise AssertionError(f"{pattern!r} was compiled")

    monkeypatch.setattr("re._compiler.compile", refuse)


def test_a_cached_pattern_equals_the_compiled_one(file: Path, request: pytest.FixtureRequest) -> None:
    new_patterns = _load(file)
    request.getfixturevalue("no_compiling")
    cached_patterns = _load(file)
    assert [one is other for one, other in zip(new_patterns, cached_patterns, strict=True)] == [False] * len(PATTERNS)
    assert all(map(_is_same, new_patterns, cached_patterns))
    match = cached_patterns[1].fullmatch("2026-11-30")
    assert match is not None
    assert (match.groupdict(), match.lastgroup, match[4]) == ({"year": "2026", "month": "11"}, None, "30")


def test_every_pattern_of_a_build_is_the_same_cached_and_compiled(file: Path) -> None:
    subprocess.run([sys.executable, "-c", LOADING, str(file)], cwd=Path(__file__).parents[1], check=True)
    cached = bytecode._read_patterns(file)
    assert len(cached) > 200
    for pattern, flags, *parts in cached:
        re.purge()
        assert _is_same(bytecode._make_pattern(pattern, *parts), re.compile(pattern, flags)), pattern


def test_only_patterns_of_the_loading_modules_are_cached(file: Path) -> None:
    re.compile("before")
    _load(file)
    re.compile("after")
    assert [(pattern, flags) for pattern, flags, *_ in bytecode._read_patterns(file)] == PATTERNS


def test_a_new_pattern_is_added(file: Path) -> None:
    _load(file)
    re.purge()
    with compiled_patterns(file):
        re.compile("new")
    assert [pattern for pattern, *_ in bytecode._read_patterns(file)] == [*(pattern for pattern, _ in PATTERNS), "new"]


def test_a_damaged_file_or_one_of_another_python_is_replaced(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _load(file)
    whole = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "3.11.0")
        _load(file)
        foreign = file.read_bytes()
    for wrong in (b"", whole[:40], whole[:-9], b"\0" * len(whole), foreign):
        file.write_bytes(wrong)
        _load(file)
        assert file.read_bytes() == whole


@pytest.mark.parametrize("why", ["no bytecode", "a read-only folder"])
def test_without_a_writable_cache_no_pattern_is_compiled_twice(
    file: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "no bytecode":
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    else:
        file.parent.mkdir()
        monkeypatch.setattr("os.access", lambda folder, mode: (folder, mode) != (file.parent, os.W_OK))
    monkeypatch.delattr(bytecode, "_compile")
    assert _load(file)[0].pattern == "plain"
    assert not list(file.parent.glob("*"))


@pytest.mark.parametrize("why", ["no bytecode", "a file in the way", "another Python"])
def test_without_a_usable_cache_patterns_are_compiled(file: Path, monkeypatch: pytest.MonkeyPatch, why: str) -> None:
    if why == "no bytecode":
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    elif why == "a file in the way":
        file.parent.write_text("", "utf-8")
    else:
        monkeypatch.setattr(bytecode, "_HAS_KNOWN_RE", False)
    assert _load(file)[0].pattern == "plain"
    assert not list(file.parent.glob("*"))


def test_cached_data_is_read_for_the_same_key_only(file: Path) -> None:
    write_made(file, b"key", b"data")
    assert read_made(file, b"key") == b"data"
    assert [read_made(file, key) for key in (b"", b"ke", b"keyd", b"other")] == [None] * 4
