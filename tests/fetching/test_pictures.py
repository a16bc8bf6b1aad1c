"""Tests that each answer of a server gives a whole picture or a reason why there is none."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from generator.fetching import many_pictures, one_picture, servers
from generator.fetching.many_pictures import Failure, fetch_pictures, hosts_of, shelf_name
from tests.fetching.picture_server import Server, host_names, picture, sends


def fetch(server: Server, folder: Path, *paths: str) -> list[Path | Failure]:
    urls = [server.url(path) if path.startswith("/") else path for path in paths]
    return list(fetch_pictures(urls, folder, server.gate, lambda *_: None).values())


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that stands still now and then is no slow server."""
    for module, limit in ((many_pictures, "MOST_SECONDS"), (servers, "_SECONDS")):
        monkeypatch.setattr(module, limit, 240.0)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_a_picture_is_stored_with_its_bytes_unchanged(server: Server, tmp_path: Path, form: str) -> None:
    server.answers["/a"] = sends(picture(form), Content_Type="text/plain")
    [path] = fetch(server, tmp_path, "/a")
    assert isinstance(path, Path)
    assert path.read_bytes() == picture(form)
    assert [path.name for path in tmp_path.iterdir()] == [shelf_name(server.url("/a"))]


def test_a_body_in_gzip_or_deflate_is_unpacked(server: Server, tmp_path: Path) -> None:
    server.answers["/a"] = sends(gzip.compress(picture()), Content_Encoding="gzip")
    server.answers["/b"] = sends(zlib.compress(picture(shade=30)), Content_Encoding="deflate")
    server.answers["/c"] = sends(b"...", Content_Encoding="br")
    first, second, third = fetch(server, tmp_path, "/a", "/b", "/c")
    assert isinstance(first, Path)
    assert isinstance(second, Path)
    assert (first.read_bytes(), second.read_bytes()) == (picture(), picture(shade=30))
    assert isinstance(third, Failure)
    assert "compresses it, which was not requested" in third.why


NO_PICTURES = {
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "an SVG drawing"),
    "svg_with_a_prolog": (b"<?xml version='1.0'?><!-- x --><svg/>", "an SVG drawing"),
    "web page": (b"<!doctype html><title>Sign in</title>", "a web page"),
    "script": (b"alert(1)", "a text file"),
    "pdf": (b"%PDF-1.7 ...", "a PDF document"),
    "zip": (b"PK\x03\x04....", "a ZIP archive"),
    "bmp": (b"BM" + bytes(60), "a BMP picture"),
    "nothing": (b"", "sends nothing"),
    "noise": (bytes(range(256)), "not a known kind of picture"),
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_a_body_that_is_no_picture_is_refused(server: Server, tmp_path: Path, kind: str) -> None:
    body, why = NO_PICTURES[kind]
    server.answers["/a.jpg"] = sends(body, Content_Type="image/jpeg")
    [failure] = fetch(server, tmp_path, "/a.jpg")
    assert isinstance(failure, Failure)
    assert why in failure.why
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_is_cut_off_or_damaged_is_refused(server: Server, tmp_path: Path) -> None:
    whole = picture()
    server.answers["/short.jpg"] = sends(whole[: len(whole) // 2], length=False)
    server.answers["/damaged.png"] = sends(picture("PNG")[:700] + b"\xff" * 400 + picture("PNG")[1100:])
    first, second = fetch(server, tmp_path, "/short.jpg", "/damaged.png")
    assert isinstance(first, Failure)
    assert "`short.jpg` is damaged or cut off" in first.why
    assert isinstance(second, Failure)
    assert list(tmp_path.iterdir()) == []


def breaks_off(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(len(picture())))
    request.end_headers()
    request.wfile.write(picture()[:1000])
    request.close_connection = True


def test_a_connection_that_breaks_off_is_tried_again(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = breaks_off
    [failure] = fetch(server, tmp_path, "/a.jpg")
    assert failure == Failure("the connection was lost", servers.LATER)
    assert server.requested_paths == ["/a.jpg"] * 3
    answers = iter([breaks_off, sends(picture())])
    server.answers["/b.jpg"] = lambda request: next(answers)(request)
    [path] = fetch(server, tmp_path, "/b.jpg")
    assert isinstance(path, Path)


def test_a_picture_of_too_many_bytes_is_refused(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_picture, "MOST_BYTES", 100_000)
    large = picture("TIFF")
    assert len(large) > 100_000
    server.answers["/with_length.tif"] = sends(large)
    server.answers["/without_length.tif"] = sends(large, length=False)
    server.answers["/bomb.tif"] = sends(gzip.compress(large[:512] + bytes(50_000_000)), Content_Encoding="gzip")
    for failure in fetch(server, tmp_path, "/with_length.tif", "/without_length.tif", "/bomb.tif"):
        assert isinstance(failure, Failure)
        assert "it has more than" in failure.why
    assert list(tmp_path.iterdir()) == []


def test_a_picture_of_too_many_pixels_is_refused(server: Server, tmp_path: Path) -> None:
    server.answers["/wide.png"] = sends(picture("PNG", 1, (30_000, 2_000)))
    [failure] = fetch(server, tmp_path, "/wide.png")
    assert isinstance(failure, Failure)
    assert "60 megapixels" in failure.why


def drips(request: BaseHTTPRequestHandler, client_left: threading.Event) -> None:
    request.send_response(200)
    request.send_header("Content-Length", str(len(picture())))
    request.end_headers()
    for letter in picture():
        request.wfile.write(bytes([letter]))
        if client_left.wait(0.05):
            return


def drips_headers(request: BaseHTTPRequestHandler, client_left: threading.Event) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000:
        request.wfile.write(bytes([letter]))
        request.wfile.flush()
        if client_left.wait(0.05):
            return


def says_nothing(request: BaseHTTPRequestHandler, client_left: threading.Event) -> None:
    client_left.wait(500)


@pytest.mark.parametrize("slow", [drips, drips_headers, says_nothing])
def test_a_slow_server_costs_its_picture_only(
    server: Server,
    tmp_path: Path,
    slow: Callable[[BaseHTTPRequestHandler, threading.Event], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The server alone would go on for minutes."""
    client_left = threading.Event()
    server.answers["/slow.jpg"] = lambda request: slow(request, client_left)
    server.answers["/a.jpg"] = sends(picture())
    for seconds in (1.0, 8.0, 64.0):  # on a very slow machine, the other picture is late, too
        monkeypatch.setattr(many_pictures, "MOST_SECONDS", seconds)
        failure, path = fetch(server, tmp_path, "/slow.jpg", "/a.jpg")
        if isinstance(path, Path):
            break
    client_left.set()
    assert isinstance(failure, Failure)
    assert "it takes more than" in failure.why
    assert isinstance(path, Path), "the other picture is fetched nevertheless"


@pytest.mark.parametrize(
    ("status", "why", "request_count"),
    [
        (404, "no such picture (404)", 1),
        (410, "no such picture (410)", 1),
        (401, "(401)", 1),
        (403, "(403)", 1),
        (500, "answers 500", 3),
        (204, "answers 204", 1),
        (304, "answers 304", 1),
    ],
)
def test_the_status_of_an_answer_decides_the_message_and_the_retries(
    server: Server, tmp_path: Path, status: int, why: str, request_count: int
) -> None:
    server.answers["/a.jpg"] = sends(b"", status)
    [failure] = fetch(server, tmp_path, "/a.jpg")
    assert isinstance(failure, Failure)
    assert why in failure.why
    assert len(server.requested_paths) == request_count


def test_a_retry_waits_as_long_as_the_server_asks(server: Server, tmp_path: Path) -> None:
    answers = iter([sends(b"", 429, Retry_After="1"), sends(picture())])
    server.answers["/a.jpg"] = lambda request: next(answers)(request)
    start = time.monotonic()
    [path] = fetch(server, tmp_path, "/a.jpg")
    assert isinstance(path, Path)
    assert time.monotonic() - start >= 1


def test_redirects_are_bounded(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = sends(b"moved", 302, Location="/b.jpg")
    server.answers["/b.jpg"] = sends(picture())
    server.answers["/round.jpg"] = sends(b"", 301, Location="/round.jpg")
    server.answers["/away.jpg"] = sends(b"", 307, Location=server.url("/b.jpg", "img.example"))
    server.answers["/inside.jpg"] = sends(b"", 302, Location="https://169.254.169.254/latest/meta-data/")
    path, around, away, inside = fetch(server, tmp_path, "/a.jpg", "/round.jpg", "/away.jpg", "/inside.jpg")
    assert isinstance(path, Path)
    for failure, why in (
        (around, "more than 5 times"),
        (away, "another host, img.example"),
        (inside, "it names the port 443"),
    ):
        assert isinstance(failure, Failure)
        assert why in failure.why
    assert "img.example" not in "".join(server.hosts)


def test_a_redirect_from_the_bare_host_to_www_is_followed(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = sends(b"", 301, Location=server.url("/b.jpg", "www.shop.example"))
    server.answers["/b.jpg"] = sends(picture())
    [path] = fetch(server, tmp_path, server.url("/a.jpg", "shop.example"))
    assert isinstance(path, Path)


def test_an_invalid_certificate_is_refused(server: Server, tmp_path: Path) -> None:
    from generator.fetching.gate import Gate

    server.answers["/a.jpg"] = sends(picture())
    distrusting_gate = Gate(server.gate.permits, server.gate.ports)
    url = server.url("/a.jpg")
    first = fetch_pictures([url], tmp_path, distrusting_gate, lambda *_: None)[url]
    stranger_url = server.url("/a.jpg", "stranger.example")
    with host_names({"stranger.example": ["127.0.0.1"]}):
        second = fetch_pictures([stranger_url], tmp_path, server.gate, lambda *_: None)[stranger_url]
    for failure in (first, second):
        assert isinstance(failure, Failure)
        assert failure.why == "the server's certificate is not valid for it"
    assert server.requested_paths == []


def test_a_second_run_fetches_what_is_missing(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = sends(picture())
    fetch(server, tmp_path, "/a.jpg", "/b.jpg")
    assert sorted(server.requested_paths) == ["/a.jpg", "/b.jpg"]
    server.answers["/b.jpg"] = sends(picture(shade=10))
    server.requested_paths.clear()
    both = fetch(server, tmp_path, "/a.jpg", "/b.jpg", "/a.jpg")
    assert server.requested_paths == ["/b.jpg"]
    assert [path.read_bytes() for path in both if isinstance(path, Path)] == [picture(), picture(shade=10)]


def test_a_stored_file_is_used_only_if_it_is_a_whole_picture(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = sends(picture())
    place = tmp_path / shelf_name(server.url("/a.jpg"))
    (tmp_path / "elsewhere").write_bytes(picture(shade=5))
    for stranger in (b"<html>", picture()[:900], b""):
        place.write_bytes(stranger)
        [path] = fetch(server, tmp_path, "/a.jpg")
        assert isinstance(path, Path)
        assert path.read_bytes() == picture()
    place.unlink()
    place.symlink_to("elsewhere")
    [path] = fetch(server, tmp_path, "/a.jpg")
    assert isinstance(path, Path)
    assert not path.is_symlink()
    assert (path.read_bytes(), (tmp_path / "elsewhere").read_bytes()) == (picture(), picture(shade=5))
    place.unlink()
    place.mkdir()
    with pytest.raises(OSError):
        fetch(server, tmp_path, "/a.jpg")


def test_few_pictures_are_fetched_at_once(server: Server, tmp_path: Path) -> None:
    server.pause = 0.05
    urls = [
        server.url(f"/{n}.jpg", host) for n in range(5) for host in ("cdn.shop.example", "img.example", "shop.example")
    ]
    for n in range(5):
        server.answers[f"/{n}.jpg"] = sends(picture(shade=n))
    progress: list[tuple[int, int]] = []
    results = fetch_pictures(urls, tmp_path, server.gate, lambda now, total, _: progress.append((now, total)))
    assert all(isinstance(result, Path) for result in results.values())
    assert server.most_at_once["all"] <= 4
    assert all(most <= 2 for host, most in server.most_at_once.items() if host != "all")
    assert server.connections <= 6, "connections are used again"
    assert progress[-1] == (15, 15)
    assert sorted(progress) == progress


def test_a_host_that_is_down_does_not_delay_the_others(server: Server, tmp_path: Path) -> None:
    server.answers["/a.jpg"] = sends(picture())
    dead_urls = [f"https://gone.example:{server.port}/{n}.jpg" for n in range(50)]
    results = fetch_pictures([*dead_urls, server.url("/a.jpg")], tmp_path, server.gate, lambda *_: None)
    whys = [result.why for result in results.values() if isinstance(result, Failure)]
    assert whys.count("no host gone.example is found") <= 4
    assert sum("did not answer 3 times, and was not tried again" in why for why in whys) >= 46
    assert isinstance(results[server.url("/a.jpg")], Path)


def test_one_run_has_limits_of_pictures_and_bytes(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_pictures, "MOST_PICTURES", 2)
    for n in range(3):
        server.answers[f"/{n}.jpg"] = sends(picture(shade=n))
    *_, last = fetch(server, tmp_path, "/0.jpg", "/1.jpg", "/2.jpg")
    assert last == Failure("one run fetches at most 2 pictures", servers.LATER)
    assert all(isinstance(result, Path) for result in fetch(server, tmp_path, "/0.jpg", "/1.jpg", "/2.jpg"))
    monkeypatch.setattr(many_pictures, "MOST_BYTES", 10)
    whys = [
        result.why
        for result in fetch(server, tmp_path / "..", *(f"/{n}.jpg?v=2" for n in range(3)))
        if isinstance(result, Failure)
    ]
    assert any("at most" in why for why in whys)


def test_hosts_are_counted(server: Server) -> None:
    gate = server.gate
    urls = [server.url("/1"), server.url("/1"), server.url("/2"), server.url("/3", "img.example"), "http://x.example/4"]
    assert hosts_of(urls, gate) == {f"cdn.shop.example:{server.port}": 2, f"img.example:{server.port}": 1}


def test_unfinished_files_of_an_old_run_are_deleted(server: Server, tmp_path: Path) -> None:
    old, new = tmp_path / ".new-x-1", tmp_path / ".new-y-2"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    server.answers["/a.jpg"] = sends(picture())
    fetch(server, tmp_path, "/a.jpg")
    assert (old.exists(), new.exists()) == (False, True)


KILLED_RUN = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from generator.fetching import one_picture
from generator.fetching.many_pictures import fetch_pictures
from tests.fetching.picture_server import picture, picture_server, sends
with picture_server() as server:
    for n in range(8):
        server.answers[f"/{{n}}.jpg"] = sends(picture(shade=n))
    remaining = [{after}]
    check = one_picture._check_whole
    def stop(*arguments):
        remaining[0] -= 1
        if remaining[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        check(*arguments)
    one_picture._check_whole = stop
    fetch_pictures([server.url(f"/{{n}}.jpg") for n in range(8)], Path({folder!r}), server.gate, lambda *_: None)
"""


@pytest.mark.parametrize("after", [0, 3])
def test_a_killed_run_leaves_only_whole_pictures(tmp_path: Path, after: int) -> None:
    root = str(Path(__file__).parent.parent.parent)
    code = KILLED_RUN.format(root=root, folder=str(tmp_path), after=after)
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=240)
    assert result.returncode == -9, result.stderr.decode()
    pictures = {picture(shade=n) for n in range(8)}
    whole = [path for path in tmp_path.iterdir() if not path.name.startswith(".new-")]
    assert all(path.read_bytes() in pictures for path in whole)
    assert len(whole) <= after
