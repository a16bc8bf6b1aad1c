"""Tests every text file of a small site with all sections, the golden site, byte for byte.

`UPDATE_GOLDEN=1 pytest tests/test_golden.py` writes the new files; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import read_day
from generator.problems import Report

GOLDEN = Path(__file__).parent / "golden"
TEXTS = (".html", ".xml", ".txt", "_headers", "_redirects")
# A picture's name depends on the version of the library that encodes it.
HASH = re.compile(rb"\.[0-9a-f]{12}\.")


def test_the_golden_site_renders_its_accepted_files(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "site", tmp_path / "site")
    report = Report()
    result = render_site(BuildOptions(tmp_path / "site", read_day("2026-11-22")), report)
    assert [problem.name for problem in report] == ["personal-data", "html-left-out"]
    assert result is not None
    texts = {f.path: HASH.sub(b".#.", f.data) for f in result.files if f.data is not None and f.path.endswith(TEXTS)}
    assert len(texts) == 19
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN / "expected", ignore_errors=True)
        for path, data in texts.items():
            (GOLDEN / "expected" / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / "expected" / path).write_bytes(data)
    expected = {p.relative_to(GOLDEN / "expected").as_posix() for p in (GOLDEN / "expected").rglob("*") if p.is_file()}
    assert set(texts) == expected
    for path, data in texts.items():
        assert data.decode() == (GOLDEN / "expected" / path).read_text("utf-8"), path
