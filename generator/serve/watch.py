"""Watcher of the site's folders; a burst of changes counts as one."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MOVED,
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

WATCHED_FOLDERS = ("content", "themes")
# Opening and closing do not count: the build itself opens every file.
_EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip
_POLL = 0.5  # seconds


class Burst:
    """A burst of changes that counts as one: an editor writes, renames and deletes to save one file.

    `quiet` and `longest` are seconds. A burst ends after `quiet` without a change, or `longest` after its begin.
    """

    def __init__(self, quiet: float = 0.05, longest: float = 0.5) -> None:
        self.quiet, self.longest = quiet, longest
        self._first = self._last = 0.0
        self._news = threading.Condition()

    def touch(self) -> None:
        """Record a change."""
        with self._news:
            self._last = time.monotonic()
            self._first = self._first or self._last
            self._news.notify_all()

    @property
    def pending(self) -> bool:
        """Return whether there is a change that no call of `wait` has taken."""
        return self._first > 0

    def wait(self, seconds: float) -> bool:
        """Wait for a burst and its end; False if none began within `seconds`."""
        with self._news:
            if not self._news.wait_for(lambda: self._first > 0, seconds):
                return False
            while (
                remaining_seconds := min(self._last + self.quiet, self._first + self.longest) - time.monotonic()
            ) > 0:
                self._news.wait(remaining_seconds)
            self._first = 0.0
            return True


class Watch(FileSystemEventHandler):
    """Watcher of content/ and themes/ of a site; it finds folders again after they were away."""

    def __init__(self, root: Path, touch: Callable[[], None], poll: bool = False) -> None:
        self.root, self.touch = root.resolve(), touch
        self.polls = poll
        self._watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}
        self._removed_folders: set[Path] = set()  # a new folder may get the inode of a removed one
        self._observer = self._start()
        self.renew()

    def renew(self) -> bool:
        """Watch the folders that exist now; return whether a folder is new, removed or replaced."""
        try:
            return self._renew()
        except OSError:  # no inotify watches are left (or none exist): poll the files instead
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
        has_changed = False
        for folder in (self.root, *(self.root / name for name in WATCHED_FOLDERS)):
            now, before = _identity(folder), self._watches.get(folder)
            if now == (before[0] if before else None) and folder not in self._removed_folders:
                continue
            self._removed_folders.discard(folder)
            has_changed = True
            if before:
                with contextlib.suppress(KeyError, OSError):
                    self._observer.unschedule(before[1])
                del self._watches[folder]
            if now:
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # the folder vanished meanwhile
                    watch = self._observer.schedule(
                        self, str(folder), recursive=folder != self.root, event_filter=_EVENTS
                    )
                    self._watches[folder] = now, watch
        return has_changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Record a change to a file that people write; a rename counts by both names."""
        if event.event_type in (EVENT_TYPE_DELETED, EVENT_TYPE_MOVED) and Path(str(event.src_path)) in self._watches:
            self._removed_folders.add(Path(str(event.src_path)))
        if any(self._matters(str(path)) for path in (event.src_path, event.dest_path) if path):
            self.touch()

    def _matters(self, path: str) -> bool:
        try:
            parts = Path(path).relative_to(self.root).parts
        except ValueError:
            return False
        return bool(parts) and parts[0] in WATCHED_FOLDERS and not is_passing(parts[-1])

    def stop(self) -> None:
        """Stop watching."""
        self._observer.stop()
        self._observer.join(5)


def is_passing(name: str) -> bool:
    """Return whether a file is an editor's temporary one: backup, lock or swap file."""
    return name.startswith((".", "#", "~$", "___jb_")) or name.endswith(("~", ".tmp", ".swp", ".bak")) or name == "4913"


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        result = folder.stat()
    except OSError:
        return None
    return (result.st_dev, result.st_ino) if folder.is_dir() else None
