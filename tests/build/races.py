"""Change, delete or replace files at the very moment in which a build opens them.

The moment is exact: an audit hook runs just before every `open` (PEP 578), and so after the build has asked for the
file's status. Another way is a process that swaps a file back and forth as fast as it can.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.output.output_folder import PublishError
from generator.problems import Report, Severity
from tests.build.kills import DAY

SECONDS = 240  # after which a build that waits for a pipe is killed


@dataclass(frozen=True)
class Ending:
    """The end of a build. `code` is 0 or 1 as for the command, 70 for a traceback, negative for a signal.

    `output` has the errors or the traceback. `has_acted` says whether the change happened before the end of the build.
    """

    code: int
    output: str
    has_acted: bool


def build_with(site: Path, path: Path, act: Callable[[], object] | None, moment: int, jobs: int = 1) -> Ending:
    """Build in a process of its own, and call `act` just before it opens `path` for the n-th time."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _build(site, path, act, moment, jobs, write)
    os.close(write)
    end = time.monotonic() + SECONDS
    while (status := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            status = os.waitpid(child, 0)
            break
        time.sleep(0.002)
    with os.fdopen(read) as pipe:
        flag, _, output = pipe.read().partition("\n")
    return Ending(os.waitstatus_to_exitcode(status[1]), output, flag == "acted")


def _build(site: Path, path: Path, act: Callable[[], object] | None, moment: int, jobs: int, write: int) -> None:
    count, has_acted, watched_path = 0, False, os.fspath(path)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count, has_acted
        if event != "open" or has_acted or act is None:
            return
        opened_path = arguments[0]
        if isinstance(opened_path, str | bytes | os.PathLike) and os.fsdecode(opened_path) == watched_path:
            count += 1
            if count == moment:
                has_acted = True
                act()

    code, output = 70, ""
    try:
        sys.addaudithook(watch)
        report = Report()
        try:
            result = build_site(BuildOptions(site, DAY, jobs=jobs), site / "output", False, report)
        except PublishError as error:
            result, output = None, f"{error.name} {error.message}\n"
        output += "".join(
            f"{problem.place.file}: {problem.message}\n" for problem in report if problem.severity is Severity.ERROR
        )
        code = 0 if result is not None else 1
    except BaseException as error:  # the parent reports it
        import traceback

        output = "".join(traceback.format_exception(error))
    finally:
        os.write(write, f"{'acted' if has_acted else ''}\n{output}".encode("utf-8", "replace")[:60_000])
        os._exit(code)


def clear(path: Path) -> None:
    """Delete a file, a link or a folder."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def save_file(path: Path, data: bytes) -> Callable[[], object]:
    """Return a function that saves a file as editors do: another file replaces it."""

    def act() -> None:
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(data)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        new.replace(path)

    return act


def changes_of(path: Path, old: bytes, new: bytes, secret: Path) -> dict[str, Callable[[], object]]:
    """Return the changes of a file, by name."""

    def write_over() -> None:
        path.write_bytes(new)

    return {
        "another": save_file(path, new),
        "another, written over": write_over,
        "half of it": save_file(path, old[: len(old) // 2]),
        "empty": save_file(path, b""),
        "gone": lambda: clear(path),
        "a folder": lambda: (clear(path), path.mkdir()),
        "a pipe": lambda: (clear(path), os.mkfifo(path)),
        "a link to a secret": lambda: (clear(path), path.symlink_to(secret)),
        "a link to nowhere": lambda: (clear(path), path.symlink_to("nowhere")),
    }


@contextmanager
def swapping(path: Path, states: list[Callable[[], object]], draw: Callable[[], float]) -> Iterator[None]:
    """Run a process that gives a path one state after another until the end of the block."""
    child = os.fork()
    if child == 0:
        try:
            while True:
                for state in states:
                    with suppress(OSError):
                        state()
                    time.sleep(draw())
        finally:
            os._exit(0)
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
