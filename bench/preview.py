"""What one edit costs in the preview: seconds from the save to the event, and CPU against the first make.

    python -m bench.preview [PEOPLE]

The people are the example's fullest, cloned (1,000 by default). The real server runs in a process of its own; 20
stories are edited, one after the other. An edit's CPU is a part of that of the first make with known pictures, which is
measured too: a ratio holds on any machine. Linux only (proc(5)).
Ends with 1 where the median edit takes a second or more, or reports more pages than it changed.
"""

from __future__ import annotations

import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.twins import ROOT, clone_people, settle

EDITS = 20
_TICK = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(site: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`ambassador serve`, when it has made the site for the first time; and its port."""
    command = [sys.executable, "-m", "generator", "serve", "--site", str(site), "--as-of", "2026-11-22"]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    try:
        while (line := run.stdout.readline()) and "The site: " not in line:
            pass
        port = int(line.split("127.0.0.1:")[1].split("/")[0])
        run.stdout.readline()
        yield run, port
    finally:
        run.terminate()
        run.wait()


def cpu(process: int) -> float:
    """Seconds of CPU that a process and its ended children have used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK


def listen(port: int) -> Iterator[dict[str, object]]:
    """Every event, beginning with the state as it is."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    link.request("GET", "/__preview/events")
    answer = link.getresponse()
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def main(people: int = 1000) -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        clone_people(site, people)
        settle(site, "[]")
        with serving(site) as (run, _):
            drawing = cpu(run.pid)
        waits, costs, pages = [], [], []
        with serving(site) as (run, port):
            first = cpu(run.pid)
            events = listen(port)
            next(events)
            for edit in range(EDITS):
                story = site / "content" / "ambassadors" / f"person-{edit * people // EDITS}" / "story.md"
                text, before, began = story.read_text("utf-8"), cpu(run.pid), time.perf_counter()
                story.write_text(f"{text}\n\nEdit number {edit}.\n", "utf-8")
                event = next(events)
                waits.append(time.perf_counter() - began)
                costs.append(cpu(run.pid) - before)
                pages.append(len(event["changed"]))  # type: ignore[arg-type]
    wait, cost = statistics.median(waits), statistics.median(costs)
    print(f"{people} people: {drawing:.1f} s CPU with all pictures to draw, {first:.1f} s with none")
    print(
        f"{EDITS} edits: from save to event {wait:.2f} s (median; {min(waits):.2f} to {max(waits):.2f}), "
        f"{cost:.2f} s CPU, {cost / first:.3f} of the first make; {max(pages)} page changed by each"
    )
    return int(wait >= 1 or max(pages) > 1)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
