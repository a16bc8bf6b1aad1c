"""A shop on this machine that records each request, under its own host name and by HTTPS."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from queue import Queue

from tests.browser.example import DAY, ROOT
from tests.browser.server import run_server

PAGE = b'<!doctype html><title>Shop</title><link rel="icon" href="data:,"><p>Welcome'


@dataclass
class Shop:
    """The requested addresses in order, without fragments, which no browser sends.

    A shop that is `closed` answers 204 (no content), so the visitor stays on the page and can click the next link.
    """

    port: int = 0
    closed: bool = False
    requests: Queue[str] = field(default_factory=Queue)


@contextmanager
def open_shop(tls: ssl.SSLContext) -> Iterator[Shop]:
    """Start a shop that shows the same page at every address."""
    shop = Shop()

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            shop.requests.put(f"https://{self.headers['Host']}{self.path}")
            if shop.closed:
                self.send_response(204)
                self.end_headers()
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with run_server(Answer, tls=tls) as shop.port:
        yield shop


def certify(openssl: str, folder: Path) -> ssl.SSLContext:
    """Make a certificate for two days. The browser is started so that it accepts it."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@dataclass(frozen=True)
class Sheet:
    """The link sheet of the example, as the command line writes it."""

    rows: tuple[dict[str, str], ...]

    @cached_property
    def planned_links(self) -> dict[str, list[str]]:
        """Return the addresses of each page's paid links, in the order of the page."""
        pages: dict[str, list[str]] = {}
        for row in self.rows:
            pages.setdefault(row["page"].removesuffix("index.html"), []).append(row["url"])
        return pages

    def kinds(self, person: str) -> set[str]:
        """Return the placements of a person's links, and `fragment` if one of the links has a fragment."""
        own = [row for row in self.rows if row["ambassador"] == person]
        return {row["placement"] for row in own} | {"fragment" for row in own if "#" in row["url"]}

    def sample(self, languages: dict[str, str]) -> list[str]:
        """Return at least three people who together have every placement and language."""
        has = {person: {f"lang {language}"} for person, language in languages.items()}
        for row in self.rows:
            has[row["ambassador"]].add(row["placement"])
        missing: set[str] = set().union(*has.values())
        chosen: list[str] = []
        while missing or len(chosen) < 3:
            best = max((slug for slug in sorted(has) if slug not in chosen), key=lambda slug: len(has[slug] & missing))
            chosen.append(best)
            missing -= has[best]
        return chosen


def read_sheet() -> Sheet:
    """Run `ambassador links` on the example."""
    command = [sys.executable, "-m", "generator", "links", "--format", "json", "--as-of", DAY]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return Sheet(tuple(json.loads(result.stdout)))
