"""Start builds and kill them at random moments: at the n-th access to the disk, or after some time."""

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
    """Return the files of a folder, and none if the folder is missing."""
    return files_of(folder) if folder.is_dir() else {}


def build(
    site: Path, day: date = DAY, jobs: int = 1, clean: bool = False, cache: Path | None = None
) -> BuildResult | None:
    return build_site(BuildOptions(site, day, jobs=jobs, cache=cache), site / "output", clean, Report())


def build_from_scratch(site: Path) -> Tree:
    """Build a copy of the site that has no build state, and return its files."""
    scratch = site.with_name("scratch")
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(site / "content", scratch / "content")
    assert build(scratch, cache=site / ".ambassador") is not None
    return files_of(scratch / "output")


_picture_cache = tempfile.TemporaryDirectory()


def golden_in(folder: Path) -> Path:
    """Copy the golden site, without cards and QR codes, and with a full picture cache."""
    site = Path(shutil.copytree(GOLDEN, folder / "site"))
    path = site / "content/site.yaml"
    path.write_text(path.read_text("utf-8") + "share_cards: false\nqr_codes: false\n", "utf-8")
    if not any(Path(_picture_cache.name).iterdir()):
        assert build(site, cache=Path(_picture_cache.name)) is not None
        shutil.rmtree(site / "output")
        shutil.rmtree(site / ".ambassador")
    shutil.copytree(_picture_cache.name, site / ".ambassador")
    return site


@dataclass(slots=True)
class Kills:
    """A site whose builds are killed, and counts of the sites that the kills left."""

    site: Path
    draw: random.Random
    spans: dict[str, int] = field(default_factory=dict)
    """How often a whole build of each kind accesses the disk."""
    kill_count: int = 0
    old_count: int = 0
    new_count: int = 0
    pending_count: int = 0
    """How often a build died after it wrote the new page, and before it renamed build.json."""

    @classmethod
    def begin(cls, folder: Path, seed: int) -> Kills:
        site = golden_in(folder)
        assert build(site) is not None
        return cls(site, random.Random(seed))

    def kill_one(self, kind: str, jobs: int, many: int) -> bool:
        """Kill a build of the site, check the output, and build again. Return False if the build ended before."""
        output, old, new = self.site / "output", tree_of(self.site / "output"), build_from_scratch(self.site)
        key = f"{kind} {jobs} {many}"
        was_killed = self._start(key, jobs, many)
        tree = tree_of(output)
        if PENDING in tree:  # the build replaces one page, and then build.json
            self.pending_count += 1
            assert tree.pop(PENDING) == new[MANIFEST], f"{key}: another build.json.new after kill {self.kill_count}"
            tree[MANIFEST] = (new if tree[MANIFEST] == old[MANIFEST] and _pages(tree) == _pages(new) else old)[MANIFEST]
        assert tree in (old, new), f"{key}: half a site after kill {self.kill_count}: {differing(tree, old, new)}"
        self.kill_count += was_killed
        self.old_count += was_killed and tree == old
        self.new_count += was_killed and tree != old
        publish.MANY = many
        assert build(self.site, jobs=1) is not None, f"{key}: not healed after kill {self.kill_count}"
        healed_tree = files_of(output)
        assert healed_tree == new, (
            f"{key}: healed to another site after kill {self.kill_count}: {differing(healed_tree, new)}"
        )
        assert {path.name for path in self.site.iterdir()} == {"content", "output", ".ambassador"}
        cache_names = {path.name for path in (self.site / ".ambassador").iterdir()}
        assert cache_names - {"spare"} == {".gitignore", "lock", "build.sqlite", "build.sum", "pictures"}
        return was_killed

    def _start(self, key: str, jobs: int, many: int) -> bool:
        """Start a build, and kill it at a random moment. Return whether it still ran then."""
        span = self.spans.get(key)
        late = self.draw.random() < 0.5  # a build publishes and saves its state last
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
        with os.fdopen(read) as pipe:
            count = pipe.read()
        wait_until_gone(child)
        assert ending in (0, -signal.SIGKILL), f"{key}: ended with {ending}"
        if count:
            self.spans[key] = int(count)
        return ending == -signal.SIGKILL


def _live(act: Callable[[], object], moment: int, many: int, write: int) -> None:
    """Build in this forked process, kill it at its n-th disk access (0: never), and report the number of accesses.

    SQLite's statements count as well, because no audit hook sees what they write.
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

    def connect_traced(path: Path) -> sqlite3.Connection:
        store = connect(path)
        store.set_trace_callback(touch)
        return store

    code = 70
    try:
        state._connect = connect_traced
        batch.FEW, publish.MANY = 1, many
        sys.addaudithook(watch)
        code = 0 if act() is not None else 1
        os.write(write, str(count).encode())
    finally:
        os._exit(code)


def _pages(tree: Tree) -> Tree:
    return {path: data for path, data in tree.items() if path != MANIFEST}


def differing(tree: Tree, *others: Tree) -> list[list[str]]:
    return [
        sorted(path for path in tree.keys() | other.keys() if tree.get(path) != other.get(path))[:6] for other in others
    ]
