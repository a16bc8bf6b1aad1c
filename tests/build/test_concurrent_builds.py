"""Tests that two builds of one site at once, into two folders, give the right files and share one build state."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.build.crashing_extension import (
    files_of,
    site_of,
    start_build,
    write_person,
)

ROUNDS = int(os.environ.get("TOGETHER", "2"))
ENVIRONMENT = {**os.environ, "NO_COLOR": "1"}
OPTIONS = [(), ("--drafts",), ("--url", "https://staging.example/x"), ("--as-of", "2027-01-01"), ("--jobs", "1")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = site_of(tmp_path / "site", 3)
    with (site / "content/site.yaml").open("a") as file:
        file.write("share_cards: false\nqr_codes: false\n")
    write_person(site, "zoe")
    path = site / "content/ambassadors/zoe.md"
    path.write_text(path.read_text("utf-8").replace("---\n", "---\nstatus: draft\n", 1), "utf-8")
    return site


def run(site: Path, *option_lists: tuple[str, ...]) -> None:
    """Run one build for each list of options, all at once, and check that each succeeds."""
    if not option_lists:
        return
    with start_build(site, ENVIRONMENT, *option_lists[0]) as process:
        run(site, *option_lists[1:])
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, (option_lists[0], out, err)


def build_alone(site: Path, options: tuple[str, ...]) -> dict[str, bytes]:
    """Build a copy of the site alone and without build state, and return its files."""
    copy = site.with_name("alone")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(site / "content", copy / "content")
    shutil.copytree(site / ".ambassador/pictures", copy / ".ambassador/pictures")
    run(copy, options)
    return files_of(copy / "output")


def test_two_concurrent_builds_publish_the_right_files(site: Path) -> None:
    """Each round edits the site and takes other options, so that either build may save its state last."""
    run(site, ())
    before = files_of(site / "output")
    for number in range(ROUNDS):
        story = site / "content/ambassadors/bo.md"
        story.write_text(f"{story.read_text('utf-8')}\nLine {number}.\n", "utf-8")
        pair = [OPTIONS[number % len(OPTIONS)], OPTIONS[(number + 1 + number // len(OPTIONS)) % len(OPTIONS)]]
        run(site, *((*options, "--output", f"site-{place}") for place, options in enumerate(pair)))
        for place, options in enumerate(pair):
            assert files_of(site / f"site-{place}") == build_alone(site, options), (number, options)
        assert files_of(site / "output") == before
        assert not list((site / ".ambassador").glob("staging*"))
        assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador", "site-0", "site-1"}
    print(f"{ROUNDS} rounds of two concurrent builds were right")
