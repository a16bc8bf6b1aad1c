"""Tests that the preview refuses other hosts, other sites and hostile requests, and still answers others meanwhile."""

from __future__ import annotations

import http.client
import select
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.serve import server as server_module
from tests.serve.live import SECONDS, Live, live, tiny_site

SECRET = b"secret-of-the-folder"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("site")
    (folder / "secret.txt").write_bytes(SECRET)
    site = tiny_site(folder / "site")
    (site / "secret.txt").write_bytes(SECRET)
    (site / "content/secret.txt").write_bytes(SECRET)
    with live(site) as running:
        yield running


def send_raw(port: int, request: bytes) -> bytes:
    """Send raw bytes, and return all bytes that the server sends before it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), SECONDS) as link:
        link.sendall(request)
        link.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := link.recv(65536):
            answer += piece
    return answer


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:1",
        "[::1]:{port}",
        "0.0.0.0:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "127.0.0.1.:{port}",
        "127.0.0.1:0{port}",
        "localhost.:{port}",
        "localhost:{port}.evil.example",
        "user@localhost:{port}",
        "localhost :{port}",
        "127.0.0.1:{port}/x",
        "127.0.0.1:{port}, evil.example",
        "ⅼocalhost:{port}",
        "",
    ],
)
def test_another_host_is_refused(running: Live, host: str) -> None:
    port = running.server.server_port
    line = f"GET /lea/ HTTP/1.1\r\nHost: {host.format(port=port)}\r\nConnection: close\r\n\r\n"
    answer = send_raw(port, line.encode())
    assert answer.startswith(b"HTTP/1.1 421 ")
    assert b"Cloud Balm" not in answer


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/lea/", "http://evil.example/lea/", "evil.example:80", "*", "lea/", "?/lea/"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_target_that_is_no_path_is_refused(running: Live, method: str, target: str) -> None:
    port = running.server.server_port
    line = f"{method} {target.format(port=port)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\r\n"
    assert send_raw(port, line.encode()).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_another_site_may_not_load_files(running: Live, site: str) -> None:
    for path in ("/lea/", "/__preview/client.js", "/__preview/events", "/__preview/"):
        status, _, body = running.ask(path, Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors")
        assert (status, len(body) < 60) == (403, True)
    assert running.ask("/lea/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate")[0] == 200


def test_the_headers_keep_others_from_loading_and_framing(running: Live) -> None:
    for path in ("/lea/", "/__preview/", "/sitemap.xml"):
        headers = running.ask(path)[1]
        assert "Access-Control-Allow-Origin" not in headers
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"].replace("'none'", "'self'")


PATHS = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e%2fsecret.txt",
    "/lea/../../secret.txt",
    "/lea/%2e%2e/%2e%2e/secret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/%5c..%5csecret.txt",
    "/%252e%252e/secret.txt",
    "/secret.txt",
    "/content/secret.txt",
    "/content/site.yaml",
    "/.ambassador/",
    "/lea/index.html%00.txt",
    "/secret.txt%00",
    "/%00",
    "/\x01",
    "//evil.example/",
    "///secret.txt",
    "/file:///etc/passwd",
    "/%ff%fe",
    "/%c0%ae%c0%ae/secret.txt",
    "/__preview/../../secret.txt",
    "/__preview/%2e%2e/secret.txt",
    "/__preview/templates/tools.html",
    "/__preview/client.js%00",
    "/__preview/../assets/client.js",
    "/_headers",
    "/_redirects",
    "/404.html",
    "/" + "a" * 20000,
    "/" + "../" * 5000 + "secret.txt",
    "/%",
    "/%zz",
    "/lea%2findex.html/..",
    "/LEA/",
    "/lea/.",
]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_only_the_rendered_site_is_served(running: Live, path: str) -> None:
    port = running.server.server_port
    answer = send_raw(
        port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode("latin-1")
    )
    assert answer.split(b" ")[1] in (b"404", b"400", b"421"), answer[:200]
    for secret in (SECRET, b"brand: Lune", b"root:", b"Traceback"):
        assert secret not in answer


@pytest.mark.parametrize(
    "request_",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"<script> / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n",
        b"GET / HTTP/1.1\r\nA: " + b"b" * 70000 + b"\r\n\r\n",
        b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
        b"\x00" * 100 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n : x\r\n\r\n",
        b"PUT /lea/ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\n\r\n",
        b"TRACE / HTTP/1.1\r\n\r\n",
    ],
    ids=range(12),
)
def test_an_invalid_request_is_refused_and_not_echoed(running: Live, request_: bytes) -> None:
    answer = send_raw(running.server.server_port, request_)
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split(b" ")[1][:1] in (b"4", b"5")
    assert b"<" not in body
    assert b"Cloud Balm" not in answer


def test_slow_clients_do_not_delay_others(running: Live) -> None:
    port = running.server.server_port
    slow = [socket.create_connection(("127.0.0.1", port), SECONDS) for _ in range(60)]
    try:
        for link in slow:
            link.sendall(b"GET /lea/ HTTP/1.1\r\nHost: 127")
        assert running.ask("/lea/")[0] == 200
        closed_links, _, _ = select.select(slow, [], [], 0)
        assert not closed_links, "the server already closed a slow connection"
    finally:
        for link in slow:
            link.close()


def test_a_browser_that_reads_no_events_does_not_delay_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_module, "_HEARTBEAT", 4.0 * SECONDS)
    with live(tiny_site(tmp_path)) as running:
        port = running.server.server_port
        deaf = socket.create_connection(("127.0.0.1", port), SECONDS)
        deaf.sendall(f"GET /__preview/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        with running.events() as events:
            assert next(events)["errors"] == 0
            (running.site / "content/site.yaml").write_text("brand: [")
            assert next(events)["errors"] > 0
        start = time.monotonic()
    assert time.monotonic() - start < 2 * SECONDS, "closing waited for the next heartbeat"
    deaf.close()


def test_only_the_own_page_changes_the_state(running: Live) -> None:
    before, own_host = running.preview.state, f"127.0.0.1:{running.server.server_port}"
    days: list[date | None] = []
    running.server.ask_for, original = days.append, running.server.ask_for
    try:
        for origin in ("https://evil.example", f"https://{own_host}", "http://127.0.0.1:1", "null", "",
                       f"http://{own_host}.evil.example", f"http://{own_host}/", f"HTTP://{own_host}",
                       f"http://evil.example#{own_host}"):  # fmt: skip
            assert running.ask("/__preview/as-of", "POST", "day=2027-01-01", Origin=origin)[0] == 403, origin
        assert running.ask("/__preview/as-of", "POST", "day=2027-01-01")[0] == 403
        mode = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "cors"}
        assert running.ask("/__preview/as-of", "POST", "day=2027-01-01", Origin=f"http://{own_host}", **mode)[0] == 403
        for length in ("-1", "1e1", "999999999999999999999", "٣", "", "201", "+5"):
            head = f"POST /__preview/as-of HTTP/1.1\r\nHost: {own_host}\r\nOrigin: http://{own_host}\r\n"
            request = f"{head}Content-Length: {length}\r\n\r\nday=2027-01-01"
            answer = send_raw(running.server.server_port, request.encode())
            assert answer.startswith(b"HTTP/1.1 400 "), length
        assert running.ask("/__preview/as-of")[0] == 404
        assert days == []
        assert running.ask("/__preview/as-of", "POST", "day=2027-01-01", Origin=f"http://{own_host}")[0] == 303
        assert days == [date(2027, 1, 1)]
    finally:
        running.server.ask_for = original
    assert running.preview.state is before


def test_many_concurrent_requests_are_answered(running: Live) -> None:
    statuses: list[int] = []

    def ask() -> None:
        link = http.client.HTTPConnection("127.0.0.1", running.server.server_port, timeout=SECONDS)
        for _ in range(5):
            link.request("GET", "/lea/")
            answer = link.getresponse()
            answer.read()
            statuses.append(answer.status)
        link.close()

    threads = [threading.Thread(target=ask) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 150
