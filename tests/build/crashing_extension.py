"""A site of many people, and an extension whose field `odd` disturbs the process that reads it.

`odd: end` ends the process. `odd: once` kills it with signal 9, the first time only. `odd: wait` waits until the folder
ODD contains a file `go`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.signals import usual_signals

REPO = Path(__file__).parents[2]
GOLDEN = REPO / "tests/golden/site"
_CODE = """
import os, pathlib, signal, time
from typing import Annotated, Any, ClassVar
from pydantic import AfterValidator

def act(does):
    folder = pathlib.Path(os.environ["ODD"])
    if does == "end":
        os._exit(1)
    if does == "once" and not (folder / "killed").exists():
        (folder / "killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if does == "wait":
        (folder / "waits").touch()
        while not (folder / "go").exists():
            time.sleep(0.05)
    return does

class Odd:
    name: ClassVar[str] = "odd"
    fields: ClassVar[dict[str, Any]] = {"odd": Annotated[str, AfterValidator(act)]}

    def wants(self, subject):
        yield from ()

    def view(self, subject, answers):
        return None
"""


def site_of(folder: Path, people: int) -> Path:
    """Copy the golden site and add people, who all use the same pictures."""
    site = Path(shutil.copytree(GOLDEN, folder))
    for number in range(people):
        write_person(site, f"p{number:02}")
    return site


def write_person(site: Path, slug: str, odd: str = "") -> None:
    front = f"name: {slug.title()}\npartner_id: {slug}\nfavorites: [soap]\n" + (f"odd: {odd}\n" if odd else "")
    path = site / f"content/ambassadors/{slug}.md"
    path.write_text(f"---\n{front}---\n{slug} likes [it](product:soap).\n", "utf-8")


def install_odd(folder: Path) -> dict[str, str]:
    """Install the extension into a folder, and return the environment for processes that load it."""
    info = folder / "lib/odd-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[ambassador_pages.sections]\nodd = odd:Odd\n")
    (folder / "lib/odd.py").write_text(_CODE)
    return {**os.environ, "PYTHONPATH": f"{folder / 'lib'}:{REPO}", "ODD": str(folder), "NO_COLOR": "1"}


@contextmanager
def start_build(site: Path, environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start `ambassador build` in a session of its own, and kill all of its processes afterwards."""
    with usual_signals():
        run = subprocess.Popen(
            [sys.executable, "-m", "generator", "build", "--as-of", "2026-11-22", "--jobs", "2", *arguments],
            cwd=site, env=environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    try:
        yield run
    finally:
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        for stream in (run.stdout, run.stderr):
            if stream is not None:
                stream.close()
        run.wait()


def build(site: Path, environment: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    """Run `ambassador build`, and return its exit code, stdout and stderr."""
    with start_build(site, environment, *arguments) as run:
        out, err = run.communicate(timeout=240)
        return run.returncode, out, err


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def wait_for(path: Path, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not appear"
        time.sleep(0.05)


def wait_until_gone(group: int, seconds: float = 240) -> None:
    """Wait until a process group has ended."""
    end = time.monotonic() + seconds
    while True:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        assert time.monotonic() < end, "a process of the group still runs"
        time.sleep(0.05)
