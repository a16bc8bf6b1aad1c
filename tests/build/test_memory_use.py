"""Tests that the first process keeps results and pages on disk, and checks large pages apart."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from generator.build import site_files
from generator.build.context import open_context
from generator.build.incremental.environment import environment_key
from generator.build.incremental.file_hashes import CHANGED_DURING_BUILD, FileHashes, wait_for_clock_tick
from generator.build.incremental.input_keys import input_keys
from generator.build.incremental.state import STATE_FILE, BuildState
from generator.build.options import BuildOptions
from generator.build.person_result import NO_DEPENDENCIES, decode_result
from generator.build.run import build_site
from generator.build.workers.batch import render_people
from generator.build.workers.tasks import render_task
from generator.content.discovery import find_people
from generator.problems import Report
from tests.build.crashing_extension import files_of, site_of
from tests.build.kills import DAY

PEOPLE = 20


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_for_the_build_state_wait_on_disk(tmp_path: Path, jobs: int) -> None:
    site, start = site_of(tmp_path / "site", PEOPLE), wait_for_clock_tick()
    context = open_context(BuildOptions(site, DAY, jobs=jobs), Report())
    environment, _ = environment_key(FileHashes(str(site)), context.theme_folders)
    staging = tmp_path / "staging"
    batch = render_people(
        render_task(context, input_keys(context, environment), staging, start),
        context,
        list(find_people(site, Report())),
        Report(),
    )
    assert len(batch.results) >= PEOPLE
    for slug, result in batch.results.items():
        assert result.dependencies == NO_DEPENDENCIES, slug
        assert result.problems == (), slug
    records = list(batch.log)
    assert [result.slug for result in records] == sorted(batch.results)
    assert all(decode_result(result.result_json) == batch.results[result.slug] for result in records)
    assert {path for path, file in batch.files.items() if file.is_staged} == set(files_of(staging))
    assert all(file.read() for file in batch.files.values())

    hashes = FileHashes(str(site), start_time=start)
    batch_stats = batch.index_change(hashes.index_change(batch.changed_files)).updated_files
    used_paths = {path for result in records for path in result.files}
    assert batch_stats == hashes.index_change(used_paths).updated_files


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_changed_during_the_build_is_read_again(tmp_path: Path, jobs: int) -> None:
    site = site_of(tmp_path / "site", PEOPLE)
    path = "content/ambassadors/p00.md"

    def progress(stage: str, *_: object) -> None:
        if stage == "reading":
            (site / path).write_text((site / path).read_text("utf-8") + "\nMore.\n", "utf-8")

    assert (
        build_site(BuildOptions(site, DAY, jobs=jobs, progress=progress), site / "output", False, Report()) is not None
    )
    state = BuildState(site / ".ambassador" / STATE_FILE)
    assert state.files[path] == CHANGED_DURING_BUILD
    assert state.files["content/ambassadors/p01.md"] != CHANGED_DURING_BUILD
    state.close()
    results = [build_site(BuildOptions(site, DAY), site / "output", False, Report()) for _ in range(2)]
    pages = len(list((site / "output/p00").rglob("index.html")))
    assert [result.rendered_count for result in results if result is not None] == [pages, 0]


def test_large_pages_of_the_site_are_checked_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = site_of(tmp_path / "site", 2)
    page = site / "content/pages/privacy.md"
    text = page.read_text("utf-8")
    for more, is_valid in (("", True), ("\n[there](/privacy/#nowhere)\n", False)):
        page.write_text(text + more, "utf-8")
        outcomes = []
        for large in (site_files.LARGE, 0):
            with monkeypatch.context() as patch:
                patch.setattr(site_files, "LARGE", large)
                report = Report()
                result = build_site(BuildOptions(site, DAY), tmp_path / f"out{large}", True, report)
            assert (result is not None) is is_valid
            outcomes.append((list(report), files_of(tmp_path / f"out{large}")))
        assert outcomes[0] == outcomes[1]
        assert is_valid or "broken-internal-link" in {problem.name for problem in outcomes[0][0]}


def _kill_this_process(*_: object) -> bool:
    os.kill(os.getpid(), signal.SIGKILL)
    return True


def test_a_check_whose_process_dies_runs_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = site_of(tmp_path / "site", 2)
    monkeypatch.setattr(site_files, "LARGE", 0)
    monkeypatch.setattr(site_files, "pass_all_checks", _kill_this_process)
    report = Report()
    assert build_site(BuildOptions(site, DAY), tmp_path / "out", True, report) is not None, list(report)
