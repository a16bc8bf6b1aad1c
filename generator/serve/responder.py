"""Responder for a built site: it answers every path from memory."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct, field

from generator.build.rendered_site import RenderedSite
from generator.output.output_file import OutputFile
from generator.serve.hosting import HeaderRules, headers_of, read_headers, read_redirects
from generator.serve.inject import inject, loosen

_TYPES = {
    "avif": "image/avif", "webp": "image/webp", "woff2": "font/woff2", "webmanifest": "application/manifest+json",
    "js": "text/javascript", "xml": "application/xml", "txt": "text/plain", "svg": "image/svg+xml",
    "mp4": "video/mp4", "webm": "video/webm",
}  # fmt: skip
_TEXT = ("text/", "application/xml", "application/manifest", "application/json", "image/svg")
_FOR_HOSTS = ("_headers", "_redirects")
_MISSING = "404.html"


class Answer(Struct, frozen=True):
    """Answer to a request: `body`, or the content of the file `source`."""

    status: HTTPStatus
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    source: Path | None = None


class Responder(Struct, frozen=True):
    """A built site with an index for answering requests.

    `looks` has a fingerprint of every page (path of its file -> hex), computed without the stylesheet's name. The
    browser does not reload a page with an equal fingerprint. `shape` is the same for the whole site.
    """

    site: RenderedSite
    files: Mapping[str, OutputFile]
    headers: HeaderRules
    redirects: Mapping[str, tuple[str, int]]
    styles: str
    looks: Mapping[str, str]
    shape: str

    @property
    def base(self) -> str:
        """Return the path of the site, with a slash at both ends; as text, not percent-encoded."""
        return unquote(self.site.page_context.base)

    def look_at(self, path: str) -> str:
        """Return the fingerprint of the page at a path: percent-encoded, without its query."""
        name = self._name(path)
        return self.looks.get(name) or f"missing {self.looks.get(_MISSING, '')}"

    def answer(self, path: str) -> Answer:
        """Answer a request for a path: percent-encoded, without its query."""
        if path in self.redirects:
            target, status = self.redirects[path]
            return Answer(HTTPStatus(status), {"Location": target})
        if self.base != "/" and (path == "/" or unquote(f"{path}/") == self.base):
            return Answer(HTTPStatus.FOUND, {"Location": quote(self.base)})
        name = self._name(path)
        if f"{name}/index.html" in self.files:
            return Answer(HTTPStatus.PERMANENT_REDIRECT, {"Location": quote(f"{self.base}{name}/")})
        file = self.files.get(name) if name not in (*_FOR_HOSTS, _MISSING) else None
        return self._give(file, path, HTTPStatus.OK) if file else self._missing(path)

    def _name(self, path: str) -> str:
        """Return the file that a path names, whether it exists or not."""
        plain = unquote(path)
        if not plain.startswith(self.base):
            return _MISSING
        name = plain.removeprefix(self.base)
        return f"{name}index.html" if not name or name.endswith("/") else name

    def _missing(self, path: str) -> Answer:
        page = self.files.get(_MISSING)
        if page is None:
            return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain; charset=utf-8"}, b"not found\n")
        return self._give(page, path, HTTPStatus.NOT_FOUND)

    def _give(self, file: OutputFile, path: str, status: HTTPStatus) -> Answer:
        kind = content_type(file.path)
        headers = {"Cache-Control": "public, max-age=0, must-revalidate", **headers_of(self.headers, path)}
        headers = {"Content-Type": kind, **loosen(headers)}
        if file.source is not None and not kind.startswith(_TEXT):
            return Answer(status, headers, source=file.source)
        try:
            data = file.read()
        except OSError:
            return Answer(HTTPStatus.NOT_FOUND, {"Content-Type": _TYPES["txt"]}, b"this file is no longer there\n")
        if kind.startswith("text/html"):
            data = inject(data, self.look_at(path), self.styles)
        return Answer(status, headers, data)


def make_responder(rendered_site: RenderedSite, before: Responder | None = None) -> Responder:
    """Make the responder of a site. Reuse the fingerprints of files whose bytes are unchanged."""
    files = {file.path: file for file in rendered_site.files}
    headers, redirects = (files[name].read() for name in _FOR_HOSTS)
    styles = rendered_site.page_context.bundle.styles
    responder = before if before and before.styles == styles else None
    looks = {file.path: _look(file, styles, responder) for file in rendered_site.files if file.path.endswith(".html")}
    shape = _shape(files, looks, styles)
    return Responder(rendered_site, files, read_headers(headers), read_redirects(redirects), styles, looks, shape)


def changed_pages(before: Responder | None, now: Responder | None) -> tuple[str, ...]:
    """Return the sorted addresses of pages that are new, removed or different."""
    old, new = (site.looks if site else {} for site in (before, now))
    base = now.base if now else "/"
    paths = sorted(path for path in {*old, *new} if old.get(path) != new.get(path))
    return tuple(quote(base + path.removesuffix("index.html")) for path in paths)


def content_type(path: str) -> str:
    """Return the media type for a file's extension."""
    kind = _TYPES.get(path.rpartition(".")[2]) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith(_TEXT) else kind


def _look(file: OutputFile, styles: str, responder: Responder | None) -> str:
    old = responder.files.get(file.path) if responder else None
    if responder and old and old.data is file.data and old.source == file.source and file.path in responder.looks:
        return responder.looks[file.path]  # the cache names a source by its content
    data, name = file.read(), styles.encode()
    return _hash(data.replace(name, b"") if name else data)


def _shape(files: Mapping[str, OutputFile], looks: Mapping[str, str], styles: str) -> str:
    """Return the site's fingerprint. A source is a picture or copy that its name or place in the cache identifies."""
    parts = (
        f"{path}\0{looks.get(path) or (_hash(file.data) if file.data is not None else file.source)}"
        for path, file in files.items()
        if path != styles
    )
    return _hash("\n".join(parts).encode())


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=12).hexdigest()
