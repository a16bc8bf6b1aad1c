"""A preview that runs: the tiny site of the scenarios, served and watched in threads of this process."""

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
SECONDS = 240  # after which what does not come is missed, on a machine that stands still now and then
PROFILE, STORY = "content/ambassadors/lea/profile.yaml", "content/ambassadors/lea/story.md"


@dataclass(frozen=True)
class Live:
    site: Path
    preview: Preview
    server: PreviewServer
    bugs: list[Exception]
    """Errors of requests that nobody expects; a test that makes none ends with none."""

    def next(self, number: int) -> State:
        """The state after a number."""
        state = self.preview.wait(number, SECONDS)
        assert state is not None, "no news came"
        return state

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, Any, bytes]:
        """Status, headers and body of one answer; headers are written with `_`."""
        link = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=SECONDS)
        link.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = link.getresponse()
        try:
            return answer.status, answer.headers, answer.read()
        finally:
            link.close()

    def shown_at(self, page: str) -> dict[str, Any]:
        """What a browser that shows a page then asks for."""
        made: dict[str, Any] = json.loads(self.ask(f"/__preview/state?page={page}")[2])
        return made

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """What every browser is told, beginning with how it is now."""
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
    """Serve and follow a site; comes back when it was made for the first time."""
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
