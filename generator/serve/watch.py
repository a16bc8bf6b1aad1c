"""Noticing that somebody saved: the folders are watched, and a burst of changes is one change."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

WATCHED = ("content", "themes")
# Not opened and closed: the build itself opens every file.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
_POLL = 0.5  # seconds


class Burst:
    """Changes, of which several at once count as one: an editor writes, renames and deletes to save one file.

    `quiet` and `longest` are seconds: how long nothing may have happened, and how long that is waited for at most.
    """

    def __init__(self, quiet: float = 0.05, longest: float = 0.5) -> None:
        self.quiet, self.longest = quiet, longest
        self._first = self._last = 0.0
        self._touched = threading.Condition()

    def touch(self) -> None:
        """Something has changed."""
        with self._touched:
            self._last = time.monotonic()
            self._first = self._first or self._last
            self._touched.notify_all()

    @property
    def pending(self) -> bool:
        """Whether something has changed that nobody has waited for yet."""
        return self._first > 0

    def wait(self, seconds: float) -> bool:
        """Wait for a burst and its end; False when none began in so many seconds."""
        with self._touched:
            if not self._touched.wait_for(lambda: self._first > 0, seconds):
                return False
            while (left := min(self._last + self.quiet, self._first + self.longest) - time.monotonic()) > 0:
                self._touched.wait(left)
            self._first = 0.0
            return True


class Watch(FileSystemEventHandler):
    """Watches content/ and themes/ of a site; folders that vanish are found again when they are back."""

    def __init__(self, root: Path, touch: Callable[[], None], poll: bool = False) -> None:
        self.root, self.touch = root.resolve(), touch
        self.polls = poll
        self._watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._observer = self._start()
        self.renew()

    def renew(self) -> bool:
        """Watch what is there now; whether a folder has come, gone, or been exchanged for another."""
        try:
            return self._renew()
        except OSError:  # no more inotify watches (or none at all): look at the files every now and then instead
            if self.polls:
                return False
            self.stop()
            self.polls, self._watches = True, {}
            self._observer = self._start()
            return self._renew()

    def _start(self) -> BaseObserver:
        observer: BaseObserver = PollingObserver(timeout=_POLL) if self.polls else Observer()
        observer.start()
        return observer

    def _renew(self) -> bool:
        changed = False
        for folder in (self.root, *(self.root / name for name in WATCHED)):
            now, before = _identity(folder), self._watches.get(folder)
            if now == (before[0] if before else None):
                continue
            changed = True
            if before:
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(before[1])
                del self._watches[folder]
            if now:
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # vanished since
                    watch = self._observer.schedule(
                        self, str(folder), recursive=folder != self.root, event_filter=_EVENTS
                    )
                    self._watches[folder] = now, watch
        return changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Let a change be known if it is one of what people write; a rename counts by both of its names."""
        if any(self._matters(str(path)) for path in (event.src_path, event.dest_path) if path):
            self.touch()

    def _matters(self, path: str) -> bool:
        try:
            parts = Path(path).relative_to(self.root).parts
        except ValueError:
            return False
        return bool(parts) and parts[0] in WATCHED and not is_passing(parts[-1])

    def stop(self) -> None:
        """Watch no more."""
        self._observer.stop()
        self._observer.join(5)


def is_passing(name: str) -> bool:
    """Whether a file is an editor's own, beside the one that is written: backups, locks, swap files."""
    return name.startswith((".", "#", "~$", "___jb_")) or name.endswith(("~", ".tmp", ".swp", ".bak")) or name == "4913"


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        told = folder.stat()
    except OSError:
        return None
    return (told.st_dev, told.st_ino) if folder.is_dir() else None
