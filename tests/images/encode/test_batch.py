"""Tests that pictures are encoded by several processes in order, and that dead processes and interrupts do no harm."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from generator import process_pool
from generator.images.cache import PictureCache
from generator.images.decode.open import probe
from generator.images.encode.batch import Job, encode_all
from generator.images.encode.parallel import make_all
from generator.images.encode.recipe import EncodedPicture, Recipe
from generator.images.errors import PictureError
from tests.images.pictures import encode_image, put, scene

RECIPE = Recipe((120,))


def jobs_in(folder: Path, count: int) -> list[Job]:
    sources = [put(folder, f"p{n}.jpg", encode_image(scene(160 + n, 120), "JPEG")) for n in range(count)]
    return [Job(source, probe(source), RECIPE) for source in sources]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_jobs(tmp_path: Path, workers: int) -> None:
    cache = PictureCache(tmp_path / "cache")
    jobs = jobs_in(tmp_path, 5)
    cut = put(tmp_path, "cut.jpg", jobs[0].source.read_bytes()[:900])
    twin = put(tmp_path, "twin.jpg", jobs[1].source.read_bytes())
    jobs[2:2] = [Job(cut, probe(cut), RECIPE)]
    jobs.append(Job(twin, jobs[1].facts, RECIPE))
    results = list(encode_all(jobs, cache, workers))
    broken = results[2]
    assert isinstance(broken, PictureError)
    assert broken.name == "broken-picture"
    names = [result.fallback.name.split("-")[0] for result in results if isinstance(result, EncodedPicture)]
    assert names == ["p0", "p1", "p2", "p3", "p4", "twin"]
    fresh = [result.fresh for result in results if isinstance(result, EncodedPicture)]
    assert fresh == [True] * 5 + [False]


def test_processes_start_only_when_there_is_work_for_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = PictureCache(tmp_path / "cache")
    jobs = jobs_in(tmp_path, 3)
    list(encode_all(jobs[:2], cache, 1))

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a pool was started")

    monkeypatch.setattr(process_pool, "ProcessPoolExecutor", refuse)
    assert [r.fresh for r in encode_all(jobs, cache, 8) if isinstance(r, EncodedPicture)] == [False, False, True]
    assert len(list(encode_all(jobs, cache, 8))) == 3
    assert list(encode_all([], cache, 8)) == []


def find_no_result(_: int) -> None:
    return None


def die_on_two(job: int, folder: Path) -> int:
    if job == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    (folder / str(job)).touch()
    return job


LONG = 600.0
"""Seconds that a job takes that no test waits for. Even a very busy machine finishes a test in less than half."""


def interrupt_and_wait(job: int, whom: int) -> int:
    if job == 1:
        os.kill(whom, signal.SIGINT)
    time.sleep(LONG)
    return job


def same_job(job: int) -> int:
    return job


def test_a_dead_process_costs_one_job_only(tmp_path: Path) -> None:
    results = list(make_all([0, 1, 2, 3, 4], find_no_result, partial(die_on_two, folder=tmp_path), same_job, 2))
    dead = results.pop(2)
    assert isinstance(dead, PictureError)
    assert dead.name == "encoder-stopped"
    assert results == [0, 1, 3, 4]


def is_running(pid: int | None) -> bool:
    try:
        os.kill(pid or 0, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_interrupt_stops_at_once() -> None:
    earlier_children = set(multiprocessing.active_children())
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    start = time.monotonic()
    try:
        with pytest.raises(KeyboardInterrupt):
            list(make_all([1, 2, 3, 4], find_no_result, partial(interrupt_and_wait, whom=os.getpid()), same_job, 2))
    finally:
        signal.signal(signal.SIGINT, before)
    assert time.monotonic() - start < LONG / 2
    # Ask again and again. The pool's own thread waits for the same processes, and whoever comes second learns nothing
    # at first: multiprocessing's Popen.poll takes ECHILD for "not yet".
    running_children = set(multiprocessing.active_children()) - earlier_children
    while running_children and time.monotonic() - start < LONG / 2:
        time.sleep(0.05)
        running_children = {child for child in running_children if child.exitcode is None and is_running(child.pid)}
    assert not running_children


def test_dropping_the_iterator_stops_the_processes() -> None:
    results = make_all([0.0, LONG, LONG], find_no_result, sleep, same_job, 2)  # type: ignore[arg-type]
    start = time.monotonic()
    assert next(results) == 0.0
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < LONG / 2


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds
