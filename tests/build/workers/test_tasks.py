"""Tests that any number of processes gives the same files, and that no process that dies or waits blocks a build."""

from __future__ import annotations

import os
import shutil
import signal
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from generator.build.context import open_context
from generator.build.incremental.environment import environment_key
from generator.build.incremental.file_hashes import FileHashes
from generator.build.incremental.input_keys import input_keys
from generator.build.options import BuildOptions
from generator.build.retry import retry_if_content_changed
from generator.build.run import build_site
from generator.build.workers import tasks as workers_module
from generator.build.workers.batch import collect_results, empty_batch
from generator.build.workers.tasks import render_chunk, render_task
from generator.content.discovery import find_people
from generator.content.file_versions import ContentChangedError, FileVersions
from generator.problems import Report
from tests.build.crashing_extension import (
    GOLDEN,
    build,
    files_of,
    install_odd,
    site_of,
    start_build,
    wait_for,
    wait_until_gone,
    write_person,
)

DAY = date(2026, 11, 22)


def test_the_bytes_and_counts_are_the_same_for_any_number_of_processes(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 20)
    outcomes = []
    for jobs in (1, 3):
        report = Report()
        request = BuildOptions(site, DAY, jobs=jobs, cache=tmp_path / f"cache{jobs}")
        result = build_site(request, tmp_path / f"out{jobs}", True, report)
        assert result is not None, list(report)
        assert result.drawn_count == result.totals.pictures > 20
        assert result.rendered_count == result.totals.pages > 40
        outcomes.append((files_of(tmp_path / f"out{jobs}"), list(report), result.totals))
    assert outcomes[0] == outcomes[1]


def test_a_page_that_ends_its_process_is_named(tmp_path: Path) -> None:
    site, environment = site_of(tmp_path / "site", 24), install_odd(tmp_path)
    write_person(site, "p07", "end")
    code, out, err = build(site, environment, "--format", "concise")
    errors = [line for line in out.splitlines() if "worker-stopped" in line]
    assert len(errors) == 1, out + err
    assert errors[0].startswith("content/ambassadors/p07.md:")
    assert code == 1
    assert not (site / "output").exists()
    assert "Traceback" not in out + err


def test_a_process_that_is_killed_once_changes_no_file(tmp_path: Path) -> None:
    site, environment = site_of(tmp_path / "site", 24), install_odd(tmp_path)
    write_person(site, "p11", "once")
    code, out, err = build(site, environment)
    assert code == 0, out + err
    assert (tmp_path / "killed").exists()
    files_after_kill = files_of(site / "output")
    assert build(site, environment, "--jobs", "1", "--clean")[0] == 0
    assert files_of(site / "output") == files_after_kill


@pytest.mark.parametrize("target", ["group", "parent"])
def test_ctrl_c_stops_all_processes_at_once(tmp_path: Path, target: str) -> None:
    site, environment = site_of(tmp_path / "site", 24), install_odd(tmp_path)
    (site / "output").mkdir()
    write_person(site, "p03", "wait")
    with start_build(site, environment) as run:
        wait_for(tmp_path / "waits")
        (os.killpg if target == "group" else os.kill)(run.pid, signal.SIGINT)
        out, err = run.communicate(timeout=300)
        assert run.returncode == 130
        assert (out, err.strip()) == ("", "Stopped. The old site did not change.")
        wait_until_gone(run.pid)
    assert files_of(site / "output") == {}
    assert not list((site / ".ambassador").glob("staging*"))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_a_build_that_was_stopped(tmp_path: Path, how: signal.Signals) -> None:
    """CI cancels a job in this way."""
    site, environment = site_of(tmp_path / "site", 24), install_odd(tmp_path)
    write_person(site, "p03", "wait")
    with start_build(site, environment) as run:
        wait_for(tmp_path / "waits")
        run.send_signal(how)
        assert run.wait(timeout=240) == -how
        wait_until_gone(run.pid)


def test_a_second_build_reports_that_it_waits(tmp_path: Path) -> None:
    site, environment = site_of(tmp_path / "site", 1), install_odd(tmp_path)
    write_person(site, "p00", "wait")
    with start_build(site, environment) as first:
        wait_for(tmp_path / "waits")
        with start_build(site, environment) as second:
            assert second.stderr is not None
            assert second.stderr.readline() == "Waiting for another build ...\n"
            (tmp_path / "go").touch()
            for run in (first, second):
                out, err = run.communicate(timeout=240)
                assert run.returncode == 0, out + err
    assert " 0 of 18 pages rendered" in out


def test_two_versions_of_a_picture_in_two_processes_are_an_error(tmp_path: Path) -> None:
    site = shutil.copytree(GOLDEN, tmp_path / "site")
    context = open_context(BuildOptions(site, DAY), Report())
    environment, _ = environment_key(FileHashes(str(site)), context.theme_folders)
    task = render_task(context, input_keys(context, environment), tmp_path / "staging")
    [ana] = [person for person in find_people(site, Report()) if person.slug == "ana-lopez"]
    results = []
    for colour in ("#a4452c", "#2c45a4"):
        Image.new("RGB", (640, 800), colour).save(site / "content/soap.png")
        workers_module._open_contexts.clear()  # as in another process
        results += render_chunk(task, [ana])
    assert "content/soap.png" in dict(results[0].versions)
    for pair, is_mixed in ((results[:1] * 2, False), (results, True)):
        with pytest.raises(ContentChangedError) if is_mixed else nullcontext():
            collect_results(iter(pair), 2, empty_batch(task.staging), context.options, FileVersions(site), Report())


def test_a_build_is_repeated_once_after_its_content_changed(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 1)
    context = open_context(BuildOptions(site, DAY), Report())
    task = render_task(context, input_keys(context, "another tool"), tmp_path / "staging")
    people = list(find_people(site, Report()))
    workers_module._open_contexts.clear()
    with pytest.raises(ContentChangedError):
        render_chunk(task, people)

    tries: list[int] = []

    def attempt(report: Report, again: bool) -> str | None:
        assert again is bool(tries)
        report.warning("a", "b", replace(context.site.place))
        tries.append(1)
        if len(tries) < needed_tries:
            raise ContentChangedError("content/soap.png")
        return "made"

    needed_tries, report = 2, Report()
    assert retry_if_content_changed(attempt, site, report) == "made"
    assert [problem.name for problem in report] == ["a"]
    tries.clear()
    needed_tries, report = 3, Report()
    assert retry_if_content_changed(attempt, site, report) is None
    assert [(problem.name, problem.place.file) for problem in report] == [("changed-while-built", "content/soap.png")]
    assert len(tries) == 2
