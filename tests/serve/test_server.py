"""Tests that the preview serves the bytes of a build, its own tools and events, to this machine only."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.problems import Report
from generator.serve.run import open_server
from generator.serve.server import PreviewServer
from generator.serve.watch import Burst
from tests.serve.live import DAY, PROFILE, SECONDS, STORY, Live, live, save, tiny_site

SCRIPT = re.compile(rb'<script src="/__preview/client.js"[^>]*></script>\n')


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    site = tiny_site(tmp_path_factory.mktemp("site"))
    with (site / PROFILE).open("a") as file:
        file.write("aliases: [leah]\nportrait: {src: portrait.jpg, alt: Léa at home}\n")
    Image.effect_noise((640, 800), 90).convert("RGB").save((site / PROFILE).with_name("portrait.jpg"))
    with live(site) as running:
        yield running


def test_the_server_sends_the_bytes_of_a_build(running: Live, tmp_path: Path) -> None:
    assert build_site(BuildOptions(running.site, DAY), tmp_path / "out", False, Report())
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file() and file.name[0] not in "_."]
    assert len(files) > 4
    assert running.preview.state.site is not None
    redirects = running.preview.state.site.redirects
    for file in files:
        path = "/" + file.relative_to(tmp_path / "out").as_posix().removesuffix("index.html")
        if path in ("/404.html", "/build.json") or path in redirects:
            continue
        status, _, body = running.ask(path)
        assert status == 200, path
        assert (SCRIPT.search(body) is not None) == path.endswith("/")
        assert SCRIPT.sub(b"", body) == file.read_bytes(), path
    assert not (running.site / "output").exists()


def test_the_server_sends_the_headers_of_a_host(running: Live) -> None:
    _, headers, _ = running.ask("/lea/")
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_missing_page_is_answered_with_the_404_page(running: Live) -> None:
    for path in ("/nobody/", "/_headers", "/_redirects", "/../content/site.yaml", "/%2e%2e/content/site.yaml", "/%ff",
                 "/content/site.yaml", "//etc/passwd", "/__preview/../lea/", "/__preview/x"):  # fmt: skip
        status, _, body = running.ask(path)
        assert status == 404, path
        assert b"brand: Lune" not in body
    assert SCRIPT.search(running.ask("/nobody/")[2])


def test_redirects_and_missing_slashes_are_answered(running: Live) -> None:
    status, headers, _ = running.ask("/leah/")
    assert (status, headers["Location"]) == (301, "/lea/")
    status, headers, _ = running.ask("/lea")
    assert (status, headers["Location"]) == (308, "/lea/")


def picture_of(running: Live) -> tuple[str, Path]:
    """Return the address of a picture and its file in the cache."""
    site = running.preview.state.site
    assert site is not None
    return next(
        (f"/{path}", file.source) for path, file in site.files.items() if file.source and path.endswith(".webp")
    )


def test_a_picture_is_sent_whole_in_pieces_or_as_unchanged(running: Live) -> None:
    path, source = picture_of(running)
    data = source.read_bytes()
    status, headers, body = running.ask(path, Accept_Encoding="gzip")
    assert (status, headers["Content-Type"], body, headers["Content-Encoding"]) == (200, "image/webp", data, None)
    assert "immutable" in headers["Cache-Control"]
    status, piece, body = running.ask(path, Range="bytes=10-19")
    assert (status, body, piece["Content-Length"]) == (206, data[10:20], "10")
    status, piece, body = running.ask(path, "HEAD")
    assert (status, body, piece["Content-Length"]) == (200, b"", str(len(data)))
    status, again, body = running.ask(path, If_None_Match=headers["ETag"])
    assert (status, body, again["Content-Length"], again["ETag"]) == (304, b"", None, headers["ETag"])


def test_a_connection_stays_open_between_answers(running: Live) -> None:
    path, source = picture_of(running)
    link = http.client.HTTPConnection("127.0.0.1", running.server.server_port, timeout=SECONDS)
    tag = running.ask(path)[1]["ETag"]
    for headers, status in (({}, 200), ({"Range": "bytes=1-5"}, 206), ({"Range": "bytes=9999999-"}, 416),
                            ({"If-None-Match": tag}, 304), ({}, 200)):  # fmt: skip
        link.request("GET", path, headers=headers)
        answer = link.getresponse()
        body = answer.read()
        assert answer.status == status
        assert answer.headers["Connection"] is None
    assert body == source.read_bytes()
    link.close()


def test_a_picture_that_the_cache_lost_is_not_found(running: Live) -> None:
    path, source = picture_of(running)
    data = source.read_bytes()
    source.unlink()
    try:
        assert running.ask(path)[0] == 404
    finally:
        source.write_bytes(data)
    assert running.ask(path)[0] == 200


def test_text_is_sent_compressed(running: Live) -> None:
    status, headers, body = running.ask("/lea/", Accept_Encoding="gzip, br")
    assert (status, headers["Content-Encoding"], headers["Vary"]) == (200, "gzip", "Accept-Encoding")
    assert gzip.decompress(body) == running.ask("/lea/")[2]


def test_an_unchanged_page_is_not_sent_again(running: Live) -> None:
    tag = running.ask("/lea/")[1]["ETag"]
    status, _, body = running.ask("/lea/", If_None_Match=tag)
    assert (status, body) == (304, b"")
    assert running.ask("/lea/", "HEAD")[2] == b""


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", ""])
@pytest.mark.parametrize("path", ["/lea/", "/__preview/", "/__preview/events"])
def test_another_host_is_refused(running: Live, host: str, path: str) -> None:
    status, _, body = running.ask(path, Host=host.format(port=running.server.server_port))
    assert status == 421
    assert b"Boy Brow" not in body


def test_localhost_is_an_allowed_host(running: Live) -> None:
    assert running.ask("/lea/", Host=f"LOCALHOST:{running.server.server_port}")[0] == 200


def test_requests_with_two_hosts_are_refused(running: Live) -> None:
    port = running.server.server_port
    for head in (f"GET /lea/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n",
                 "GET /lea/ HTTP/1.1\r\n\r\n",
                 f"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"):  # fmt: skip
        with socket.create_connection(("127.0.0.1", port), SECONDS) as link:
            link.sendall(head.encode())
            assert link.recv(100).startswith(b"HTTP/1.1 421")


def test_the_server_listens_on_this_machine_only(running: Live) -> None:
    assert running.server.server_address[0] == "127.0.0.1"


def test_the_tools_list_people_and_pages(running: Live) -> None:
    status, headers, body = running.ask("/__preview/")
    assert status == 200
    assert "frame-src 'self'" in headers["Content-Security-Policy"]
    assert b'<span class="state live">live</span>' in body
    assert b'href="/lea/"' in body
    assert b"not-found" in body
    assert b"utm_source=lea" in running.ask("/__preview/links")[2]
    _, headers, body = running.ask("/__preview/links.csv")
    assert headers["Content-Disposition"] == 'attachment; filename="links.csv"'
    assert body.decode().splitlines()[0].startswith("page,ambassador,")
    assert b"utm_source=lea" in body


def test_only_the_own_page_changes_the_day(running: Live) -> None:
    own_origin = f"http://127.0.0.1:{running.server.server_port}"
    before = running.preview.state
    for origin in ("https://evil.example", "null", "", own_origin.removeprefix("http://")):
        assert running.ask("/__preview/as-of", "POST", "day=2027-01-01", Origin=origin)[0] == 403
    for body in ("day=soon", "day=" + "9" * 300, "day=0000-00-00"):
        assert running.ask("/__preview/as-of", "POST", body, Origin=own_origin)[0] == 400
    assert running.ask("/lea/", "POST", "day=2027-01-01", Origin=own_origin)[0] == 405
    assert running.preview.state is before
    assert running.ask("/__preview/as-of", "POST", "day=2027-01-01", Origin=own_origin)[0] == 303
    state = running.next(before.number)
    assert state.site is not None
    assert state.site.site.day.isoformat() == "2027-01-01"
    assert b'value="2027-01-01"' in running.ask("/__preview/")[2]


def test_the_tools_show_content_as_text(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    (site / PROFILE).write_text('name: "<script>alert(1)</script>"\nfavorites: ["<img src=x>"]\n')
    (site / "content/site.yaml").write_text((site / "content/site.yaml").read_text() + "nonsense: <b>\n")
    with live(site) as running:
        assert running.preview.state.errors
        body = running.ask("/__preview/")[2]
        assert b"<img src=x" not in body
        assert b"&lt;" in body
    (site / PROFILE).write_text('name: "<script>alert(1)</script>"\n')
    tiny = (site / "content/site.yaml").read_text().replace("nonsense: <b>\n", "")
    (site / "content/site.yaml").write_text(tiny)
    with live(site) as running:
        assert not running.preview.state.errors
        body = running.ask("/__preview/")[2]
        assert b"<script>alert" not in body
        assert b"&lt;script&gt;" in body


def test_every_change_sends_an_event(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    with live(site) as running, running.events() as first, running.events() as second:
        first_event, before = next(first), running.state_of("/lea/")
        assert first_event == next(second)
        assert (first_event["errors"], before["problems"]) == (0, [])
        save(site / STORY, "A new story.\n")
        event = next(first)
        assert event == next(second)
        assert event["changed"] == ["/lea/"]
        state = running.state_of("/lea/")
        assert state["seen"] != before["seen"]
        assert f'data-seen="{state["seen"]}"'.encode() in running.ask("/lea/")[2]
        assert b"A new story." in running.ask("/lea/")[2]
        save(site / PROFILE, "name: [")
        error_event = next(first)
        assert (error_event["changed"], error_event["errors"] > 0) == ([], True)
        assert running.state_of("/lea/")["seen"] == state["seen"]
        assert running.state_of("/lea/")["problems"][0]["where"].startswith(PROFILE)
        assert b"A new story." in running.ask("/lea/")[2]


@pytest.mark.parametrize("query", ["", "page=", "page=%00", "page=/nobody/", "page=%ff", "a=1&b=2&c=3&d=4&e=5&f=6"])
def test_the_state_is_sent_for_any_page(running: Live, query: str) -> None:
    status, headers, body = running.ask(f"/__preview/state?{query}")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "application/json", "no-store")
    assert json.loads(body)["problems"] == []


def test_a_site_below_a_path_is_served_there(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text().replace("https://friends.example", "https://lune.example/le cercle/team"))
    settings.write_text(settings.read_text().replace("le cercle", "le%20cercle"))
    with live(site) as running, running.events() as events:
        assert running.preview.state.errors == 0, running.preview.state.problems
        next(events)
        base = running.preview.state.site and quote(running.preview.state.site.base)
        for path in ("/", (base or "").removesuffix("/")):
            status, headers, _ = running.ask(path)
            assert (status, headers["Location"]) == (302, base)
        assert running.ask(f"{base}lea/")[0] == 200
        assert (running.ask("/lea/")[0], running.ask("/teamlea/")[0]) == (404, 404)
        assert running.state_of(f"{base}lea/")["seen"] != running.state_of("/lea/")["seen"]
        assert f'href="{base}lea/"'.encode() in running.ask("/__preview/")[2]
        save(site / STORY, "Another.\n")
        assert next(events)["changed"] == [f"{base}lea/"]


def test_a_broken_site_has_an_empty_page_and_its_problems(tmp_path: Path) -> None:
    with live(tmp_path) as running:
        status, _, body = running.ask("/")
        assert status == 503
        assert SCRIPT.search(body)
        assert running.ask("/__preview/")[0] == 200
        number = running.preview.state.number
        assert running.preview.state.errors
        tiny_site(tmp_path)
        while (state := running.next(number)).errors:
            number = state.number
        assert running.ask("/lea/")[0] == 200


def test_a_used_port_is_skipped(running: Live) -> None:
    used_port = running.server.server_port
    with pytest.raises(OSError):
        PreviewServer(used_port, running.preview, lambda day: None, running.bugs.append)
    assert open_server(running.preview, [used_port], Burst(), running.bugs.append) is None
    other = open_server(running.preview, [used_port, 0], Burst(), running.bugs.append)
    assert other is not None
    other.server_close()


def test_a_bug_in_a_request_is_reported_once_and_answered(running: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> bytes:
        raise KeyError("a secret of the site")

    monkeypatch.setattr("generator.serve.server.tools_page", fail)
    for _ in range(3):
        status, _, body = running.ask("/__preview/")
        assert status == 500
        assert body.startswith(b"this is a bug in ambassador-pages, not in your content")
        assert b"secret" not in body
    monkeypatch.undo()
    assert running.ask("/__preview/")[0] == 200
    assert [type(bug) for bug in running.bugs] == [KeyError]
    running.bugs.clear()


def test_a_bug_while_sending_is_reported_but_a_closed_connection_is_not(
    running: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such transfer")

    with socket.create_connection(("127.0.0.1", running.server.server_port)) as link:
        link.sendall(b"GET /lea/ HTTP/1.1\r\nHost: 127.0.0.1\r\n")  # and closes the connection in the middle
    monkeypatch.setattr("generator.serve.server.choose_transfer", fail)
    with pytest.raises(http.client.HTTPException):
        running.ask("/lea/")
    assert [type(bug) for bug in running.bugs] == [ValueError]
    running.bugs.clear()
