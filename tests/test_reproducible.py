"""Tests that the same content, day and version give the same bytes on any machine."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.browser.example import ROOT, build_example


def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    first = build_example(tmp_path / "first", env={"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"})
    # Another folder, files in another order on the disk, no cache, and every other setting different.
    elsewhere = tmp_path / "another place" / "sité"
    elsewhere.mkdir(parents=True)
    for file in sorted((ROOT / "content").rglob("*"), reverse=True):
        if file.is_file():
            copy = elsewhere / "content" / file.relative_to(ROOT / "content")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    second = build_example(
        tmp_path / "second",
        site=elsewhere,
        env={"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    )
    files = {path.relative_to(first) for path in first.rglob("*")}
    assert files == {path.relative_to(second) for path in second.rglob("*")}
    assert len(files) > 50
    different = [
        path
        for path in sorted(files)
        if (first / path).is_file() and (first / path).read_bytes() != (second / path).read_bytes()
    ]
    assert different == []
