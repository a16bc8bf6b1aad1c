"""Tests that a question answered in a thread gets the answer that the caller would find."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from generator.build.incremental.background import ask_in_background

MAIN = threading.main_thread()


def _count_calls(answer: Callable[[threading.Thread], bool]) -> tuple[list[threading.Thread], Callable[[], bool]]:
    """Return a list of the threads that ask the question, and the question."""
    threads: list[threading.Thread] = []

    def ask() -> bool:
        threads.append(threading.current_thread())
        return answer(threads[-1])

    return threads, ask


@pytest.mark.parametrize("answer", [True, False])
def test_the_thread_and_the_caller_give_the_same_answer_once(answer: bool) -> None:
    threads, question = _count_calls(lambda _: answer)
    wait = ask_in_background(question, is_worth_it=True)
    assert [wait(), wait()] == [answer, answer]
    assert len(threads) == 1
    assert threads[0] is not MAIN

    threads, question = _count_calls(lambda _: answer)
    wait = ask_in_background(question, is_worth_it=False)
    assert not threads, "the question was asked before the caller needs the answer"
    assert [wait(), wait()] == [answer, answer]
    assert threads == [MAIN]


def test_the_caller_repeats_a_question_that_failed_in_the_thread() -> None:
    def answer(threads: threading.Thread) -> bool:
        if threads is not MAIN:
            raise OSError("gone")
        return True

    threads, question = _count_calls(answer)
    assert ask_in_background(question, is_worth_it=True)()
    assert threads[-1] is MAIN

    def fails(_: threading.Thread) -> bool:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        ask_in_background(_count_calls(fails)[1], is_worth_it=True)()


def test_a_system_without_threads_gets_the_answer_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    threads, question = _count_calls(lambda _: True)
    assert ask_in_background(question, is_worth_it=True)()
    assert threads == [MAIN]


def test_a_question_that_hangs_does_not_keep_the_process_alive() -> None:
    code = """
import threading
from generator.build.incremental.background import ask_in_background
ask_in_background(threading.Event().wait, is_worth_it=True)
print("end")
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=True)
    assert (run.stdout, run.stderr) == ("end\n", "")
