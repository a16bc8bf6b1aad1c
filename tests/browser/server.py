"""A server on 127.0.0.1 that works like a static host: `_headers`, `_redirects`, 404.html, ETag, gzip."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json",
    ".js": "text/javascript", ".xml": "application/xml", ".txt": "text/plain",
}  # fmt: skip
_TEXT = ("text/", "application/xml", "application/manifest", "image/svg")

Rules = list[tuple[re.Pattern[str], list[tuple[str, str]]]]


def read_headers(folder: Path) -> Rules:
    """Read `_headers`: a path with `*`, then indented `Name: value` lines."""
    rules: Rules = []
    file = folder / "_headers"
    for line in file.read_text().splitlines() if file.exists() else []:
        if line.startswith((" ", "\t")):
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name, value.strip()))
        elif line.strip():
            rules.append((re.compile(".*".join(map(re.escape, line.strip().split("*")))), []))
    return rules


def read_redirects(folder: Path) -> dict[str, tuple[str, int]]:
    """Read `_redirects`: `/old/ /new/ 301` a line."""
    file = folder / "_redirects"
    lines = (line.split() for line in (file.read_text().splitlines() if file.exists() else []))
    return {old: (new, int(code)) for old, new, code in lines}


@lru_cache(maxsize=512)
def _zip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _make_handler(folder: Path, base: str, redirects: dict[str, tuple[str, int]]) -> type[BaseHTTPRequestHandler]:
    rules = read_headers(folder)

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path in redirects:
                return self.redirect(*redirects[path])
            file = self.find(path)
            if file is not None and file.is_dir():
                return self.redirect(path + "/", 308)
            status = 200 if file is not None else 404
            return self.send_file(file or folder / "404.html", status, path)

        do_HEAD = do_GET

        def find(self, path: str) -> Path | None:
            if not path.startswith(base):
                return None
            file = folder / unquote(path[len(base) :])
            if path.endswith("/"):
                file /= "index.html"
            is_inside = file.resolve().is_relative_to(folder.resolve())
            return file if is_inside and file.exists() and file.name not in ("_headers", "_redirects") else None

        def redirect(self, target: str, status: int) -> None:
            self.send_response(status)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def send_file(self, file: Path, status: int, path: str) -> None:
            data = file.read_bytes() if file.exists() else b"not found"
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            headers: dict[str, list[str]] = {}
            for pattern, values in rules:
                if pattern.fullmatch(path):
                    for name, value in values:
                        headers.setdefault(name, []).append(value)
            headers.setdefault("Cache-Control", ["public, max-age=0, must-revalidate"])
            tag = f'"{hashlib.blake2b(data, digest_size=8).hexdigest()}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, data = 304, b""
            elif kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", ""):
                data = _zip(data)
                headers["Content-Encoding"] = ["gzip"]
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("ETag", tag)
            self.send_header("Vary", "Accept-Encoding")
            for name, values in headers.items():
                self.send_header(name, ", ".join(values))  # hosts do so if two rules match
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Answer


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore browsers that close a connection."""


@contextmanager
def run_server(answer: type[BaseHTTPRequestHandler], port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Answer requests on 127.0.0.1, by HTTPS if `tls` has a certificate, and yield the port."""
    server = _Server(("127.0.0.1", port), answer)
    if tls is not None:
        # Each request's own thread does the handshake, since a browser opens connections that it may never use.
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serve(
    folder: Path, base: str = "/", port: int = 0, *, redirects: bool = True, tls: ssl.SSLContext | None = None
) -> Iterator[str]:
    """Serve `folder` under the path `base`, and yield the site's address, with a slash at its end.

    Without `redirects` the server works like a host that does not read `_redirects`.
    """
    answer = _make_handler(folder, base, read_redirects(folder) if redirects else {})
    with run_server(answer, port, tls) as server_port:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server_port}{base}"
