"""Tests the nginx configuration of docs/deployment.md on a real nginx with the example."""

from __future__ import annotations

import os
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.example import ROOT, Example
from tests.browser.visit import visiting
from tests.needs import need
from tests.ports import free_port
from tools.gates.nginx import find_nginx

WHOLE_CONFIG = """{user}
worker_processes 1;
daemon off;
pid {here}/pid;
error_log {here}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {here}/body; proxy_temp_path {here}/proxy; fastcgi_temp_path {here}/fastcgi;
  uwsgi_temp_path {here}/uwsgi; scgi_temp_path {here}/scgi;
  {block}
}}
"""


@pytest.fixture(scope="module")
def nginx(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example with nginx and the documented configuration. Only port, folder and host name differ."""
    with _run_nginx(_documented_block(), str(example.folder), tmp_path_factory.mktemp("nginx")) as url:
        yield url


@pytest.fixture(scope="module")
def nginx_below_a_path(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the example below /friends/, with the one change that the document asks for."""
    root = tmp_path_factory.mktemp("root")
    (root / "friends").symlink_to(example.folder)
    block = re.sub("(error_page 4[01][04]) /404.html", r"\1 /friends/404.html", _documented_block())
    block = block.replace("^~ /mara-lind/", "^~ /friends/mara-lind/")
    with _run_nginx(block, str(root), tmp_path_factory.mktemp("nginx")) as url:
        yield f"{url}friends/"


def _documented_block() -> str:
    blocks = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/deployment.md").read_text(encoding="utf-8"), re.DOTALL)
    server, gone_block = blocks
    return str(server.removesuffix("}\n") + gone_block + "}\n")


@contextmanager
def _run_nginx(block: str, root: str, here: Path) -> Iterator[str]:
    program = need(find_nginx(), "nginx")
    port = free_port()
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};")
    block = block.replace("/var/www/friends", root).replace("friends.maisonlune.example", "_")
    user = "user root;" if os.geteuid() == 0 else ""
    (here / "nginx.conf").write_text(WHOLE_CONFIG.format(user=user, here=here, block=block))
    process = subprocess.Popen([program, "-p", here, "-c", here / "nginx.conf", "-e", here / "error.log"])
    try:
        url = f"http://127.0.0.1:{port}/"
        while True:
            try:
                ask(url)
                break
            except urllib.error.URLError:
                assert process.poll() is None, (here / "error.log").read_text()
                time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        process.wait(240)


def ask(url: str) -> tuple[int, Message]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def test_the_headers_are_those_of_the_built_folder(nginx: str, example: Example) -> None:
    lines = (example.folder / "_headers").read_text().splitlines()
    expected = dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))
    cache = expected.pop("Cache-Control")
    for path in ("", example.own_pages[0], "nobody/"):
        _, headers = ask(nginx + path)
        assert {name: headers[name] for name in expected} == expected
        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    style = next((example.folder / "assets").glob("*.css")).name
    assert ask(f"{nginx}assets/{style}")[1]["Cache-Control"] == cache


def test_pages_are_served_and_internal_files_are_not(nginx: str, example: Example) -> None:
    assert (
        ask(nginx)[0] == ask(nginx + example.own_pages[0])[0] == ask(nginx + example.own_pages[0].rstrip("/"))[0] == 200
    )
    assert [ask(nginx + path)[0] for path in ("nobody/", "_headers", "_redirects", "build.json")] == [404] * 4
    for suffix, kind in (
        ("webp", "image/webp"),
        ("woff2", "font/woff2"),
        ("css", "text/css"),
        ("svg", "image/svg+xml"),
    ):
        file = next((example.folder / "assets").glob(f"*.{suffix}"))
        assert ask(f"{nginx}assets/{file.name}")[1]["Content-Type"].startswith(kind)


def test_a_site_below_a_path_is_served_alike(nginx_below_a_path: str, example: Example) -> None:
    style = next((example.folder / "assets").glob("*.css")).name
    assert ask(f"{nginx_below_a_path}assets/{style}")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("", example.own_pages[0]):
        status, headers = ask(nginx_below_a_path + path)
        assert (status, headers["Cache-Control"]) == (200, "public, max-age=0, must-revalidate")
    assert [ask(nginx_below_a_path + path)[0] for path in ("nobody/", "_headers", "_redirects", "build.json")] == [
        404
    ] * 4
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{nginx_below_a_path}nobody/")
    with error.value as answer:
        assert answer.read() == (example.folder / "404.html").read_bytes()


def test_a_deleted_person_is_gone(nginx: str, example: Example) -> None:
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{nginx}mara-lind/")
    with error.value as answer:
        assert answer.code == 410
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.read() == (example.folder / "404.html").read_bytes()
    assert ask(f"{nginx}mara-lind/qr.svg")[0] == 410


def test_pages_from_nginx_have_no_complaints(browser: Browser, nginx: str, example: Example) -> None:
    with visiting(browser) as visit:
        for path in ["", *example.own_pages[:3]]:
            visit.open(nginx + path)
        assert visit.complaints == []
        assert visit.foreign_requests(nginx) == []
