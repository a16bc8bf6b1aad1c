"""Tests that a build and the preview of one site work at the same time, also during edits."""

from __future__ import annotations

import os
from pathlib import Path

from tests.build.crashing_extension import files_of, start_build
from tests.serve.live import SECONDS, STORY, live, save, tiny_site

BUILDS = int(os.environ.get("TOGETHER", "2"))


def test_builds_and_the_preview_run_at_the_same_time(tmp_path: Path) -> None:
    site = tiny_site(tmp_path / "site")
    story = site / STORY
    with live(site) as running:
        for number in range(BUILDS):
            number_before = running.preview.state.number
            with start_build(site, {**os.environ, "NO_COLOR": "1"}) as build:
                for line in range(3):
                    save(story, f"Round {number}, line {line}.\n")
                out, err = build.communicate(timeout=SECONDS)
            assert build.returncode == 0, out + err
            page = (site / "output/lea/index.html").read_text("utf-8")
            assert f"Round {number}, line " in page or number == 0 or f"Round {number - 1}, line 2" in page
            while f"Round {number}, line 2." not in running.ask("/lea/")[2].decode():
                number_before = running.next(number_before).number
            assert running.preview.state.errors == 0
        with start_build(site, {**os.environ, "NO_COLOR": "1"}) as build:
            out, err = build.communicate(timeout=SECONDS)
            assert build.returncode == 0, out + err
        assert f"Round {BUILDS - 1}, line 2." in (site / "output/lea/index.html").read_text("utf-8")
        assert files_of(site / "output").keys() >= {"index.html", "lea/index.html", "build.json"}
    assert not list((site / ".ambassador").glob("staging*"))
