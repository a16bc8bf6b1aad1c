"""What one command costs: wall time, CPU of all its processes, memory of the largest and of all together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.05  # s between two looks at the memory of all processes


@dataclass(frozen=True, slots=True)
class Cost:
    """One run. Seconds and MB (10^6 bytes); `said` is what it printed."""

    wall: float
    cpu: float
    """User and system time of the command and of every process it waited for."""
    largest: float
    """Resident memory of its largest process at its highest, as the kernel kept count."""
    together: float
    """Memory of all its processes at its highest, shared pages counted once (PSS, sampled); 0 without /proc."""
    said: str


def measure(command: Sequence[str | Path], folder: Path, env: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder. Raises RuntimeError with what it said when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    peak, done = [0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watcher.start()
    assert process.stdout is not None
    said = process.stdout.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)  # the kernel adds up the children that were waited for
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    done.set()
    watcher.join()
    process.stdout.close()
    if process.returncode:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}:\n{said[-4000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, peak[0] * 1024 / 1e6, said)


def _watch(pid: int, peak: list[int], done: threading.Event) -> None:
    while not done.wait(_EVERY):
        peak[0] = max(peak[0], sum(map(_share, _tree(pid))))


def _tree(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        with suppress(OSError):  # it may have ended by now
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
    return found


def _share(pid: int) -> int:
    """The memory of a process in KiB, a page that n processes share counted as 1/n."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
