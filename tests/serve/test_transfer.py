"""Tests conditions, compression and ranges of answers."""

from __future__ import annotations

import gzip
from email.message import Message
from http import HTTPStatus
from pathlib import Path

import pytest

from generator.serve.responder import Answer
from generator.serve.transfer import Transfer, choose_transfer

FILM = bytes(range(256)) * 4
TEXT = "<p>wörter".encode() * 100
VIDEO = Answer(HTTPStatus.OK, {"Content-Type": "video/mp4"}, FILM)
PAGE = Answer(HTTPStatus.OK, {"Content-Type": "text/html; charset=utf-8", "X-Content-Type-Options": "nosniff"}, TEXT)


def send(answer: Answer, **headers: str) -> Transfer:
    request_headers = Message()
    for name, value in headers.items():
        request_headers[name.replace("_", "-")] = value
    return choose_transfer(answer, request_headers)


def body(transfer: Transfer) -> bytes:
    if transfer.file is None:
        return transfer.body
    with transfer.file as file:
        file.seek(transfer.start)
        return file.read(transfer.length)


def tag_of(answer: Answer) -> str:
    transfer = send(answer)
    body(transfer)
    return transfer.headers["ETag"]


@pytest.fixture(params=["memory", "file"])
def video(request: pytest.FixtureRequest, tmp_path: Path) -> Answer:
    if request.param == "memory":
        return VIDEO
    (tmp_path / "v.mp4").write_bytes(FILM)
    return Answer(HTTPStatus.OK, VIDEO.headers, source=tmp_path / "v.mp4")


@pytest.mark.parametrize(
    ("range_header", "first", "end"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=1000-", 1000, 1024),
        ("bytes=-24", 1000, 1024),
        ("bytes=5-5", 5, 6),
        ("bytes=1000-999999999999", 1000, 1024),
        ("bytes=-5000", 0, 1024),
        ("bytes = 2 - 3", 2, 4),
    ],
)
def test_a_range_of_a_video_is_sent(video: Answer, range_header: str, first: int, end: int) -> None:
    transfer = send(video, Range=range_header)
    assert transfer.status == 206
    assert transfer.headers["Content-Range"] == f"bytes {first}-{end - 1}/1024"
    assert transfer.headers["Accept-Ranges"] == "bytes"
    assert body(transfer) == FILM[first:end]


@pytest.mark.parametrize("range_header", ["bytes=1024-", "bytes=2000-3000", "bytes=-0"])
def test_a_range_beyond_the_end_is_refused(video: Answer, range_header: str) -> None:
    transfer = send(video, Range=range_header)
    assert (transfer.status, transfer.headers["Content-Range"], body(transfer)) == (416, "bytes */1024", b"")


@pytest.mark.parametrize(
    "range_header",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=0-1,4-5",
        "lines=0-1",
        "bytes=0-1\n",
        "bytes=٠-٩",
        "bytes=--1",
        "bytes=" + "9" * 500 + "-",
    ],
)
def test_an_invalid_range_gets_the_whole_file(video: Answer, range_header: str) -> None:
    transfer = send(video, Range=range_header)
    assert (transfer.status, body(transfer)) == (200, FILM)


def test_a_range_of_a_changed_file_gets_the_whole_file(video: Answer) -> None:
    tag = tag_of(video)
    assert body(send(video, Range="bytes=0-1", If_Range=tag)) == FILM[:2]
    for other in ('"other"', f"W/{tag}", "Sun, 22 Nov 2026 00:00:00 GMT"):
        assert body(send(video, Range="bytes=0-1", If_Range=other)) == FILM


def test_an_unchanged_file_is_not_sent_again(video: Answer) -> None:
    tag = tag_of(video)
    for tags in (tag, f"W/{tag}", "*", f'"a", {tag}'):
        transfer = send(video, If_None_Match=tags)
        assert (transfer.status, body(transfer), transfer.headers["ETag"]) == (304, b"", tag)
    assert body(send(video, If_None_Match='"a", "b"')) == FILM


@pytest.mark.parametrize("encodings", ["gzip", "br, gzip;q=0.5", "deflate,GZIP ; q=1"])
def test_text_is_compressed(encodings: str) -> None:
    transfer = send(PAGE, Accept_Encoding=encodings)
    assert (transfer.headers["Content-Encoding"], transfer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(transfer.body) == TEXT
    assert len(transfer.body) < len(TEXT) / 3
    assert transfer.headers["ETag"] != send(PAGE).headers["ETag"]
    assert send(PAGE, Accept_Encoding="gzip", If_None_Match=transfer.headers["ETag"]).status == 304
    assert send(PAGE, Accept_Encoding=encodings).body == transfer.body


@pytest.mark.parametrize("encodings", ["", "br", "gzip;q=0", "gzip; q=0.00", "identity", "xgzip"])
def test_text_is_sent_uncompressed_if_the_browser_needs_it(encodings: str) -> None:
    transfer = send(PAGE, Accept_Encoding=encodings, Range="bytes=0-1")
    assert (transfer.status, transfer.body, "Content-Encoding" in transfer.headers) == (200, TEXT, False)
    assert transfer.headers["Vary"] == "Accept-Encoding"


def test_pictures_and_very_small_files_are_not_compressed() -> None:
    for kind, data in (("image/webp", FILM), ("text/plain", b"short")):
        transfer = send(Answer(HTTPStatus.OK, {"Content-Type": kind}, data), Accept_Encoding="gzip")
        assert (transfer.body, "Vary" in transfer.headers) == (data, False)


def test_a_missing_file_has_no_tag() -> None:
    transfer = send(Answer(HTTPStatus.NOT_FOUND, {}, FILM), If_None_Match="*", Range="bytes=0-1")
    assert (transfer.status, transfer.body, "ETag" in transfer.headers) == (404, FILM, False)


def test_a_vanished_file_raises_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        send(Answer(HTTPStatus.OK, {}, source=tmp_path / "gone"))
