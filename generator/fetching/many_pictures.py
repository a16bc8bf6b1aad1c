"""Fetcher for many pictures: a few at a time, fewer per host, each once; a stopped run leaves no partial files."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from msgspec import Struct, field

from generator.fetching.address import FetchError, parse_picture_address
from generator.fetching.gate import Gate
from generator.fetching.one_picture import MOST_SECONDS, fetch_picture, is_picture
from generator.fetching.servers import LATER, Servers

MOST_PICTURES = 2_000
MOST_MINUTES = 30
MOST_BYTES = 1_000_000_000
_AT_ONCE = 4
_PER_HOST = 2
_TRIES = 3
_MOST_DOWN = 3
"""Failed connections in a row after which the run asks a host no more."""
_STALE = 60 * 60.0
"""Seconds after which no run can still be writing a file."""

Show = Callable[[int, int, str], None]
"""Callback with the number done, the total, and the host of the last picture."""


class Failure(Struct, frozen=True):
    """Reason why a picture cannot be fetched, and the remedy; both end a sentence."""

    why: str
    help: str


PictureResults = Mapping[str, Path | Failure]
"""Result for each address: its file, or the reason for the failure."""


def hosts_of(addresses: Iterable[str], gate: Gate) -> Mapping[str, int]:
    """Return the hosts to contact and the number of pictures on each; the busiest first."""
    counts: Counter[str] = Counter()
    for address in dict.fromkeys(addresses):
        try:
            counts[parse_picture_address(address, gate).host_and_port] += 1
        except FetchError:
            continue
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def shelf_name(address: str) -> str:
    """Return the file name of a fetched picture: one address always gives the same name."""
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def fetch_pictures(addresses: Sequence[str], folder: Path, gate: Gate, show: Show) -> PictureResults:
    """Fetch pictures into a folder; a second run reuses the pictures that are already there.

    Even an aborted run leaves only whole pictures. An OSError of the folder (a full disk) propagates.
    """
    _sweep(folder)
    run = _Downloads(folder, gate, Servers(gate))
    unique = list(dict.fromkeys(addresses))
    for address in unique:
        run.begin(address)
    try:
        run.finish(show)
    finally:
        run.servers.close()
    return {address: run.results[address] for address in unique}


def _sweep(folder: Path) -> None:
    """Remove the partial files of an aborted run."""
    for path in folder.glob(".new-*"):
        with suppress(OSError):
            if time.time() - path.lstat().st_mtime > _STALE:
                path.unlink()


class _Job(Struct):
    address: str
    host: str
    tries: int = 0
    not_before: float = 0.0


class _Downloads(Struct):
    folder: Path
    gate: Gate
    servers: Servers
    results: dict[str, Path | Failure] = field(default_factory=dict)
    _waiting: deque[_Job] = field(default_factory=deque)
    _running: dict[str, tuple[_Job, float]] = field(default_factory=dict)
    _finished_jobs: SimpleQueue[tuple[str, BaseException | None]] = field(default_factory=SimpleQueue)
    _down: Counter[str] = field(default_factory=Counter)
    _asked_count: int = 0
    _bytes: int = 0

    def begin(self, address: str) -> None:
        """Queue a picture, unless the folder has it or its address is not permitted."""
        path = self.folder / shelf_name(address)
        if is_picture(path):
            self.results[address] = path
            return
        try:
            host = parse_picture_address(address, self.gate).host_and_port
        except FetchError as error:
            self.results[address] = Failure(error.why, error.help)
            return
        if self._asked_count == MOST_PICTURES:
            self.results[address] = Failure(f"one run fetches at most {MOST_PICTURES:,} pictures", LATER)
            return
        self._asked_count += 1
        self._waiting.append(_Job(address, host))

    def finish(self, show: Show) -> None:
        """Fetch all queued pictures until they are complete or the time is over."""
        total, end = self._asked_count, time.monotonic() + MOST_MINUTES * 60
        while self._waiting or self._running:
            now = time.monotonic()
            if now > end:
                self._stop(f"one run fetches for at most {MOST_MINUTES} minutes")
            if self._bytes > MOST_BYTES:
                self._stop(f"one run fetches at most {MOST_BYTES // 1_000_000:,} MB")
            self._start(now)
            try:
                self._take(*self._finished_jobs.get(timeout=0.1))
            except Empty:
                self._give_up(time.monotonic())
            remaining_count = len(self._waiting) + len(self._running)
            host = next(iter(self._running.values()))[0].host if self._running else ""
            show(total - remaining_count, total, host)

    def _start(self, now: float) -> None:
        """Start the next fetches: a few in all, fewer per host, none at a host that does not answer."""
        busy = Counter(job.host for job, _ in self._running.values())
        for _ in range(len(self._waiting)):
            job = self._waiting.popleft()
            if self._down[job.host] >= _MOST_DOWN:
                self._fail(job, f"{job.host[:80]} did not answer {_MOST_DOWN} times, and was not tried again", LATER)
            elif len(self._running) < _AT_ONCE and busy[job.host] < _PER_HOST and job.not_before <= now:
                busy[job.host] += 1
                clock = now + MOST_SECONDS
                self._running[job.address] = (job, clock)
                # A daemon thread, because the run must not wait for it: a server may send single bytes for hours.
                threading.Thread(target=self._fetch, args=(job.address, clock), daemon=True).start()
            else:
                self._waiting.append(job)

    def _fetch(self, address: str, clock: float) -> None:
        try:
            fetch_picture(address, self.folder / shelf_name(address), self.servers, self.gate, clock)
        except BaseException as error:  # the main loop raises it, where the user sees it
            self._finished_jobs.put((address, error))
        else:
            self._finished_jobs.put((address, None))

    def _take(self, address: str, error: BaseException | None) -> None:
        job, _ = self._running.pop(address, (None, 0.0))
        if job is None:  # the fetcher gave it up
            return
        if error is None:
            self._down[job.host] = 0
            path = self.folder / shelf_name(address)
            self.results[address] = path
            self._bytes += path.stat().st_size
        elif not isinstance(error, FetchError):
            raise error
        else:
            self._down[job.host] = self._down[job.host] + 1 if error.host_is_down else 0
            job.tries += 1
            if error.again and job.tries < _TRIES and not error.host_is_down:
                job.not_before = time.monotonic() + max(error.wait, job.tries)
                self._waiting.append(job)
            else:
                self._fail(job, error.why, error.help)

    def _give_up(self, now: float) -> None:
        """Give up overdue pictures; their threads end with the run."""
        for address, (job, clock) in list(self._running.items()):
            if now > clock + 1:
                del self._running[address]
                self._down[job.host] += 1
                self._fail(job, f"it takes more than {MOST_SECONDS:.0f} seconds", LATER)

    def _stop(self, why: str) -> None:
        for job in self._waiting:
            self._fail(job, why, LATER)
        self._waiting.clear()

    def _fail(self, job: _Job, why: str, help: str) -> None:
        self.results[job.address] = Failure(why, help)
