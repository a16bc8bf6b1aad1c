"""What the first process holds of people while the whole is not made: little, and nothing of their pages."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from generator.build import Request, build_site, whole_site
from generator.build.basis import basis_of
from generator.build.making import make_people
from generator.build.memory import NAME, Memory
from generator.build.outcome import UNKNOWN, read_outcome
from generator.build.prints import UNSETTLED, Prints, new_tick
from generator.build.workers import order_of
from generator.build.workshop import open_workshop
from generator.content.files import find_people
from generator.problems import Report
from tests.build.kills import DAY
from tests.build.odd import files_of, site_of

PEOPLE = 20


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_to_be_remembered_waits_on_disk(tmp_path: Path, jobs: int) -> None:
    site, started = site_of(tmp_path / "site", PEOPLE), new_tick()
    workshop = open_workshop(Request(site, DAY, jobs=jobs), Report())
    staging = tmp_path / "staging"
    fresh = make_people(
        order_of(workshop, basis_of(workshop, ""), staging, started),
        workshop,
        list(find_people(site, Report())),
        Report(),
    )
    assert len(fresh.outcomes) >= PEOPLE
    for slug, one in fresh.outcomes.items():
        assert one.uses == UNKNOWN, slug
        assert one.problems == (), slug
    records = list(fresh.records)
    assert [one.slug for one in records] == sorted(fresh.outcomes)
    assert all(read_outcome(one.outcome) == fresh.outcomes[one.slug] for one in records)
    assert {path for path, file in fresh.files.items() if file.staged} == set(files_of(staging))
    assert all(file.read() for file in fresh.files.values())

    prints = Prints(str(site), started=started)
    seen = fresh.seen(prints.kept(fresh.unsettled)).put
    used = {path for one in records for path in one.files}
    assert seen == prints.kept(used).put


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_changed_since_the_build_began_is_not_believed(tmp_path: Path, jobs: int) -> None:
    site = site_of(tmp_path / "site", PEOPLE)
    path = "content/ambassadors/p00.md"

    def progress(stage: str, *_: object) -> None:
        if stage == "reading":
            (site / path).write_text((site / path).read_text("utf-8") + "\nMore.\n", "utf-8")

    assert build_site(Request(site, DAY, jobs=jobs, progress=progress), site / "output", False, Report()) is not None
    memory = Memory(site / ".ambassador" / NAME)
    assert memory.files[path] == UNSETTLED
    assert memory.files["content/ambassadors/p01.md"] != UNSETTLED
    memory.close()
    again = [build_site(Request(site, DAY), site / "output", False, Report()) for _ in range(2)]
    pages = len(list((site / "output/p00").rglob("index.html")))
    assert [built.rendered for built in again if built is not None] == [pages, 0]


def test_large_pages_of_the_site_are_checked_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(tmp_path / "site", 2)
    page = site / "content/pages/privacy.md"
    text = page.read_text("utf-8")
    for more, wanted in (("", True), ("\n[there](/privacy/#nowhere)\n", False)):
        page.write_text(text + more, "utf-8")
        told = []
        for large in (whole_site.LARGE, 0):
            with monkeypatch.context() as changed:
                changed.setattr(whole_site, "LARGE", large)
                report = Report()
                built = build_site(Request(site, DAY), tmp_path / f"out{large}", True, report)
            assert (built is not None) is wanted
            told.append((list(report), files_of(tmp_path / f"out{large}")))
        assert told[0] == told[1]
        assert wanted or "broken-internal-link" in {problem.name for problem in told[0][0]}


def _stopped(*_: object) -> bool:
    os.kill(os.getpid(), signal.SIGKILL)
    return True


def test_a_check_that_is_stopped_is_made_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(tmp_path / "site", 2)
    monkeypatch.setattr(whole_site, "LARGE", 0)
    monkeypatch.setattr(whole_site, "are_all_right", _stopped)
    report = Report()
    assert build_site(Request(site, DAY), tmp_path / "out", True, report) is not None, list(report)
