"""Tests which paths an output file may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.output.output_file import (
    OutputFile,
    OutputPathError,
    check_output_path,
    check_output_paths,
)


@pytest.mark.parametrize(
    "path",
    ["index.html", "lea/index.html", "assets/dew.0a1b.css", "_headers", ".well-known/x", "é/à.html", "a/b/c/d",
     "console.html", "com.html", "nullable", "lea..moreau/x", "a b.txt"],
)  # fmt: skip
def test_a_path_that_every_disk_can_store_is_valid(path: str) -> None:
    check_output_path(path)


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "//x", "..", "../x", "a/../../x", "a/..", ".", "./a", "a//b", "a/", "a\0b", "a\nb", "a\\b",
     "..\\x", "C:x", "c:/x", "con", "CON.html", "a/nul/index.html", "aux.tar.gz", "Com1", "lpt9.txt",
     "com¹", "conin$",
     "con .txt", "a./b", "a.", "a ", "a /b", "x?", "x*", "x|y", 'x"', "<x>", "\ud800"],
)  # fmt: skip
def test_a_path_that_some_disk_cannot_store_is_refused(path: str) -> None:
    with pytest.raises(OutputPathError):
        check_output_path(path)


@pytest.mark.parametrize(
    "paths",
    [["a", "a"], ["Lea/index.html", "lea/index.html"], ["e\u0301.html", "\u00e9.html"], ["straße", "strasse"],
     ["a", "a/b"],
     ["a/b/c", "A/B"], ["\u00c9", "e\u0301"]],
)  # fmt: skip
def test_two_paths_that_some_disk_takes_for_one_are_refused(paths: list[str]) -> None:
    with pytest.raises(OutputPathError):
        check_output_paths(paths)
    with pytest.raises(OutputPathError):
        check_output_paths(paths[::-1])


def test_similar_paths_are_valid_together() -> None:
    check_output_paths(["a/b", "a/c", "ab", "a.html", "a-b/c"])


def test_a_file_has_exactly_one_content() -> None:
    with pytest.raises(ValueError):
        OutputFile("a")
    with pytest.raises(ValueError):
        OutputFile("a", b"", Path("a"))
    assert OutputFile("a", b"").data == b""
