"""Run the command line many times, each time in a process of its own with bounds on time and memory.

`python -m tests.hostile.sandbox` starts once, so that it imports all modules once. It reads a line of JSON (folder and
arguments), and writes a line of JSON (exit code, cost and output). It has no thread, so that it can fork.
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
CPU = 200  # seconds after which the system stops a run
WALL = 600  # seconds, for a run that only waits and so needs no CPU


@dataclass(frozen=True)
class Outcome:
    """`code` is the exit code, negative for a signal; `work` is in tests.effort's units, `memory` the peak in bytes."""

    code: int
    work: float
    memory: int
    output: str


class Sandbox:
    """Runs commands one after another."""

    def __enter__(self) -> Sandbox:
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
    with tempfile.TemporaryFile() as file:
        child = os.fork()
        if child == 0:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            _run_limited(folder, arguments)
        before, status, usage = time.monotonic(), 0, None
        while usage is None:
            pid, status, pid_usage = os.wait4(child, os.WNOHANG)
            if pid:
                usage = pid_usage
            elif time.monotonic() - before > WALL:
                os.kill(child, signal.SIGKILL)
                _, status, usage = os.wait4(child, 0)
            else:
                time.sleep(0.002)
        file.seek(0)
        code = os.waitstatus_to_exitcode(status)
        output = file.read().decode("utf-8", "replace")
        return Outcome(code, in_units(usage.ru_utime + usage.ru_stime), usage.ru_maxrss * 1024, output)


def _run_limited(folder: str, arguments: list[str]) -> None:
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
    """End the process with 99 if it starts another, opens a connection, or writes outside its folders."""
    own_folders = tuple(
        os.path.realpath(path) for path in (Path(folder).parent, os.environ.get("AMBASSADOR_CACHE", folder))
    )

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        at = CHANGES.get(event, (0, 0))[0]
        if event == "open":
            changes = not isinstance(arguments[0], int) and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR)
        else:
            changes = event in CHANGES and arguments[CHANGES[event][1]] == -1
        elsewhere = changes and not os.path.realpath(os.fsdecode(arguments[at])).startswith((*own_folders, "/dev/null"))
        if is_forbidden(event, arguments) or elsewhere:
            os.write(2, f"forbidden: {event} {arguments!r:.300}".encode("utf-8", "replace"))
            os._exit(99)

    return watch


def _warm_up() -> None:
    """Build a site in this process first, so that all forks find modules and files in memory."""
    from tests.scenario import FOLDER, run_cli

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(FOLDER / "base", folder, dirs_exist_ok=True)
        code, output = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1"], Path(folder))
        assert code == 0, output
        # This loads the letters of forty languages, by which a build guesses an encoding.
        (Path(folder) / "content/ambassadors/lea/story.md").write_bytes(b"name: \xed\xa0\x80\n")
        code, output = run_cli(["check", "--as-of", "2026-11-22"], Path(folder))
        assert "not-utf-8" in output


if __name__ == "__main__":
    sys.dont_write_bytecode = True  # a run would write bytecode in a fresh checkout
    with icons_drawn_once():
        _warm_up()
        for line in sys.stdin:
            print(json.dumps(_run(*json.loads(line)).__dict__), flush=True)
