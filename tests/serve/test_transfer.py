"""How answers are sent: conditions, compression, ranges."""

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
    asked = Message()
    for name, value in headers.items():
        asked[name.replace("_", "-")] = value
    return choose_transfer(answer, asked)


def body(sent: Transfer) -> bytes:
    if sent.file is None:
        return sent.body
    with sent.file as file:
        file.seek(sent.start)
        return file.read(sent.length)


def tag_of(answer: Answer) -> str:
    sent = send(answer)
    body(sent)
    return sent.headers["ETag"]


@pytest.fixture(params=["memory", "file"])
def video(request: pytest.FixtureRequest, tmp_path: Path) -> Answer:
    if request.param == "memory":
        return VIDEO
    (tmp_path / "v.mp4").write_bytes(FILM)
    return Answer(HTTPStatus.OK, VIDEO.headers, source=tmp_path / "v.mp4")


@pytest.mark.parametrize(
    ("wanted", "first", "end"),
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
def test_a_piece_of_a_video(video: Answer, wanted: str, first: int, end: int) -> None:
    sent = send(video, Range=wanted)
    assert sent.status == 206
    assert sent.headers["Content-Range"] == f"bytes {first}-{end - 1}/1024"
    assert sent.headers["Accept-Ranges"] == "bytes"
    assert body(sent) == FILM[first:end]


@pytest.mark.parametrize("wanted", ["bytes=1024-", "bytes=2000-3000", "bytes=-0"])
def test_a_piece_beyond_its_end(video: Answer, wanted: str) -> None:
    sent = send(video, Range=wanted)
    assert (sent.status, sent.headers["Content-Range"], body(sent)) == (416, "bytes */1024", b"")


@pytest.mark.parametrize(
    "wanted",
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
def test_what_is_no_range_gets_the_whole(video: Answer, wanted: str) -> None:
    sent = send(video, Range=wanted)
    assert (sent.status, body(sent)) == (200, FILM)


def test_a_piece_of_what_has_changed_is_the_whole(video: Answer) -> None:
    tag = tag_of(video)
    assert body(send(video, Range="bytes=0-1", If_Range=tag)) == FILM[:2]
    for other in ('"other"', f"W/{tag}", "Sun, 22 Nov 2026 00:00:00 GMT"):
        assert body(send(video, Range="bytes=0-1", If_Range=other)) == FILM


def test_what_the_browser_has_is_not_sent_again(video: Answer) -> None:
    tag = tag_of(video)
    for named in (tag, f"W/{tag}", "*", f'"a", {tag}'):
        sent = send(video, If_None_Match=named)
        assert (sent.status, body(sent), sent.headers["ETag"]) == (304, b"", tag)
    assert body(send(video, If_None_Match='"a", "b"')) == FILM


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "deflate,GZIP ; q=1"])
def test_text_is_compressed(accepted: str) -> None:
    sent = send(PAGE, Accept_Encoding=accepted)
    assert (sent.headers["Content-Encoding"], sent.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(sent.body) == TEXT
    assert len(sent.body) < len(TEXT) / 3
    assert sent.headers["ETag"] != send(PAGE).headers["ETag"]
    assert send(PAGE, Accept_Encoding="gzip", If_None_Match=sent.headers["ETag"]).status == 304
    assert send(PAGE, Accept_Encoding=accepted).body == sent.body


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "gzip; q=0.00", "identity", "xgzip"])
def test_text_is_sent_as_it_is_where_nothing_else_is_taken(accepted: str) -> None:
    sent = send(PAGE, Accept_Encoding=accepted, Range="bytes=0-1")
    assert (sent.status, sent.body, "Content-Encoding" in sent.headers) == (200, TEXT, False)
    assert sent.headers["Vary"] == "Accept-Encoding"


def test_pictures_and_the_very_small_are_not_compressed() -> None:
    for kind, data in (("image/webp", FILM), ("text/plain", b"short")):
        sent = send(Answer(HTTPStatus.OK, {"Content-Type": kind}, data), Accept_Encoding="gzip")
        assert (sent.body, "Vary" in sent.headers) == (data, False)


def test_what_is_not_found_has_no_tag() -> None:
    sent = send(Answer(HTTPStatus.NOT_FOUND, {}, FILM), If_None_Match="*", Range="bytes=0-1")
    assert (sent.status, sent.body, "ETag" in sent.headers) == (404, FILM, False)


def test_a_file_that_has_vanished(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        send(Answer(HTTPStatus.OK, {}, source=tmp_path / "gone"))
