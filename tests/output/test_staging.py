"""Tests that staging writes whole files, also twice, and leaves no temporary files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.output.staging import stage


def test_staging_creates_folders_and_leaves_no_temporary_files(tmp_path: Path) -> None:
    room = tmp_path / "cache" / "staging-1"
    for path, data in (("a/index.html", b"one"), ("a/ig/index.html", b""), ("index.html", b"x" * 70_000)):
        stage(room, path, data)
        assert (room / path).read_bytes() == data
    assert list((tmp_path / "cache" / "staging-1-new").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_staged_files_are_readable_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        stage(tmp_path / "s", "a/ig/index.html", b"x")
    finally:
        os.umask(before)
    modes = {path: (tmp_path / "s" / path).stat().st_mode & 0o777 for path in ("a", "a/ig", "a/ig/index.html")}
    assert modes == {"a": 0o755, "a/ig": 0o755, "a/ig/index.html": 0o644}


def test_a_second_writer_replaces_the_file(tmp_path: Path) -> None:
    stage(tmp_path / "s", "a/b.html", b"a longer one")
    stage(tmp_path / "s", "a/b.html", b"short")
    assert (tmp_path / "s/a/b.html").read_bytes() == b"short"


def test_a_file_that_the_disk_writes_in_pieces_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    stage(tmp_path / "s", "a.html", b"0123456789")
    assert (tmp_path / "s/a.html").read_bytes() == b"0123456789"


def test_a_refusal_of_the_disk_is_an_error_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s/a").write_text("a file where a folder shall be")
    with pytest.raises(OSError):  # systems raise different errors
        stage(tmp_path / "s", "a/index.html", b"x")
    assert (tmp_path / "s/a").is_file()
