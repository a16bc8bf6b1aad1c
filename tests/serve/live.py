"""Run a preview: threads of this process serve and watch the tiny site of the scenarios."""

from __future__ import annotations

import http.client
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.build.options import BuildOptions
from generator.serve.preview import Preview, State
from generator.serve.run import follow, open_server, serving
from generator.serve.server import PreviewServer
from generator.serve.watch import Burst
from tests.scenario import FOLDER

DAY = date(2026, 11, 22)
SECONDS = 240  # the longest wait; a shared machine may stop a process for a while
PROFILE, STORY = "content/ambassadors/lea/profile.yaml", "content/ambassadors/lea/story.md"


@dataclass(frozen=True)
class Live:
    site: Path
    preview: Preview
    server: PreviewServer
    bugs: list[Exception]
    """Unexpected errors of requests. The list must be empty at the end."""

    def next(self, number: int) -> State:
        """Return the state after a number."""
        state = self.preview.wait(number, SECONDS)
        assert state is not None, "no new state came"
        return state

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, Any, bytes]:
        """Return status, headers and body of one answer; names of headers have `_` for `-`."""
        link = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=SECONDS)
        link.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        try:
            return answer.status, answer.headers, answer.read()
        finally:
            link.close()

    def state_of(self, page: str) -> dict[str, Any]:
        """Return the state that a browser that shows a page asks for."""
        state: dict[str, Any] = json.loads(self.ask(f"/__preview/state?page={page}")[2])
        return state

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """Iterate over the events that every browser gets, beginning with the current state."""
        link = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=SECONDS)
        link.request("GET", "/__preview/events")
        answer = link.getresponse()
        assert answer.headers["Content-Type"] == "text/event-stream"
        lines = iter(answer.readline, b"")
        try:
            yield (json.loads(line[6:]) for line in lines if line.startswith(b"data: "))
        finally:
            answer.close()
            link.close()


def save(path: Path, text: str) -> None:
    """Save a file as editors do: another in its place. One that is written over is empty at first."""
    new = path.with_name(f"{path.name}.tmp")
    new.write_text(text, "utf-8")
    new.replace(path)


def tiny_site(folder: Path) -> Path:
    shutil.copytree(FOLDER / "base", folder, dirs_exist_ok=True)
    return folder


@contextmanager
def live(
    site: Path, *, as_of: date | None = DAY, editor: str = "", poll: bool = False, drafts: bool = False
) -> Iterator[Live]:
    """Serve and follow a site, and return after its first render."""
    preview, burst = Preview(BuildOptions(site, as_of, drafts=drafts), editor), Burst()
    bugs: list[Exception] = []
    server = open_server(preview, [0], burst, bugs.append)
    assert server is not None
    with serving(server):
        thread = threading.Thread(target=follow, args=(preview, burst, poll, lambda state, seconds: None))
        thread.start()
        try:
            assert preview.wait(0, SECONDS) is not None
            yield Live(site, preview, server, bugs)
        finally:
            preview.close()
            burst.touch()
            thread.join()
    assert not bugs, bugs
