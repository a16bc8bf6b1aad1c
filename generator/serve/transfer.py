"""Transfer of an answer, as a content network does it: cached content is not sent again, text is compressed, and a
video is sent in the requested ranges (RFC 9110: 8.4 content codings, 13 conditions, 14 ranges)."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Mapping
from email.message import Message
from http import HTTPStatus
from typing import BinaryIO

from msgspec import Struct, field

from generator.serve.responder import Answer

_SMALLEST = 256  # bytes; less is not worth compressing
_TEXT = re.compile(r"text/|application/(xml|json|manifest\+json)|image/svg\+xml")
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


class Transfer(Struct, frozen=True):
    """Data to send: `body`, or `length` bytes of an open `file` from byte `start` on."""

    status: HTTPStatus
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    file: BinaryIO | None = None
    start: int = 0
    length: int = 0


def choose_transfer(answer: Answer, message: Message) -> Transfer:
    """Choose the data to send for an answer; `message` are the request's headers. The caller closes the file.

    Raises OSError if a source has vanished since the build.
    """
    file = answer.source.open("rb") if answer.source else None
    size = os.fstat(file.fileno()).st_size if file else len(answer.body)
    headers, status = dict(answer.headers), answer.status
    if status != HTTPStatus.OK:
        return Transfer(status, headers, answer.body, file, 0, size)
    result = os.fstat(file.fileno()) if file else None
    data = f"{answer.source}:{size}:{result.st_mtime_ns}".encode() if result else answer.body
    tag = hashlib.blake2b(data, digest_size=8).hexdigest()
    text = file is None and size >= _SMALLEST and _TEXT.match(headers.get("Content-Type", "")) is not None
    part = None if text else _byte_range(message, tag, size)
    is_packed = text and _takes_gzip(message.get("Accept-Encoding", ""))
    if text:
        headers["Vary"] = "Accept-Encoding"
    else:
        headers["Accept-Ranges"] = "bytes"
    headers["ETag"] = f'"{tag}-gzip"' if is_packed else f'"{tag}"'
    if _has(message.get("If-None-Match", ""), tag):
        if file:
            file.close()
        return Transfer(HTTPStatus.NOT_MODIFIED, {name: headers[name] for name in headers if name != "Content-Type"})
    if is_packed:
        body = gzip.compress(answer.body, 6, mtime=0)
        return Transfer(status, {**headers, "Content-Encoding": "gzip"}, body, length=len(body))
    if part is None:
        return Transfer(status, headers, answer.body, file, 0, size)
    if part.start >= part.stop:
        if file:
            file.close()
        return Transfer(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{size}"})
    headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    body = answer.body[part.start : part.stop]
    return Transfer(HTTPStatus.PARTIAL_CONTENT, headers, body, file, part.start, len(part))


def _has(header: str, tag: str) -> bool:
    """Return whether an If-None-Match names the content, in either coding (weak comparison, 8.8.3.2)."""
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return bool(tags & {"*", f'"{tag}"', f'"{tag}-gzip"'})


def _takes_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";")
        if name == "gzip":
            return re.fullmatch(r"q=0(\.0*)?", weight) is None
    return False


def _byte_range(message: Message, tag: str, size: int) -> range | None:
    """Return the requested bytes: empty if the range is outside the file, None for the whole file.

    Several ranges, and invalid ones, get the whole file, as 14.2 allows.
    """
    match = _RANGE.fullmatch(message.get("Range", "").replace(" ", ""))
    if match is None or not any(match.groups()) or message.get("If-Range", f'"{tag}"') != f'"{tag}"':
        return None
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size) if int(last) else range(0)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)
