"""Two builds of one site at once, into two folders: real processes, one memory, both right."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.build.crashing_extension import (
    files_of,
    site_of,
    started,
    write_person,
)

ROUNDS = int(os.environ.get("TOGETHER", "2"))
ENVIRONMENT = {**os.environ, "NO_COLOR": "1"}
WAYS = [(), ("--drafts",), ("--url", "https://staging.example/x"), ("--as-of", "2027-01-01"), ("--jobs", "1")]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = site_of(tmp_path / "site", 3)
    with (site / "content/site.yaml").open("a") as file:
        file.write("share_cards: false\nqr_codes: false\n")
    write_person(site, "zoe")
    path = site / "content/ambassadors/zoe.md"
    path.write_text(path.read_text("utf-8").replace("---\n", "---\nstatus: draft\n", 1), "utf-8")
    return site


def run(site: Path, *ways: tuple[str, ...]) -> None:
    """Build in as many processes as there are ways, all at once; each ends well."""
    if not ways:
        return
    with started(site, ENVIRONMENT, *ways[0]) as one:
        run(site, *ways[1:])
        out, err = one.communicate(timeout=240)
        assert one.returncode == 0, (ways[0], out, err)


def alone(site: Path, way: tuple[str, ...]) -> dict[str, bytes]:
    """What a build gives that has the site for itself, and remembers nothing."""
    place = site.with_name("alone")
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(site / "content", place / "content")
    shutil.copytree(site / ".ambassador/pictures", place / ".ambassador/pictures")
    run(place, way)
    return files_of(place / "output")


def test_into_two_folders_at_once(site: Path) -> None:
    """And once more after an edit, with other options than before: the memory is now of the one, now of the other."""
    run(site, ())
    before = files_of(site / "output")
    for number in range(ROUNDS):
        story = site / "content/ambassadors/bo.md"
        story.write_text(f"{story.read_text('utf-8')}\nLine {number}.\n", "utf-8")
        ways = [WAYS[number % len(WAYS)], WAYS[(number + 1 + number // len(WAYS)) % len(WAYS)]]
        run(site, *((*way, "--output", f"site-{at}") for at, way in enumerate(ways)))
        for at, way in enumerate(ways):
            assert files_of(site / f"site-{at}") == alone(site, way), (number, way)
        assert files_of(site / "output") == before
        assert not list((site / ".ambassador").glob("staging*"))
        assert {path.name for path in site.iterdir()} == {"content", "output", ".ambassador", "site-0", "site-1"}
    print(f"{ROUNDS} times two builds at once: both right")
