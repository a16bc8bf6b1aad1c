"""The whole preview: build, serve, watch, rebuild."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from generator.serve.network_drive import is_far
from generator.serve.preview import Preview, State
from generator.serve.server import PreviewServer
from generator.serve.watch import Burst, Watch

_LOOK = 1.0  # seconds between checks for new or removed folders, and for midnight


def open_server(
    preview: Preview, ports: Iterable[int], burst: Burst, report_bug: Callable[[Exception], None]
) -> PreviewServer | None:
    """Open a server on the first free port (0 is any); return None if none is free.

    It calls `report_bug` with each unexpected error of a request, from the thread of that request.
    """

    def ask_for(day: date | None) -> None:
        preview.ask_for(day)
        burst.touch()

    for port in ports:
        with contextlib.suppress(OSError):
            return PreviewServer(port, preview, ask_for, report_bug)
    return None


@contextmanager
def serving(server: PreviewServer) -> Iterator[PreviewServer]:
    """Answer requests while the block runs."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.preview.close()
        server.shutdown()
        server.server_close()
        thread.join()


def follow(
    preview: Preview,
    burst: Burst,
    poll: bool,
    show_state: Callable[[State, float], None],
    report_polling: Callable[[], None] = lambda: None,
) -> None:
    """Build the site, and rebuild it after each change, until the preview is closed; call `show_state` with state and
    seconds.

    Call `report_polling` once if the watcher must poll the files although `poll` did not request it.
    """
    watch = Watch(preview.request.root, burst.touch, poll or is_far(preview.request.root))
    try:
        has_changed, is_same_state = True, False
        while not preview.is_closed:
            if watch.polls and not poll:
                poll = True
                report_polling()
            if has_changed:
                before, began = preview.state, time.perf_counter()
                state = preview.remake(lambda: burst.pending and not is_same_state)  # noqa: B023 - called at once
                is_same_state = state is before
                if not is_same_state:
                    show_state(state, time.perf_counter() - began)
            has_changed = burst.wait(_LOOK)
            has_changed = watch.renew() or has_changed or preview.is_outdated
    finally:
        watch.stop()
