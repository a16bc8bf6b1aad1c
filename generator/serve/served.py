"""A made site as it is served: the answer to every path, from memory."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import quote, unquote

from generator.build import Made
from generator.output.files import OutputFile
from generator.serve.hosting import HeaderRules, headers_of, read_headers, read_redirects
from generator.serve.inject import inject, loosen

_TYPES = {
    "avif": "image/avif", "webp": "image/webp", "woff2": "font/woff2", "webmanifest": "application/manifest+json",
    "js": "text/javascript", "xml": "application/xml", "txt": "text/plain", "svg": "image/svg+xml",
}  # fmt: skip
_TEXT = ("text/", "application/xml", "application/manifest", "image/svg")
_FOR_HOSTS = ("_headers", "_redirects")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request gets."""

    status: HTTPStatus
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Served:
    """A made site, ready to be asked. `shape` is a fingerprint of all of it but its stylesheet."""

    made: Made
    files: Mapping[str, OutputFile]
    headers: HeaderRules
    redirects: Mapping[str, tuple[str, int]]
    styles: str
    shape: str

    @property
    def base(self) -> str:
        """The path under which the site lives, with a slash at both ends."""
        return self.made.plan.base

    def answer(self, path: str) -> Answer:
        """Answer a request for a path as it was asked for: percent-encoded, without its query."""
        if path in self.redirects:
            target, status = self.redirects[path]
            return Answer(HTTPStatus(status), {"Location": target})
        if path == "/" and self.base != "/":
            return Answer(HTTPStatus.FOUND, {"Location": quote(self.base)})
        name = unquote(path).removeprefix(self.base) if unquote(path).startswith(self.base) else "404.html"
        if f"{name}/index.html" in self.files:
            return Answer(HTTPStatus.PERMANENT_REDIRECT, {"Location": quote(f"{self.base}{name}/")})
        if not name or name.endswith("/"):
            name += "index.html"
        found = self.files.get(name) if name not in (*_FOR_HOSTS, "404.html") else None
        return self._give(found, path, HTTPStatus.OK) or self._missing(path)

    def _missing(self, path: str) -> Answer:
        missing = self._give(self.files.get("404.html"), path, HTTPStatus.NOT_FOUND)
        return missing or Answer(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain"}, b"not found\n")

    def _give(self, file: OutputFile | None, path: str, status: HTTPStatus) -> Answer | None:
        """A file with its headers; None for one that is not there, or that has vanished since it was planned."""
        data = read_output(file) if file else None
        if file is None or data is None:
            return None
        kind = content_type(file.path)
        headers = {"Cache-Control": "public, max-age=0, must-revalidate", **headers_of(self.headers, path)}
        if kind.startswith("text/html"):
            headers, data = loosen(headers), inject(data, "shape", self.shape, self.styles)
        return Answer(status, {"Content-Type": kind, **headers}, data)


def serve_made(made: Made) -> Served:
    """Make a site ready to be asked."""
    files = {file.path: file for file in made.files}
    headers, redirects = (read_output(files[name]) or b"" for name in _FOR_HOSTS)
    styles = made.plan.bundle.styles
    return Served(made, files, read_headers(headers), read_redirects(redirects), styles, _shape(made, styles))


def read_output(file: OutputFile) -> bytes | None:
    """The bytes of a made file; None when its source has vanished."""
    if file.source is None:
        return file.data
    try:
        return file.source.read_bytes()
    except OSError:
        return None


def content_type(path: str) -> str:
    """The media type by a file's ending."""
    kind = _TYPES.get(path.rpartition(".")[2]) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


def _shape(made: Made, styles: str) -> str:
    """Fingerprint a site. Pictures are named by content; a file that is copied is known by its size and time."""
    digest, name = hashlib.blake2b(digest_size=12), styles.encode()
    for file in made.files:
        if file.path == styles:
            continue
        digest.update(file.path.encode() + b"\0")
        if file.data is not None:
            digest.update(file.data.replace(name, b"") if file.path.endswith(".html") and name else file.data)
        elif file.source is not None and file.source.is_file():
            told = file.source.stat()
            digest.update(f"{file.source}:{told.st_size}:{told.st_mtime_ns}".encode())
    return digest.hexdigest()
