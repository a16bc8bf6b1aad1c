"""Tests that a pool works in this process if the system allows no further ones."""

from __future__ import annotations

import multiprocessing.synchronize
import os

import pytest

from generator.process_pool import processes


def _fail(number: int) -> int:
    raise ValueError(number)


def test_without_semaphores_this_process_does_the_work(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")  # as sem_open does if /dev/shm cannot be written

    monkeypatch.setattr(multiprocessing.synchronize.SemLock, "__init__", refuse)
    with processes(4) as pool:
        assert pool.submit(os.getpid).result() == os.getpid()
        assert list(pool.map(abs, [-1, -2])) == [1, 2]
        future = pool.submit(_fail, 7)
        with pytest.raises(ValueError, match="7"):
            future.result()
    with processes(4) as pool:
        assert pool.submit(os.getpid).result() == os.getpid()
    (line,) = capsys.readouterr().err.splitlines()  # one warning for both pools
    assert line.startswith("This system allows no further processes ([Errno 13] Permission denied)")


def test_with_semaphores_another_process_does_the_work() -> None:
    with processes(1) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
