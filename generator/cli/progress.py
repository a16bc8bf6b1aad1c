"""The progress of a run: a bar in a terminal, occasional lines in a log, and the time of each stage."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

import click
from msgspec import Struct, field

from generator.build.options import Progress, no_progress

_SECONDS = 15.0
"""Seconds between two lines of a log; a short build writes none."""
_BLINK = 0.1  # seconds between two updates of the bar


@contextmanager
def watch_progress(style: str, quiet: bool = False) -> Iterator[Progress]:
    """Show the progress on standard error. The formats for programs and `quiet` show nothing."""
    if style != "full" or quiet:
        yield no_progress
    elif sys.stderr.isatty():
        with _bar() as show:
            yield show
    else:
        yield Lines(sys.stderr, time.monotonic)


class Lines(Struct):
    """The progress as occasional lines, for logs. It reports at once that it waits for another build."""

    stream: TextIO
    clock: Callable[[], float]
    """Seconds."""
    _shown_at: float = 0.0

    def __post_init__(self) -> None:
        """Start the clock."""
        self._shown_at = self.clock()

    def __call__(self, stage: str, count: int, total: int, what: str = "") -> None:
        """Write a line if it is due. A full log does not stop the build."""
        with suppress(OSError):
            if stage.startswith("waiting"):
                print(f"{stage.capitalize()} ...", file=self.stream, flush=True)
            elif (now := self.clock()) - self._shown_at >= _SECONDS:
                self._shown_at = now
                counts = f": {count:,} of {total:,}" if total > 1 else ""
                print(f"{stage}{counts}{f' ({what})' if what else ''}", file=self.stream, flush=True)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console  # lazy: Rich is large, and only a terminal shows progress
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[what]}"),
    )
    # Do not refresh in a thread: a process with threads cannot be forked safely.
    with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task, drawn_at, now_at = bar.add_task("reading", total=None, what=""), 0.0, "reading"

        def show(stage: str, count: int, total: int, what: str = "") -> None:
            nonlocal drawn_at, now_at, task
            now = time.monotonic()
            if stage != now_at:  # a new task, because its estimate needs the pace of this stage
                bar.remove_task(task)
                task, now_at = bar.add_task(stage, total=None, what=""), stage
            elif now - drawn_at < _BLINK and count < total:
                return
            drawn_at = now
            bar.update(task, completed=count, total=total if total > 1 else None, what=escape(what[-40:]))
            bar.refresh()

        yield show


class Stage(Struct, frozen=True):
    """The seconds of a stage: by the clock, of this process, and of the child processes that ended meanwhile."""

    name: str
    wall: float
    cpu: float
    workers: float


class Stages(Struct):
    """The time per stage. It wraps a progress, and keeps the stages in the order of their first use."""

    show: Progress
    _times: dict[str, list[float]] = field(default_factory=dict)
    _now: str = "looking"
    _since: tuple[float, float, float] = field(default_factory=lambda: _clocks())

    def __call__(self, stage: str, count: int, total: int, what: str = "") -> None:
        """Record the time when the next stage begins."""
        if stage != self._now:
            self._turn(stage)
        self.show(stage, count, total, what)

    def end(self) -> tuple[Stage, ...]:
        """End the last stage, and return all of them."""
        self._turn("")
        return tuple(Stage(name, *times) for name, times in self._times.items())

    def _turn(self, stage: str) -> None:
        clocks = _clocks()
        times = self._times.setdefault(self._now, [0.0, 0.0, 0.0])
        for at, (now, before) in enumerate(zip(clocks, self._since, strict=True)):
            times[at] += now - before
        self._now, self._since = stage, clocks


def _clocks() -> tuple[float, float, float]:
    times = os.times()
    return time.perf_counter(), times.user + times.system, times.children_user + times.children_system


def print_stages(stages: tuple[Stage, ...], style: str) -> None:
    """Print the time per stage and the kind of Python to standard error: JSON for programs, a table for people."""
    import platform  # lazy: only `--profile` needs it

    from generator.cli.interpreter import describe_python, is_optimised

    if style == "json":
        stages_data = [
            {
                "stage": timed_stage.name,
                "wall": round(timed_stage.wall, 3),
                "cpu": round(timed_stage.cpu, 3),
                "workers": round(timed_stage.workers, 3),
            }
            for timed_stage in stages
        ]
        python = {"version": platform.python_version(), "optimised": is_optimised()}
        click.echo(json.dumps({"stages": stages_data, "python": python}), err=True)
        return
    sums = Stage("all", sum(s.wall for s in stages), sum(s.cpu for s in stages), sum(s.workers for s in stages))
    click.echo(f"{'stage':<28}{'seconds':>10}{'CPU':>10}{'workers':>10}", err=True)
    for stage in (*stages, sums):
        click.echo(f"{stage.name:<28}{stage.wall:>10.2f}{stage.cpu:>10.2f}{stage.workers:>10.2f}", err=True)
    click.echo(describe_python(), err=True)
