"""Builds that die: `kill -9` at a moment that is drawn, by the n-th touch of the disk or by the clock."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.build import publish
from generator.build.incremental import state
from generator.build.options import BuildOptions
from generator.build.result import BuildResult
from generator.build.run import build_site
from generator.build.workers import batch
from generator.output.manifest import MANIFEST, PENDING
from generator.problems import Report
from tests.build.crashing_extension import GOLDEN, files_of, wait_until_gone

DAY = date(2026, 11, 22)
Tree = dict[str, bytes]


def tree_of(folder: Path) -> Tree:
    """The files of a folder; none where there is none."""
    return files_of(folder) if folder.is_dir() else {}


def build(
    site: Path, day: date = DAY, jobs: int = 1, clean: bool = False, cache: Path | None = None
) -> BuildResult | None:
    return build_site(BuildOptions(site, day, jobs=jobs, cache=cache), site / "output", clean, Report())


_drawn = tempfile.TemporaryDirectory()


def golden_in(folder: Path) -> Path:
    """The golden site without cards and codes, and with pictures that are drawn already."""
    site = Path(shutil.copytree(GOLDEN, folder / "site"))
    path = site / "content/site.yaml"
    path.write_text(path.read_text("utf-8") + "share_cards: false\nqr_codes: false\n", "utf-8")
    if not any(Path(_drawn.name).iterdir()):
        assert build(site, cache=Path(_drawn.name)) is not None
        shutil.rmtree(site / "output")
        shutil.rmtree(site / ".ambassador")
    shutil.copytree(_drawn.name, site / ".ambassador")
    return site


@dataclass(slots=True)
class Kills:
    """A site that is edited and built again and again, and a build of each state of it that remembers nothing."""

    site: Path
    draw: random.Random
    spans: dict[str, int] = field(default_factory=dict)
    """How often a whole build of each kind touches the disk."""
    tried: int = 0
    old: int = 0
    new: int = 0
    between: int = 0
    """How often a new page stood there, or was about to, and its build.json did not."""

    @classmethod
    def begin(cls, folder: Path, seed: int) -> Kills:
        site = golden_in(folder)
        assert build(site) is not None
        return cls(site, random.Random(seed))

    def reference(self) -> Tree:
        """What a build gives that has never seen this site."""
        other = self.site.with_name("reference")
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self.site / "content", other / "content")
        assert build(other, cache=self.site / ".ambassador") is not None
        return files_of(other / "output")

    def kill_one(self, kind: str, jobs: int, many: int) -> bool:
        """Kill a build of the site as it stands now, look what is there, and build again; False if it ended before."""
        output, old, new = self.site / "output", tree_of(self.site / "output"), self.reference()
        key = f"{kind} {jobs} {many}"
        killed = self._start(key, jobs, many)
        found = tree_of(output)
        if PENDING in found:  # one page is put in the place of another: the page, and then its build.json
            self.between += 1
            assert found.pop(PENDING) == new[MANIFEST], f"{key}: another build.json.new after kill {self.tried}"
            found[MANIFEST] = (new if found[MANIFEST] == old[MANIFEST] and _pages(found) == _pages(new) else old)[
                MANIFEST
            ]
        assert found in (old, new), f"{key}: half a site after kill {self.tried}: {differing(found, old, new)}"
        self.tried += killed
        self.old += killed and found == old
        self.new += killed and found != old
        publish.MANY = many
        assert build(self.site, jobs=1) is not None, f"{key}: not healed after kill {self.tried}"
        healed = files_of(output)
        assert healed == new, f"{key}: healed to another site after kill {self.tried}: {differing(healed, new)}"
        assert {path.name for path in self.site.iterdir()} == {"content", "output", ".ambassador"}
        cached = {path.name for path in (self.site / ".ambassador").iterdir()}
        assert cached - {"spare"} == {".gitignore", "lock", "build.sqlite", "build.sum", "pictures"}
        return killed

    def _start(self, key: str, jobs: int, many: int) -> bool:
        """Start a build, and kill it at a moment; whether it lived until then."""
        span = self.spans.get(key)
        late = self.draw.random() < 0.5  # publishing and remembering come last
        moment = 0 if span is None else self.draw.randrange(span * 17 // 20 if late else 1, span + 1)
        by_clock = span is not None and self.draw.random() < 0.3
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            _live(lambda: build(self.site, jobs=jobs), 0 if by_clock else moment, many, write)
        os.close(write)
        if by_clock:
            time.sleep(self.draw.random() * 0.25)
            os.kill(child, signal.SIGKILL)
        ending = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(read) as told:
            count = told.read()
        wait_until_gone(child)
        assert ending in (0, -signal.SIGKILL), f"{key}: ended with {ending}"
        if count:
            self.spans[key] = int(count)
        return ending == -signal.SIGKILL


def _live(act: Callable[[], object], moment: int, many: int, write: int) -> None:
    """Build in this process, which is a fork, until it touches the disk for the n-th time (0: never); tell how often.

    SQLite's statements count as well: what they write is seen by no audit hook.
    """
    count, parent = 0, os.getpid()

    def touch(*_: object) -> None:
        nonlocal count
        if os.getpid() == parent:
            count += 1
            if count == moment:
                os.kill(parent, signal.SIGKILL)

    def watch(event: str, _: object) -> None:
        if event == "open" or event.startswith(("os.", "shutil.", "ctypes.", "sqlite3.")):
            touch()

    connect = state._connect

    def traced(path: Path) -> sqlite3.Connection:
        store = connect(path)
        store.set_trace_callback(touch)
        return store

    code = 70
    try:
        state._connect = traced
        batch.FEW, publish.MANY = 1, many
        sys.addaudithook(watch)
        code = 0 if act() is not None else 1
        os.write(write, str(count).encode())
    finally:
        os._exit(code)


def _pages(tree: Tree) -> Tree:
    return {path: data for path, data in tree.items() if path != MANIFEST}


def differing(found: Tree, *others: Tree) -> list[list[str]]:
    return [
        sorted(path for path in found.keys() | one.keys() if found.get(path) != one.get(path))[:6] for one in others
    ]
