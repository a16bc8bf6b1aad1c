"""HTTP server on 127.0.0.1: the site's files, the preview's pages, and its events."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote

from generator.output.headers import render_csp
from generator.serve.inject import TOOLS
from generator.serve.kits import KITS, answer_kit
from generator.serve.preview import Preview
from generator.serve.request_guard import is_meant, is_own_page, is_spying
from generator.serve.responder import Answer, content_type
from generator.serve.roster import ROSTER, answer_roster
from generator.serve.tools import links_csv, links_page, tools_page, waiting_page
from generator.serve.transfer import choose_transfer

ADDRESS = "127.0.0.1"
_LONGEST_FORM = 200  # bytes; the form holds one day
_HEARTBEAT = 10.0  # seconds; only a write shows that a browser has gone
_PIECE = 256 * 1024  # bytes of a file in memory at a time
_PLAIN = "text/plain; charset=utf-8"
_BUG = "this is a bug in ambassador-pages, not in your content: the terminal of the preview says more"
_OWN = {
    "Content-Security-Policy": render_csp(data_images=True)
    .replace("form-action 'none'", "form-action 'self'")
    .replace("; base-uri", "; frame-src 'self'; base-uri"),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PreviewServer(ThreadingHTTPServer):
    """Server of one preview for any number of local browsers. Raises OSError for a port in use."""

    daemon_threads = True
    request_queue_size = 128  # with the default 5, a browser's seventh connection waits a second
    allow_reuse_address = os.name == "posix"  # on Windows it would let two servers share a port

    def __init__(
        self,
        port: int,
        preview: Preview,
        ask_for: Callable[[date | None], None],
        report_bug: Callable[[Exception], None],
    ) -> None:
        self.preview, self.ask_for, self._report_bug = preview, ask_for, report_bug
        self._bugs: set[str] = set()
        super().__init__((ADDRESS, port), _Request)
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}
        if self.server_port == 80:
            self.hosts |= {ADDRESS, "localhost"}

    @property
    def url(self) -> str:
        """Return the server's address, with a slash at its end."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """Report an error of a handler. Ignore errors of a connection: a browser that hangs up is no failure."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, ConnectionError | TimeoutError):
            self.report_bug(error)

    def report_bug(self, error: Exception) -> None:
        """Report an unexpected error, once however often a browser meets it."""
        at = traceback.extract_tb(error.__traceback__)[-1:]
        bug_key = f"{type(error).__name__} {[(frame.filename, frame.lineno) for frame in at]}"
        if bug_key not in self._bugs and not self.preview.is_closed:
            self._bugs.add(bug_key)
            self._report_bug(error)


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "ambassador", ""
    timeout = 60  # seconds for a slow client to send or receive
    server: PreviewServer

    def do_GET(self) -> None:
        """Send a file, a page of the preview, or its events."""
        path, _, query = self.path.partition("#")[0].partition("?")
        if refusal := self._refuse_stranger():
            self._give(refusal)
        elif path == f"{TOOLS}events":
            self._events()
        else:
            self._give(self._answer_for(path, query))

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Show the site as on another day; accept this from the preview's own page only."""
        refusal = self._refuse_stranger()
        self.close_connection = True  # the rest of the request may be unread
        self._give(refusal or self._answer_post())

    def _answer_post(self) -> Answer:
        length = self.headers.get("Content-Length", "")
        if self.path != f"{TOOLS}as-of":
            return _refusal(HTTPStatus.METHOD_NOT_ALLOWED, "nothing can be sent here")
        if not is_own_page(self.headers, self.server.hosts):
            return _refusal(HTTPStatus.FORBIDDEN, "another site may not change the preview")
        if not (length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= _LONGEST_FORM):
            return _refusal(HTTPStatus.BAD_REQUEST, "this is not a day")
        try:
            form = parse_qs(self.rfile.read(int(length)).decode("ascii", "replace"), max_num_fields=4)
            day_text = "" if "today" in form else form.get("day", [""])[-1]
            day = date.fromisoformat(day_text) if day_text else None
        except ValueError:
            return _refusal(HTTPStatus.BAD_REQUEST, "this is not a day")
        self.server.ask_for(day)
        return Answer(HTTPStatus.SEE_OTHER, {"Location": TOOLS})

    def _refuse_stranger(self) -> Answer | None:
        """Return the refusal of another site's request; None for our own browser."""
        if not is_meant(self.headers, self.path, self.server.hosts):
            self.close_connection = True
            return _refusal(HTTPStatus.MISDIRECTED_REQUEST, "this server answers to its own address only")
        if is_spying(self.headers):
            self.close_connection = True
            return _refusal(HTTPStatus.FORBIDDEN, "another site may not load the preview")
        return None

    def _answer_for(self, path: str, query: str) -> Answer:
        try:
            return self._answer_tool(path, query) if f"{path}/".startswith(TOOLS) else self._site(path)
        except Exception as error:  # the browser gets an answer after any error
            self.server.report_bug(error)
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, _BUG)

    def _site(self, path: str) -> Answer:
        site = self.server.preview.state.site
        if site is not None:
            return site.answer(path)
        return Answer(
            HTTPStatus.SERVICE_UNAVAILABLE, {"Content-Type": "text/html; charset=utf-8", **_OWN}, waiting_page()
        )

    def _answer_tool(self, path: str, query: str) -> Answer:
        name, state = unquote(path).removeprefix(TOOLS), self.server.preview.state
        html = {"Content-Type": "text/html; charset=utf-8", **_OWN}
        if path == TOOLS.rstrip("/"):
            return Answer(HTTPStatus.PERMANENT_REDIRECT, {"Location": TOOLS})
        if name == "":
            return Answer(HTTPStatus.OK, html, tools_page(state))
        if name == "links":
            return Answer(HTTPStatus.OK, html, links_page(state))
        if name == "links.csv":
            kind = {
                "Content-Type": "text/csv; charset=utf-8",
                "Content-Disposition": 'attachment; filename="links.csv"',
            }
            return Answer(HTTPStatus.OK, {**kind, **_OWN}, links_csv(state))
        if name == "state":
            overlay = state.shown_at(_page(query))
            return Answer(HTTPStatus.OK, {"Content-Type": "application/json", **_OWN}, overlay.encode())
        if name.startswith(KITS) and state.site is not None:
            kit = answer_kit(state.site, name.removeprefix(KITS), _OWN)
            if kit is not None:
                return kit
        if name == ROSTER.rstrip("/"):
            return Answer(HTTPStatus.PERMANENT_REDIRECT, {"Location": f"{TOOLS}{ROSTER}"})
        if name == ROSTER and state.site is not None:
            return answer_roster(state.site, _OWN)
        if name in ("client.js", "tools.css"):
            return Answer(HTTPStatus.OK, {"Content-Type": content_type(name), **_OWN}, _asset(name))
        return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": _PLAIN, **_OWN}, b"not found\n")

    def _give(self, answer: Answer) -> None:
        try:
            transfer = choose_transfer(answer, self.headers)
        except OSError:  # its source has vanished or is unreadable
            transfer = choose_transfer(_refusal(HTTPStatus.NOT_FOUND, "this file is no longer there"), self.headers)
        with transfer.file or contextlib.nullcontext() as file:
            self.send_response(transfer.status)
            length = transfer.length if file else len(transfer.body)
            for name, value in {
                **transfer.headers,
                **({} if transfer.status == 304 else {"Content-Length": length}),
            }.items():
                self.send_header(name, str(value))
            if self.close_connection:
                self.send_header("Connection", "close")
            self.end_headers()
            if self.command == "HEAD":
                return
            if file is None:
                self.wfile.write(transfer.body)
                return
            file.seek(transfer.start)
            while length and (piece := file.read(min(length, _PIECE))):
                self.wfile.write(piece)
                length -= len(piece)
            self.close_connection |= length > 0  # the file became shorter: the browser must see the cut

    def _events(self) -> None:
        """Send the state, and each new one, until the browser has gone (server-sent events, HTML standard 9.2)."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": "text/event-stream", "Connection": "close", **_OWN}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        preview = self.server.preview
        number = -1
        self.wfile.write(b"retry: 500\n\n")
        while not preview.is_closed:
            state = preview.wait(number, _HEARTBEAT)
            if state is None:
                self.wfile.write(b":\n\n")
                continue
            number = state.number
            self.wfile.write(f"data: {state.event}\n\n".encode())

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Refuse an invalid request (http.server detects it) in plain text that repeats nothing of the request."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self.request_version = "HTTP/1.1"  # an answer needs a status line, whatever the request says
        body = f"{HTTPStatus(code).phrase.lower()}\n".encode()
        self.send_response(code)
        for name, value in {"Content-Type": _PLAIN, "Content-Length": str(len(body)), "Connection": "close"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Log no requests."""


def _page(query: str) -> str:
    """Return the page in a query; the first page if the query is invalid."""
    try:
        return parse_qs(query, max_num_fields=4).get("page", ["/"])[0]
    except ValueError:
        return "/"


def _refusal(status: HTTPStatus, words: str) -> Answer:
    return Answer(status, {"Content-Type": _PLAIN}, f"{words}\n".encode())


@cache
def _asset(name: str) -> bytes:
    return (Path(__file__).parent / "assets" / name).read_bytes()
