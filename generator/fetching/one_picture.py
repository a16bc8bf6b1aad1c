"""Download of one picture to a file; checks that it is complete and a picture."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path

from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from generator.fetching.address import (
    FetchError,
    PictureAddress,
    next_address,
    parse_picture_address,
)
from generator.fetching.gate import Gate
from generator.fetching.servers import LATER, Servers, reason_of
from generator.images.decode.open import open_picture
from generator.images.decode.sniff import looks_like, other_picture, picture_format
from generator.images.errors import PictureError

MOST_BYTES = 20_000_000
MOST_SECONDS = 60.0
_MOST_REDIRECTS = 5
_PIECE = 1 << 16
_SNIFF_BYTES = 512
_MOST_WAIT = 30.0
_TOO_LARGE = f"it has more than {MOST_BYTES // 1_000_000} MB"
_SMALLER = "download it, save it smaller, and give it with --images DIR"
_ITSELF = "write the address of the picture itself, as on the shop's page"


def fetch_picture(text: str, target: Path, servers: Servers, gate: Gate, clock: float) -> None:
    """Fetch a picture into a file, which appears whole or not at all. Raise FetchError.

    `clock` is the deadline (time.monotonic).
    """
    address = parse_picture_address(text, gate)
    for _ in range(_MOST_REDIRECTS + 1):
        response = servers.ask(address)
        try:
            location = response.headers.get("Location", "")
            if response.status not in (301, 302, 303, 307, 308) or not location:
                _check_status(response)
                _write(response, target, clock, address)
                return
        finally:
            response.close()  # a body read to its end has already returned its connection
        address = next_address(address, location, gate)
    raise FetchError(f"it redirects more than {_MOST_REDIRECTS} times", _ITSELF)


def is_picture(path: Path) -> bool:
    """Return whether an earlier run's file is here and whole: another process may have written it."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        _check_whole(path, path.name)
    except FetchError:
        return False
    return True


def _check_status(response: BaseHTTPResponse) -> None:
    status = response.status
    if status == 200:
        return
    if status in (429, 503):
        after = response.headers.get("Retry-After", "")
        wait = min(float(after), _MOST_WAIT) if after.isascii() and after.isdecimal() else 2.0
        raise FetchError("the server asks to wait for a while", LATER, again=True, wait=wait)
    if status in (401, 403):
        raise FetchError(f"the server gives it only to known users ({status})", _ITSELF)
    if status in (404, 410):
        raise FetchError(f"the server has no such picture ({status})", "check the address: open it in a browser")
    raise FetchError(f"the server answers {status}", LATER, again=status >= 500)


def _write(response: BaseHTTPResponse, target: Path, clock: float, address: PictureAddress) -> None:
    length = response.headers.get("Content-Length", "")
    if length.isascii() and length.isdecimal() and int(length[:20]) > MOST_BYTES:
        raise FetchError(_TOO_LARGE, _SMALLER)
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("identity", "gzip", "deflate"):
        raise FetchError("the server compresses it, which was not requested", _ITSELF)
    beside = target.with_name(f".new-{target.name}-{os.getpid()}")
    try:
        with beside.open("wb") as file:
            _pour(response, file.write, clock)
            file.flush()
            os.fsync(file.fileno())
        _check_whole(beside, address.path.partition("?")[0].rpartition("/")[2] or "picture")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _pour(response: BaseHTTPResponse, write: Callable[[bytes], object], clock: float) -> None:
    """Write a body piece by piece, and write nothing before it looks like a picture."""
    head, size = b"", 0
    try:
        for piece in response.stream(_PIECE, decode_content=True):
            if time.monotonic() > clock:
                raise FetchError(f"it takes more than {MOST_SECONDS:.0f} seconds", LATER)
            size += len(piece)
            if size > MOST_BYTES:
                raise FetchError(_TOO_LARGE, _SMALLER)
            if len(head) >= _SNIFF_BYTES:
                write(piece)
                continue
            head += piece
            if len(head) >= _SNIFF_BYTES:
                _check_head(head)
                write(head)
    except (HTTPError, HTTPException) as error:
        raise reason_of(error) from None
    if len(head) < _SNIFF_BYTES:
        _check_head(head)
        write(head)


def _check_head(head: bytes) -> None:
    if not head:
        raise FetchError("the server sends nothing", _ITSELF)
    if picture_format(head[:_SNIFF_BYTES]) is None:
        what = other_picture(head[:_SNIFF_BYTES]) or looks_like(head[:_SNIFF_BYTES])
        raise FetchError(f"the server does not send a picture that a page can show: it looks like {what}", _ITSELF)


def _check_whole(path: Path, name: str) -> None:
    """Raise FetchError if a picture cannot be decoded to its end."""
    try:
        open_picture(path, at_least=1)
    except PictureError as error:
        raise FetchError(error.message.replace(path.name, name[:60]).rstrip("."), error.help) from None
