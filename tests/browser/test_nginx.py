"""The nginx configuration of docs/deployment.md, tried on a real nginx with the example."""

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

AROUND = """{user}
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
    """The example behind nginx, configured by the document's own text; only port, folder and name are ours."""
    with _running(_documented(), str(example.folder), tmp_path_factory.mktemp("nginx")) as url:
        yield url


@pytest.fixture(scope="module")
def below(example: Example, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The example below /friends/, with the one change that the document asks for."""
    root = tmp_path_factory.mktemp("root")
    (root / "friends").symlink_to(example.folder)
    block = re.sub("(error_page 4[01][04]) /404.html", r"\1 /friends/404.html", _documented())
    block = block.replace("^~ /mara-lind/", "^~ /friends/mara-lind/")
    with _running(block, str(root), tmp_path_factory.mktemp("nginx")) as url:
        yield f"{url}friends/"


def _documented() -> str:
    blocks = re.findall(r"```nginx\n(.*?)```", (ROOT / "docs/deployment.md").read_text(encoding="utf-8"), re.DOTALL)
    server, gone = blocks
    return str(server.removesuffix("}\n") + gone + "}\n")


@contextmanager
def _running(block: str, root: str, here: Path) -> Iterator[str]:
    program = need(find_nginx(), "nginx")
    port = free_port()
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};")
    block = block.replace("/var/www/friends", root).replace("friends.maisonlune.example", "_")
    user = "user root;" if os.geteuid() == 0 else ""
    (here / "nginx.conf").write_text(AROUND.format(user=user, here=here, block=block))
    running = subprocess.Popen([program, "-p", here, "-c", here / "nginx.conf", "-e", here / "error.log"])
    try:
        url = f"http://127.0.0.1:{port}/"
        while True:
            try:
                ask(url)
                break
            except urllib.error.URLError:
                assert running.poll() is None, (here / "error.log").read_text()
                time.sleep(0.05)
        yield url
    finally:
        running.terminate()
        running.wait(240)


def ask(url: str) -> tuple[int, Message]:
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def test_its_headers_are_those_of_the_built_folder(nginx: str, example: Example) -> None:
    lines = (example.folder / "_headers").read_text().splitlines()
    wanted = dict(line.strip().split(": ", 1) for line in lines if line.startswith("  "))
    cache = wanted.pop("Cache-Control")
    for path in ("", example.owns[0], "nobody/"):
        _, headers = ask(nginx + path)
        assert {name: headers[name] for name in wanted} == wanted
        assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    style = next((example.folder / "assets").glob("*.css")).name
    assert ask(f"{nginx}assets/{style}")[1]["Cache-Control"] == cache


def test_what_it_serves_and_what_it_does_not(nginx: str, example: Example) -> None:
    assert ask(nginx)[0] == ask(nginx + example.owns[0])[0] == ask(nginx + example.owns[0].rstrip("/"))[0] == 200
    assert [ask(nginx + path)[0] for path in ("nobody/", "_headers", "_redirects", "build.json")] == [404] * 4
    for suffix, kind in (
        ("webp", "image/webp"),
        ("woff2", "font/woff2"),
        ("css", "text/css"),
        ("svg", "image/svg+xml"),
    ):
        for file in list((example.folder / "assets").glob(f"*.{suffix}"))[:1]:
            assert ask(f"{nginx}assets/{file.name}")[1]["Content-Type"].startswith(kind)


def test_below_a_path_it_is_the_same(below: str, example: Example) -> None:
    style = next((example.folder / "assets").glob("*.css")).name
    assert ask(f"{below}assets/{style}")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("", example.owns[0]):
        status, headers = ask(below + path)
        assert (status, headers["Cache-Control"]) == (200, "public, max-age=0, must-revalidate")
    assert [ask(below + path)[0] for path in ("nobody/", "_headers", "_redirects", "build.json")] == [404] * 4
    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(f"{below}nobody/")
    with told.value as answer:
        assert answer.read() == (example.folder / "404.html").read_bytes()


def test_who_was_forgotten_is_gone(nginx: str, example: Example) -> None:
    with pytest.raises(urllib.error.HTTPError) as told:
        urllib.request.urlopen(f"{nginx}mara-lind/")
    with told.value as answer:
        assert answer.code == 410
        assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert answer.read() == (example.folder / "404.html").read_bytes()
    assert ask(f"{nginx}mara-lind/qr.svg")[0] == 410


def test_its_pages_are_well(browser: Browser, nginx: str, example: Example) -> None:
    with visiting(browser) as visit:
        for path in ["", *example.owns[:3]]:
            visit.open(nginx + path)
        assert visit.complaints == []
        assert visit.foreign(nginx) == []
