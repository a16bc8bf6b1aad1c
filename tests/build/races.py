"""Files that change, vanish or turn into something else at the very moment in which a build opens them.

The moment is exact: the interpreter tells of every `open` just before it happens (PEP 578), which is after whatever the
build asked about the file. Another way is a process that swaps a file to and fro as fast as it can.
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

SECONDS = 240  # a build that waits for a pipe waits for ever


@dataclass(frozen=True)
class Ended:
    """`code` is 0 or 1 as for the command, 70 for a traceback, negative for a signal; `said` are errors, or that.

    `landed` tells whether the change was made before the build was over.
    """

    code: int
    said: str
    landed: bool


def build_with(site: Path, path: Path, act: Callable[[], object] | None, moment: int, jobs: int = 1) -> Ended:
    """Build in a process of its own; just before `path` is opened for the n-th time, `act`."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _build(site, path, act, moment, jobs, write)
    os.close(write)
    end = time.monotonic() + SECONDS
    while (done := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            done = os.waitpid(child, 0)
            break
        time.sleep(0.002)
    with os.fdopen(read) as told:
        landed, _, said = told.read().partition("\n")
    return Ended(os.waitstatus_to_exitcode(done[1]), said, landed == "landed")


def _build(site: Path, path: Path, act: Callable[[], object] | None, moment: int, jobs: int, write: int) -> None:
    count, landed, wanted = 0, False, os.fspath(path)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count, landed
        if event != "open" or landed or act is None:
            return
        opened = arguments[0]
        if isinstance(opened, str | bytes | os.PathLike) and os.fsdecode(opened) == wanted:
            count += 1
            if count == moment:
                landed = True
                act()

    code, said = 70, ""
    try:
        sys.addaudithook(watch)
        report = Report()
        try:
            built = build_site(BuildOptions(site, DAY, jobs=jobs), site / "output", False, report)
        except PublishError as error:
            built, said = None, f"{error.name} {error.message}\n"
        said += "".join(f"{one.place.file}: {one.message}\n" for one in report if one.severity is Severity.ERROR)
        code = 0 if built is not None else 1
    except BaseException as error:  # it is told by the parent
        import traceback

        said = "".join(traceback.format_exception(error))
    finally:
        os.write(write, f"{'landed' if landed else ''}\n{said}".encode("utf-8", "replace")[:60_000])
        os._exit(code)


def clear(path: Path) -> None:
    """Take away whatever is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def put(path: Path, data: bytes) -> Callable[[], object]:
    """What saves a file, as editors do: another file in its place."""

    def act() -> None:
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(data)
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        new.replace(path)

    return act


def turns_of(path: Path, old: bytes, new: bytes, secret: Path) -> dict[str, Callable[[], object]]:
    """What a file can turn into."""

    def write_over() -> None:
        path.write_bytes(new)

    return {
        "another": put(path, new),
        "another, written over": write_over,
        "half of it": put(path, old[: len(old) // 2]),
        "empty": put(path, b""),
        "gone": lambda: clear(path),
        "a folder": lambda: (clear(path), path.mkdir()),
        "a pipe": lambda: (clear(path), os.mkfifo(path)),
        "a link to a secret": lambda: (clear(path), path.symlink_to(secret)),
        "a link to nowhere": lambda: (clear(path), path.symlink_to("nowhere")),
    }


@contextmanager
def swapping(path: Path, states: list[Callable[[], object]], draw: Callable[[], float]) -> Iterator[None]:
    """A process that gives a path one state after the other, as long as the `with` block lasts."""
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
