"""A thread's answer is the one that the caller would have found."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from generator.build.incremental.background import ask_in_background

MAIN = threading.main_thread()


def _counted(answer: Callable[[threading.Thread], bool]) -> tuple[list[threading.Thread], Callable[[], bool]]:
    """The threads that were asked, and the question."""
    asked: list[threading.Thread] = []

    def ask() -> bool:
        asked.append(threading.current_thread())
        return answer(asked[-1])

    return asked, ask


@pytest.mark.parametrize("answer", [True, False])
def test_both_ways_give_the_same_answer_once(answer: bool) -> None:
    asked, question = _counted(lambda _: answer)
    wait = ask_in_background(question, is_worth_it=True)
    assert [wait(), wait()] == [answer, answer]
    assert len(asked) == 1
    assert asked[0] is not MAIN

    asked, question = _counted(lambda _: answer)
    wait = ask_in_background(question, is_worth_it=False)
    assert not asked, "it is asked before anyone wants to know"
    assert [wait(), wait()] == [answer, answer]
    assert asked == [MAIN]


def test_a_question_that_fails_in_the_thread_is_asked_by_the_caller() -> None:
    def answer(asked: threading.Thread) -> bool:
        if asked is not MAIN:
            raise OSError("gone")
        return True

    asked, question = _counted(answer)
    assert ask_in_background(question, is_worth_it=True)()
    assert asked[-1] is MAIN

    def fails(_: threading.Thread) -> bool:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        ask_in_background(_counted(fails)[1], is_worth_it=True)()


def test_a_system_without_threads_answers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    asked, question = _counted(lambda _: True)
    assert ask_in_background(question, is_worth_it=True)()
    assert asked == [MAIN]


def test_a_question_that_hangs_does_not_keep_the_process_alive() -> None:
    code = """
import threading
from generator.build.incremental.background import ask_in_background
ask_in_background(threading.Event().wait, is_worth_it=True)
print("end")
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=True)
    assert (run.stdout, run.stderr) == ("end\n", "")
