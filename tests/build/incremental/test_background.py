"""What a process of its own answers meanwhile is what would have been found here."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build.incremental.background import ask_in_background

# The tests of other folders may have left a thread of a browser's.
pytestmark = pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no process is begun")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that were begun."""
    fork, pids = os.fork, list[int]()
    monkeypatch.setattr(threading, "active_count", lambda: 1)

    def noted() -> int:
        pids.append(fork())
        return pids[-1]

    monkeypatch.setattr(os, "fork", noted)
    return pids


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _elsewhere(here: int, answer: bool) -> Callable[[], bool]:
    """A question that is answered in another process only."""

    def ask() -> bool:
        return answer is (os.getpid() != here)

    return ask


@linux
@pytest.mark.parametrize("answer", [True, False])
def test_a_process_of_its_own_answers_once(answer: bool, begun: list[int]) -> None:
    with ask_in_background(_elsewhere(os.getpid(), answer), is_worth_it=True) as wait:
        assert [wait(), wait()] == [answer, answer]
    assert list(map(_is_gone, begun)) == [True]


@pytest.mark.parametrize("answer", [True, False])
def test_without_it_the_answer_is_found_here_when_it_is_wanted(answer: bool) -> None:
    asked = []

    def ask() -> bool:
        asked.append(os.getpid())
        return answer

    with ask_in_background(ask, is_worth_it=False) as wait:
        assert not asked
        assert [wait(), wait()] == [answer, answer]
    assert asked == [os.getpid()]


@linux
def test_a_process_that_is_stopped_is_stood_in_for(begun: list[int]) -> None:
    here = os.getpid()

    def ask() -> bool:
        if os.getpid() != here:
            os._exit(9)
        return True

    with ask_in_background(ask, is_worth_it=True) as wait:
        assert wait()
    assert list(map(_is_gone, begun)) == [True]


@linux
def test_nobody_waits_for_what_nobody_wants_to_know(tmp_path: Path, begun: list[int]) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with ask_in_background(lambda: bool(fifo.read_bytes()), is_worth_it=True):
        pass  # it would wait for ever
    assert list(map(_is_gone, begun)) == [True]
