"""HTTP on 127.0.0.1: the site's files, the preview's pages, and its events."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote

from generator.output.headers import render_csp
from generator.serve.inject import TOOLS
from generator.serve.preview import Preview
from generator.serve.served import Answer, content_type
from generator.serve.tools import links_page, tools_page, waiting_page

ADDRESS = "127.0.0.1"
_LONGEST_FORM = 200  # bytes; it holds one day
_HEARTBEAT = 10.0  # seconds; a browser that has gone is noticed when it is written to
_OWN = {
    "Content-Security-Policy": render_csp(data_images=True)
    .replace("form-action 'none'", "form-action 'self'")
    .replace("; base-uri", "; frame-src 'self'; base-uri"),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class PreviewServer(ThreadingHTTPServer):
    """Serves one preview to any number of browsers of this machine. Raises OSError for a port that is taken."""

    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # on Windows it would let two servers have one port

    def __init__(self, port: int, preview: Preview, ask_for: Callable[[date | None], None]) -> None:
        self.preview, self.ask_for = preview, ask_for
        super().__init__((ADDRESS, port), _Request)
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}
        if self.server_port == 80:
            self.hosts |= {ADDRESS, "localhost"}

    @property
    def url(self) -> str:
        """Where it is, with a slash at its end."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no failure."""


class _Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "ambassador", ""
    timeout = 60
    server: PreviewServer

    def do_GET(self) -> None:
        """Give a file, a page of the preview, or its events."""
        path = self.path.partition("?")[0].partition("#")[0]
        if not self._welcome(path):
            return
        if path == f"{TOOLS}events":
            self._events()
        else:
            self._give(self._own(path) if f"{path}/".startswith(TOOLS) else self._site(path))

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Show the site as on another day; only the preview's own page may ask for it."""
        if self._welcome(self.path):
            self._give(self._posted())

    def _posted(self) -> Answer:
        origin, length = self.headers.get("Origin", ""), self.headers.get("Content-Length", "")
        self.close_connection = True  # what was sent may be unread
        if self.path != f"{TOOLS}as-of":
            return _refusal(HTTPStatus.METHOD_NOT_ALLOWED, "nothing can be sent here")
        if not origin.startswith("http://") or origin.removeprefix("http://") not in self.server.hosts:
            return _refusal(HTTPStatus.FORBIDDEN, "another site may not change the preview")
        if not (length.isascii() and length.isdigit() and int(length) <= _LONGEST_FORM):
            return _refusal(HTTPStatus.BAD_REQUEST, "this is not a day")
        try:
            form = parse_qs(self.rfile.read(int(length)).decode("ascii", "replace"), max_num_fields=4)
            written = "" if "today" in form else form.get("day", [""])[0]
            day = date.fromisoformat(written) if written else None
        except ValueError:
            return _refusal(HTTPStatus.BAD_REQUEST, "this is not a day")
        self.server.ask_for(day)
        return Answer(HTTPStatus.SEE_OTHER, {"Location": TOOLS})

    def _welcome(self, path: str) -> bool:
        """Refuse what was sent to another name: a foreign site that has its name lead here (DNS rebinding)."""
        named = self.headers.get_all("Host") or []
        if len(named) == 1 and named[0].lower() in self.server.hosts and path.startswith("/"):
            return True
        self.close_connection = True
        self._give(_refusal(HTTPStatus.MISDIRECTED_REQUEST, "this server answers to its own address only"))
        return False

    def _site(self, path: str) -> Answer:
        site = self.server.preview.state.site
        if site is not None:
            return site.answer(path)
        return Answer(
            HTTPStatus.SERVICE_UNAVAILABLE, {"Content-Type": "text/html; charset=utf-8", **_OWN}, waiting_page()
        )

    def _own(self, path: str) -> Answer:
        name, state = unquote(path).removeprefix(TOOLS), self.server.preview.state
        html = {"Content-Type": "text/html; charset=utf-8", **_OWN}
        if path == TOOLS.rstrip("/"):
            return Answer(HTTPStatus.PERMANENT_REDIRECT, {"Location": TOOLS})
        if name == "":
            return Answer(HTTPStatus.OK, html, tools_page(state))
        if name == "links":
            return Answer(HTTPStatus.OK, html, links_page(state))
        if name in ("client.js", "tools.css"):
            return Answer(HTTPStatus.OK, {"Content-Type": content_type(name), **_OWN}, _asset(name))
        return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain", **_OWN}, b"not found\n")

    def _give(self, answer: Answer) -> None:
        body = answer.body
        tag = f'"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'
        if answer.status == HTTPStatus.OK and self.headers.get("If-None-Match") == tag:
            answer, body = replace(answer, status=HTTPStatus.NOT_MODIFIED), b""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self) -> None:
        """Tell the state, and each new one, until the browser has gone (server-sent events, HTML standard 9.2)."""
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
        while not preview.closed:
            state = preview.wait(number, _HEARTBEAT)
            if state is None:
                self.wfile.write(b":\n\n")
                continue
            number = state.number
            self.wfile.write(f"data: {state.event}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """A request is no news."""


def _refusal(status: HTTPStatus, words: str) -> Answer:
    return Answer(status, {"Content-Type": "text/plain; charset=utf-8"}, f"{words}\n".encode())


@cache
def _asset(name: str) -> bytes:
    return (Path(__file__).parent / "assets" / name).read_bytes()
