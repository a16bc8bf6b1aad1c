"""Tests that a published video keeps its pictures and sound, and loses place, device and all hidden tracks."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.images.errors import HiddenTrackError
from generator.images.video.mp4 import clean_mp4
from generator.images.video.webm import clean_webm
from tests.images.films import (
    PLACE,
    SECRET,
    box,
    film,
    frames,
    with_entry_boxes,
    with_hidden_bytes,
    with_track,
)


@pytest.fixture(scope="module")
def mp4(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a film as a phone writes it, with its place and a secret in several boxes."""
    data = film(tmp_path_factory.mktemp("films") / "demo.mp4", "mpeg4", movflags="use_metadata_tags")
    xmp = box(b"uuid", bytes(16) + f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    maker = box(b"sefd", SECRET.encode())  # a box of one camera maker
    return data + xmp + maker + box(b"free", SECRET.encode())


@pytest.fixture(scope="module")
def fragmented(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "live.mp4", "mpeg4", movflags="frag_keyframe+empty_moov")


@pytest.fixture(scope="module")
def webm(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "demo.webm", "libvpx")


@pytest.mark.parametrize("name", ["mp4", "fragmented", "webm"])
def test_metadata_is_removed_and_every_frame_stays(name: str, request: pytest.FixtureRequest) -> None:
    data: bytes = request.getfixturevalue(name)
    assert SECRET.encode() in data
    cleaned_film = (clean_webm if name == "webm" else clean_mp4)(data)
    assert len(cleaned_film) == len(data)
    assert SECRET.encode() not in cleaned_film
    assert PLACE.encode() not in cleaned_film
    assert frames(cleaned_film) == frames(data)
    assert len(frames(cleaned_film)) > 30
    with av.open(io.BytesIO(data)) as before, av.open(io.BytesIO(cleaned_film)) as after:
        assert before.metadata.get("title") == SECRET
        metadata = {key: value for part in (after, *after.streams) for key, value in part.metadata.items()}
        assert set(metadata) <= {
            "major_brand",
            "minor_version",
            "compatible_brands",
            "language",
            "handler_name",
            "vendor_id",
            "encoder",  # the program that wrote a WebM, which its format asks for
        }
        assert not metadata.get("handler_name")


def test_the_place_that_a_phone_writes_is_removed(mp4: bytes) -> None:
    """`\\xa9xyz` in `udta`, as Android and iPhones write it, and the keys of QuickTime."""
    assert b"\xa9xyz" in mp4 or b"com.apple.quicktime.location" in mp4
    cleaned_film = clean_mp4(mp4)
    assert b"\xa9xyz" not in cleaned_film
    assert b"quicktime.location" not in cleaned_film
    assert clean_mp4(cleaned_film) == cleaned_film


PLACES = [f"[latitude: 45.7640] [longitude: 4.8357] {PLACE} {SECRET} {number}".encode() for number in range(30)]


@pytest.mark.parametrize("kind", [b"text", b"sbtl", b"subt", b"clcp", b"meta", b"camm", b"tmcd", b"hint", b"mhlr"])
def test_a_hidden_track_is_removed_with_its_samples(kind: bytes, mp4: bytes) -> None:
    """Drones write their place into subtitles (`tx3g`, `wvtt`), action cameras into `gpmd`, phones into `meta`."""
    data = with_track(mp4, kind, PLACES)
    assert data.count(PLACE.encode()) >= 30
    cleaned_film = clean_mp4(data)
    assert len(cleaned_film) == len(data)
    for secret in (PLACE.encode(), SECRET.encode(), b"latitude", kind, b"tx3g"):
        assert secret not in cleaned_film
    assert frames(cleaned_film) == frames(mp4)
    assert clean_mp4(cleaned_film) == cleaned_film


def test_a_track_that_cannot_be_taken_out_is_refused(mp4: bytes, fragmented: bytes, webm: bytes) -> None:
    """A fragmented film has its samples in every piece. A hostile table names the same bytes 100,000 times."""
    moov_at = mp4.index(b"moov") - 4
    size = int.from_bytes(mp4[moov_at : moov_at + 4], "big")
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"camm" + bytes(13))))
    film_start = mp4[:moov_at] + (size + len(track)).to_bytes(4, "big") + mp4[moov_at + 4 : moov_at + size] + track
    repeated_chunks = with_track(mp4, b"text", [bytes(len(mp4) // 2)], chunks=100_000)
    subtitles = webm.replace(b"\x83\x81\x02", b"\x83\x81\x11")
    assert subtitles != webm
    for data, clean in (
        (film_start + mp4[moov_at + size :], clean_mp4), (with_track(fragmented, b"text", PLACES), clean_mp4),
        (repeated_chunks, clean_mp4), (subtitles, clean_webm),
    ):  # fmt: skip
        with pytest.raises(HiddenTrackError):
            clean(data)


def test_secrets_in_unusual_boxes_are_removed(mp4: bytes, webm: bytes) -> None:
    secret = SECRET.encode()
    for kind in (b"udta", b"meta", b"uuid", b"XMP_", b"loci", b"emsg", b"\xa9xyz", b"sefd", b"\0\0\0\0"):
        data = mp4 + box(kind, secret)
        assert secret not in clean_mp4(data), kind
    for kind in (0x1254C367, 0x1941A469, 0x1043A770, 0xEC, 0x4D80, 0x5741, 0x7BA9, 0x536E, 0x3EB923, 0x7373):
        element = kind.to_bytes((kind.bit_length() + 7) // 8, "big") + bytes([0x80 | len(secret)]) + secret
        cleaned_film = clean_webm(webm + element)
        assert secret not in cleaned_film, hex(kind)
        assert frames(cleaned_film) == frames(webm)
    assert b"Lavf" not in clean_webm(webm)
    assert b"Lavc" in mp4  # the name of the encoder, in the description of the samples
    head = mp4[: mp4.index(b"mdat")] + mp4[mp4.index(b"moov") :]
    assert b"Lavf" not in clean_mp4(mp4)[: len(head)]


@pytest.mark.parametrize("entry", [b"mp4v", b"mp4a"])
@pytest.mark.parametrize("kind", [b"uuid", b"udta", b"meta", b"\xa9xyz", b"SDLN", b"free", b"\0\0\0\0"])
def test_secrets_in_a_sample_entry_are_removed(mp4: bytes, entry: bytes, kind: bytes) -> None:
    secret = f"{PLACE}{SECRET}".encode()
    for more in (box(kind, secret), box(kind, bytes(16) + secret), box(kind, b"") + secret, secret[:7]):
        data = with_entry_boxes(mp4, entry, more)
        cleaned_film = clean_mp4(data)
        assert secret not in cleaned_film
        assert secret[:7] not in cleaned_film
        assert frames(cleaned_film) == frames(mp4)
        assert clean_mp4(cleaned_film) == cleaned_film


def test_the_wave_box_of_quicktime_keeps_only_the_codec(mp4: bytes) -> None:
    secret = SECRET.encode()
    inside = box(b"frma", b"mp4a") + box(b"uuid", secret) + box(b"\0\0\0\0", b"")
    cleaned_film = clean_mp4(with_entry_boxes(mp4, b"mp4a", box(b"wave", inside)))
    assert secret not in cleaned_film
    assert box(b"frma", b"mp4a") in cleaned_film


@pytest.mark.parametrize("name", ["mp4", "fragmented"])
def test_sample_bytes_that_no_table_names_are_removed(name: str, request: pytest.FixtureRequest) -> None:
    film: bytes = request.getfixturevalue(name)
    secret = f"{PLACE}{SECRET}".encode()
    for data in (with_hidden_bytes(film, secret), film + box(b"mdat", secret)):
        cleaned_film = clean_mp4(data)
        assert secret not in cleaned_film
        assert len(cleaned_film) == len(data)
        if data.startswith(film):  # in a fragmented film the bytes behind the new ones move
            assert frames(cleaned_film) == frames(film)


def test_blocks_of_a_missing_track_are_removed(webm: bytes) -> None:
    secret = SECRET.encode()
    for block in (b"\xa3", b"\xa0" + bytes([0x80 | (len(secret) + 6)]) + b"\xa1"):
        data = webm + block + bytes([0x80 | (len(secret) + 4)]) + b"\x87\0\0\x80" + secret
        cleaned_film = clean_webm(data)
        assert secret not in cleaned_film
        assert frames(cleaned_film) == frames(webm)


def count_lines(film: bytes) -> int:
    """Count the lines of our code that run to clean a film: a measure of work that does not depend on the machine."""
    lines = 0

    def trace(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        nonlocal lines
        lines += event == "line"
        return trace if "generator/images" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        with suppress(ValueError, HiddenTrackError):
            clean_mp4(film)
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("kind", ["tracks", "boxes", "entries", "chunks", "runs"])
def test_the_work_does_not_grow_with_the_square(mp4: bytes, fragmented: bytes, kind: str) -> None:
    def costly(count: int) -> bytes:
        sound = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"soun" + bytes(13))))
        if kind == "tracks":
            return mp4 + box(b"moov", sound * count)
        if kind == "boxes":
            return mp4 + box(b"moov", box(b"trak", box(b"free", b"") * count + sound[8:]))
        if kind == "entries":
            return with_entry_boxes(mp4, b"mp4a", box(b"udta", b"") * count)
        if kind == "chunks":
            return with_track(mp4, b"soun", [b"x"], chunks=count)
        run = box(b"trun", bytes(3) + b"\x01" + (1).to_bytes(4, "big") + bytes(4))
        return fragmented + box(b"moof", box(b"traf", box(b"tfhd", bytes(8)) + run * count))

    some, many = count_lines(costly(500)), count_lines(costly(4000))
    assert many < some * 10, f"{kind}: 8 times as much took {many / some:.1f} times the work"


def test_more_tracks_than_any_film_has_are_refused(mp4: bytes) -> None:
    with pytest.raises(ValueError, match="too many tracks"):
        clean_mp4(mp4 + box(b"moov", box(b"trak", b"") * 40))


def test_the_comments_of_vorbis_are_removed(tmp_path: Path) -> None:
    """They are in the header of the sound's codec, after the name of the program that wrote them."""
    data = film(tmp_path / "sung.webm", "libvpx", "vorbis")
    assert frames(clean_webm(data)) == frames(data)
    texts = [f"LOCATION={SECRET}".encode(), b"TITLE=" + b"x" * 300]
    comments = b"\x03vorbis" + _with_length(b"Lavf60") + len(texts).to_bytes(4, "little")
    comments += b"".join(map(_with_length, texts)) + b"\x01"
    private = b"\x02" + bytes([30, 255, len(comments) - 255]) + bytes(30) + comments + b"\x05vorbis and the rest"
    element = b"\x63\xa2" + (len(private) | 0x4000).to_bytes(2, "big")
    cleaned_film = clean_webm(data + element + private)
    assert cleaned_film[: len(data)] == clean_webm(data)
    empty_comments = b"\x03vorbis" + _with_length(bytes(len(comments) - 16)) + bytes(4) + b"\x01"
    assert cleaned_film[len(data) :] == element + private.replace(comments, empty_comments)


def _with_length(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text


@pytest.mark.parametrize(
    "data", [b"", b"x", b"<html>", b"\0\0\0\x18ftypmp42", b"\x1a\x45\xdf\xa3", b"\x1a\x45\xdf\xa3\x80" * 3]
)
def test_a_file_that_is_no_film_is_refused(data: bytes) -> None:
    for clean in (clean_mp4, clean_webm):
        with pytest.raises(ValueError):
            clean(data)


def test_thousands_of_nested_boxes_are_refused() -> None:
    data = b""
    for _ in range(5000):
        data = box(b"moov", data)
    with pytest.raises(ValueError):
        clean_mp4(box(b"ftyp", b"isom") + data)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damage_is_refused_or_harmless(data: st.DataObject, mp4: bytes, webm: bytes) -> None:
    film_bytes, clean = data.draw(st.sampled_from(((mp4, clean_mp4), (webm, clean_webm))))
    damaged_film = bytearray(film_bytes[: data.draw(st.integers(0, len(film_bytes)))])
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(film_bytes) - 1), st.integers(0, 255)), max_size=6)
    ):
        if at < len(damaged_film):
            damaged_film[at] = byte
    with suppress(ValueError):
        assert len(clean(bytes(damaged_film))) == len(damaged_film)
