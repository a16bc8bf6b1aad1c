"""An HTTPS server of pictures on this machine, under its own host names, and the gate through which tests reach it."""

from __future__ import annotations

import io
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

import trustme
from PIL import Image

from generator.fetching.gate import Gate

NAMES = ("cdn.shop.example", "www.shop.example", "shop.example", "img.example")
Answer = Callable[[BaseHTTPRequestHandler], None]


@cache
def picture(form: str = "JPEG", shade: int = 90, size: tuple[int, int] = (900, 1100)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, (shade, 60, 40)).save(data, form)
    return data.getvalue()


def sends(body: bytes, status: int = 200, length: bool = True, **headers: str) -> Answer:
    """Return an answer with this body; the names of `headers` have `_` for `-`."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if length:
            request.send_header("Content-Length", str(len(body)))
        else:
            request.close_connection = True
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


@dataclass
class Server:
    """`answers` are by path; `requested_paths` are in order; `most_at_once` is the peak of requests of each host."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requested_paths: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    connections: int = 0
    most_at_once: Counter[str] = field(default_factory=Counter)
    gate: Gate = field(default_factory=Gate)
    pause: float = 0.0

    def url(self, path: str, host: str = "cdn.shop.example") -> str:
        return f"https://{host}:{self.port}{path}"


@cache
def _authority() -> tuple[trustme.CA, ssl.SSLContext]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(context)
    return authority, context


@contextmanager
def picture_server() -> Iterator[Server]:
    state, lock, now = Server(), threading.Lock(), Counter[str]()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 240

        def do_GET(self) -> None:
            host = self.headers["Host"]
            with lock:
                state.requested_paths.append(self.path)
                state.hosts.append(host)
                for key in (host, "all"):
                    now[key] += 1
                    state.most_at_once[key] = max(state.most_at_once[key], now[key])
            time.sleep(state.pause)
            with lock:  # before the answer: the client sends its next request as soon as it has the last byte
                now[host] -= 1
                now["all"] -= 1
            try:
                state.answers.get(self.path.partition("?")[0], sends(b"none", 404))(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    class QuietServer(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def get_request(self) -> tuple[socket.socket, object]:
            state.connections += 1
            return super().get_request()

        def handle_error(self, *_: object) -> None:
            pass  # a client that closed the connection

    authority, context = _authority()
    server = QuietServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    state.port = server.server_address[1]

    def trusting_context() -> ssl.SSLContext:
        client = ssl.create_default_context()
        authority.configure_trust(client)
        return client

    state.gate = Gate(lambda address: address == "127.0.0.1", frozenset([state.port]), trusting_context)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        with host_names({name: ["127.0.0.1"] for name in NAMES}):
            yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def host_names(names: dict[str, list[str]]) -> Iterator[None]:
    """Let these names lead to numeric addresses; a look-up of any other name fails."""
    real = socket.getaddrinfo

    def lookup(host: str, port: int, *arguments: object, **options: object) -> object:
        if host in names:
            family = {True: socket.AF_INET6, False: socket.AF_INET}
            return [
                (
                    family[":" in address],
                    socket.SOCK_STREAM,
                    6,
                    "",
                    (address, port, 0, 0) if ":" in address else (address, port),
                )
                for address in names[host]
            ]
        if host.replace(".", "").isdecimal() or ":" in host:
            return real(host, port, *arguments, **options)  # type: ignore[arg-type]
        raise socket.gaierror(-2, "Name or service not known")

    with patch("socket.getaddrinfo", lookup):
        yield
