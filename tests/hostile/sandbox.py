"""The command line, run over and over, each time in a process of its own with a bound on time and memory.

Started once as `python -m tests.hostile.sandbox`, so that nothing is imported twice: a line of JSON in (the folder, the
arguments), a line of JSON out (how it ended, what it cost, what it said). It has no thread, so that it can fork.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.drawn_once import icons_drawn_once
from tests.effort import in_units
from tests.hostile.audited import CHANGES, is_forbidden

WORK = 2000  # units of tests.effort, for any one file
MEMORY = 1_000_000_000  # bytes
CPU = 200  # seconds, after which a run is stopped on any machine
WALL = 600  # seconds; a run that waits for ever costs no CPU


@dataclass(frozen=True)
class Outcome:
    """`code` is the exit code, negative for a signal; `work` is in tests.effort's units, `memory` the peak in bytes."""

    code: int
    work: float
    memory: int
    said: str


class Prison:
    """Runs commands one after the other."""

    def __enter__(self) -> Prison:
        command = [sys.executable, "-m", "tests.hostile.sandbox"]
        root = Path(__file__).parents[2]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(WALL)
        self._process.stdout.close()

    def run(self, folder: Path, *arguments: str) -> Outcome:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([str(folder), arguments]) + "\n")
        self._process.stdin.flush()
        return Outcome(**json.loads(self._process.stdout.readline()))


def _run(folder: str, arguments: list[str]) -> Outcome:
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            _serve_time(folder, arguments)
        before, status, usage = time.monotonic(), 0, None
        while usage is None:
            pid, status, found = os.wait4(child, os.WNOHANG)
            if pid:
                usage = found
            elif time.monotonic() - before > WALL:
                os.kill(child, signal.SIGKILL)
                _, status, usage = os.wait4(child, 0)
            else:
                time.sleep(0.002)
        said.seek(0)
        code = os.waitstatus_to_exitcode(status)
        words = said.read().decode("utf-8", "replace")
        return Outcome(code, in_units(usage.ru_utime + usage.ru_stime), usage.ru_maxrss * 1024, words)


def _serve_time(folder: str, arguments: list[str]) -> None:
    from generator.cli import main

    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    sys.addaudithook(_forbid(folder))
    code: object = 70
    try:
        os.chdir(folder)
        sys.argv = ["ambassador", *arguments]
        main()
    except SystemExit as stop:
        code = stop.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 70)


def _forbid(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """End the process, with 99, where it starts another, opens a connection, or writes what is none of its files."""
    own = tuple(os.path.realpath(one) for one in (Path(folder).parent, os.environ.get("AMBASSADOR_CACHE", folder)))

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        at = CHANGES.get(event, (0, 0))[0]
        if event == "open":
            changes = not isinstance(arguments[0], int) and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)
        else:
            changes = event in CHANGES and arguments[CHANGES[event][1]] == -1
        elsewhere = changes and not os.path.realpath(os.fsdecode(arguments[at])).startswith((*own, "/dev/null"))
        if is_forbidden(event, arguments) or elsewhere:
            os.write(2, f"forbidden: {event} {arguments!r:.300}".encode("utf-8", "replace"))
            os._exit(99)

    return watch


def _warm_up() -> None:
    """Build a site here first: what is imported and read by the first build is there for every other."""
    from tests.scenario import FOLDER, run_cli

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FOLDER / "base", folder, dirs_exist_ok=True)
        code, said = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1"], Path(folder))
        assert code == 0, said
        # The letters of forty languages, by which a file's encoding is guessed.
        (Path(folder) / "content/ambassadors/lea/story.md").write_bytes(b"name: \xed\xa0\x80\n")
        code, said = run_cli(["check", "--as-of", "2026-11-22"], Path(folder))
        assert "not-utf-8" in said


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # in a fresh checkout nothing is compiled yet, and that is no change by content
    with icons_drawn_once():
        _warm_up()
        for line in sys.stdin:
            print(json.dumps(_run(*json.loads(line)).__dict__), flush=True)
