"""A build, from the lock to the answer. Where nothing has changed, nothing more than this is even loaded."""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.build.aside import asked_aside
from generator.build.built import Built, Totals
from generator.build.cache_folder import STAGING, is_staging, open_cache_folder
from generator.build.interpreter import python_version
from generator.build.lock import locked
from generator.build.memory import NAME, Memory
from generator.build.prints import Prints
from generator.build.request import Request, Target
from generator.build.standing import is_untouched
from generator.output.leftovers import open_folders
from generator.output.publish import Published, publishing, ready_target
from generator.problems import Report

_MANY = 2_000
"""So many published files are looked at by a process of its own, while this one looks at the content."""


def build_site(request: Request, target: Path, clean: bool, report: Report) -> Built | None:
    """Build the whole site, or nothing. Raises PublishError when the folder cannot be written."""
    rarely_collect()
    cache = open_cache_folder(request)

    def waiting() -> None:
        request.progress("waiting for another build", 0, 1)

    with publishing(target, cache, request.cache_folder), locked(cache, waiting), staging_in(cache) as staging:
        place = ready_target(target, site=request.root, content=request.root / "content")
        memory = Memory(cache / NAME)
        try:
            if clean or memory.facts.get("target", str(place)) != str(place):
                memory.forget()
            prints = Prints(str(request.root), memory.files)
            worth = request.jobs > 1 and len(memory.output) >= _MANY
            with asked_aside(partial(is_untouched, place, memory), worth) as untouched:
                built = _nothing_to_do(request, memory, prints, untouched, report)
                if built is not None:
                    return built
                rebuild = _load_rebuild()
                return rebuild(request, Target(target, place, clean), memory, prints, untouched, staging, report)
        finally:
            memory.close()


def _nothing_to_do(
    request: Request, memory: Memory, prints: Prints, untouched: Callable[[], bool], report: Report
) -> Built | None:
    """The answer of the last build, where all is as it was."""
    facts = memory.facts
    if facts.get("request") != request.key or facts.get("python") != python_version():
        return None
    day = request.as_of or datetime.now(ZoneInfo(facts["timezone"])).date()
    if facts["as of"] != day.isoformat() or prints.changed() or not untouched():
        return None
    if facts["told"]:
        from generator.build.outcome import read_problems

        report.take(read_problems(facts["told"]))
    memory.settle(prints.now)
    published = Published(0, len(memory.output), 0)
    return Built(Totals(**json.loads(facts["totals"])), 0, 0, 0, published, memory.note)


@cache
def _load_rebuild() -> Callable[..., Built | None]:
    """Load what makes pages. Nothing of it is garbage: it is never looked through for any, now or afterwards."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        from generator.build.rebuild import rebuild
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
    return rebuild


def rarely_collect() -> None:
    """Look for garbage rarely: a build makes millions of small things, and hardly any in circles."""
    gc.set_threshold(100_000, 50, 1000)


@contextmanager
def staging_in(cache: Path) -> Iterator[Path]:
    """A folder for pages that are not published yet; those that dead builds have left are cleared.

    It has a name of its own, for a cluster's worker may still write for a build that was stopped.
    """
    _clear(cache)
    try:
        yield cache / f"{STAGING}-{os.getpid()}-{time.time_ns()}"
    finally:
        _clear(cache)


def _clear(cache: Path) -> None:
    for folder in cache.glob(f"{STAGING}-*"):
        if not is_staging(folder.name):
            continue
        import shutil  # it brings every kind of compression along

        if folder.is_symlink() or folder.is_file():
            with suppress(OSError):
                folder.unlink()  # nothing is written where it leads
        shutil.rmtree(folder, ignore_errors=True)
        if folder.is_dir() and not folder.is_symlink():
            open_folders(folder)
            shutil.rmtree(folder, ignore_errors=True)
