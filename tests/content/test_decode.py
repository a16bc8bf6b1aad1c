"""Tests which bytes of a file are accepted as text, and that others are refused with their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.decode import read_text
from generator.problems import Report
from generator.prose.letters import HIDDEN_LETTER, hidden_in, is_ignorable


def _read_bytes(root: Path, data: bytes) -> tuple[str | None, list[tuple[str, int, int]]]:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/x.md").write_bytes(data)
    report = Report()
    text = read_text(root, "content/x.md", report)
    return text, [(problem.name, problem.place.line, problem.place.column) for problem in report]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("é".encode(), "é"),
        (b"\xef\xbb\xbfa", "a"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("a\tb\u200d👩‍🍳".encode(), "a\tb\u200d👩‍🍳"),
    ],
)
def test_readable_bytes_are_accepted(root: Path, data: bytes, text: str) -> None:
    assert _read_bytes(root, data) == (text, [])


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("é".encode("utf-16"), ("not-utf-8", 0, 0)),
        ("abc".encode("utf-16-be"), ("not-utf-8", 0, 0)),
        ("abc".encode("utf-32"), ("not-utf-8", 0, 0)),
        (b"ab\r\nc\xe9d", ("not-utf-8", 2, 2)),
        ("ab\né\xe9".encode() + b"\xff", ("not-utf-8", 2, 3)),
        (b"\xed\xa0\x80", ("not-utf-8", 1, 1)),
        (b"a\rb\x00cdefgh", ("invisible-character", 2, 2)),
        (b"\x1b[31m", ("invisible-character", 1, 1)),
        ("a\u2028b".encode(), ("invisible-character", 1, 2)),
        ("a\u0085b".encode(), ("invisible-character", 1, 2)),
        ("a\u202eb".encode(), ("invisible-character", 1, 2)),
    ],
)
def test_unreadable_bytes_are_refused(root: Path, data: bytes, problem: tuple[str, int, int]) -> None:
    assert _read_bytes(root, data) == (None, [problem])


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_reported(root: Path, data: bytes) -> None:
    text, problems = _read_bytes(root, data)
    assert (text is None) == bool(problems)
    if text is not None:
        assert "\r" not in text
        assert HIDDEN_LETTER.search(text) is None
        text.encode()


def test_each_hidden_character_is_found_and_no_other() -> None:
    characters = [
        chr(code) for code in range(0x110000) if not is_ignorable(chr(code)) or HIDDEN_LETTER.match(chr(code))
    ]
    assert [c for c in characters if hidden_in(f"a\n{c}\tb") != ("" if HIDDEN_LETTER.search(c) is None else c)] == []
    assert hidden_in("a\u200d\x00b\x01") == "\x00"
