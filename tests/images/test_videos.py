"""A published video shows and sounds as the one that was given, and tells nothing else."""

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
    """As a phone writes it: the film's table first or last, and a place in it three times."""
    data = film(tmp_path_factory.mktemp("films") / "demo.mp4", "mpeg4", movflags="use_metadata_tags")
    xmp = box(b"uuid", bytes(16) + f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    maker = box(b"sefd", SECRET.encode())  # a maker's own
    return data + xmp + maker + box(b"free", SECRET.encode())


@pytest.fixture(scope="module")
def fragmented(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "live.mp4", "mpeg4", movflags="frag_keyframe+empty_moov")


@pytest.fixture(scope="module")
def webm(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return film(tmp_path_factory.mktemp("films") / "demo.webm", "libvpx")


@pytest.mark.parametrize("name", ["mp4", "fragmented", "webm"])
def test_nothing_is_reported_and_all_is_seen(name: str, request: pytest.FixtureRequest) -> None:
    data: bytes = request.getfixturevalue(name)
    assert SECRET.encode() in data
    made = (clean_webm if name == "webm" else clean_mp4)(data)
    assert len(made) == len(data)
    assert SECRET.encode() not in made
    assert PLACE.encode() not in made
    assert frames(made) == frames(data)
    assert len(frames(made)) > 30
    with av.open(io.BytesIO(data)) as before, av.open(io.BytesIO(made)) as after:
        assert before.metadata.get("title") == SECRET
        told = {key: value for one in (after, *after.streams) for key, value in one.metadata.items()}
        assert set(told) <= {
            "major_brand",
            "minor_version",
            "compatible_brands",
            "language",
            "handler_name",
            "vendor_id",
            "encoder",  # the program that wrote a WebM, which its format asks for
        }
        assert not told.get("handler_name")


def test_the_place_of_a_phone_goes(mp4: bytes) -> None:
    """`\\xa9xyz` in `udta`, as Android and iPhones write it, and the keys of QuickTime."""
    assert b"\xa9xyz" in mp4 or b"com.apple.quicktime.location" in mp4
    made = clean_mp4(mp4)
    assert b"\xa9xyz" not in made
    assert b"quicktime.location" not in made
    assert clean_mp4(made) == made


PLACES = [f"[latitude: 45.7640] [longitude: 4.8357] {PLACE} {SECRET} {number}".encode() for number in range(30)]


@pytest.mark.parametrize("kind", [b"text", b"sbtl", b"subt", b"clcp", b"meta", b"camm", b"tmcd", b"hint", b"mhlr"])
def test_a_track_that_is_not_shown_goes_with_its_samples(kind: bytes, mp4: bytes) -> None:
    """Drones write where they are into subtitles (`tx3g`, `wvtt`), action cameras into `gpmd`, phones into `meta`."""
    data = with_track(mp4, kind, PLACES)
    assert data.count(PLACE.encode()) >= 30
    made = clean_mp4(data)
    assert len(made) == len(data)
    for told in (PLACE.encode(), SECRET.encode(), b"latitude", kind, b"tx3g"):
        assert told not in made
    assert frames(made) == frames(mp4)
    assert clean_mp4(made) == made


def test_a_track_that_cannot_be_taken_out_is_refused(mp4: bytes, fragmented: bytes, webm: bytes) -> None:
    """In a stream its samples stand in every piece; a hostile table names the whole film a million times."""
    without = mp4.index(b"moov") - 4
    size = int.from_bytes(mp4[without : without + 4], "big")
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"camm" + bytes(13))))
    bare = mp4[:without] + (size + len(track)).to_bytes(4, "big") + mp4[without + 4 : without + size] + track
    over_and_over = with_track(mp4, b"text", [bytes(len(mp4) // 2)], chunks=100_000)
    subtitles = webm.replace(b"\x83\x81\x02", b"\x83\x81\x11")
    assert subtitles != webm
    for data, clean in (
        (bare + mp4[without + size :], clean_mp4), (with_track(fragmented, b"text", PLACES), clean_mp4),
        (over_and_over, clean_mp4), (subtitles, clean_webm),
    ):  # fmt: skip
        with pytest.raises(HiddenTrackError):
            clean(data)


def test_what_stands_in_odd_places_goes(mp4: bytes, webm: bytes) -> None:
    secret = SECRET.encode()
    for kind in (b"udta", b"meta", b"uuid", b"XMP_", b"loci", b"emsg", b"\xa9xyz", b"sefd", b"\0\0\0\0"):
        data = mp4 + box(kind, secret)
        assert secret not in clean_mp4(data), kind
    for kind in (0x1254C367, 0x1941A469, 0x1043A770, 0xEC, 0x4D80, 0x5741, 0x7BA9, 0x536E, 0x3EB923, 0x7373):
        element = kind.to_bytes((kind.bit_length() + 7) // 8, "big") + bytes([0x80 | len(secret)]) + secret
        made = clean_webm(webm + element)
        assert secret not in made, hex(kind)
        assert frames(made) == frames(webm)
    assert b"Lavf" not in clean_webm(webm)
    assert b"Lavc" in mp4  # the name of the encoder: in the sample's description ...
    head = mp4[: mp4.index(b"mdat")] + mp4[mp4.index(b"moov") :]
    assert b"Lavf" not in clean_mp4(mp4)[: len(head)]


@pytest.mark.parametrize("entry", [b"mp4v", b"mp4a"])
@pytest.mark.parametrize("kind", [b"uuid", b"udta", b"meta", b"\xa9xyz", b"SDLN", b"free", b"\0\0\0\0"])
def test_what_makers_put_into_a_sample_entry_goes(mp4: bytes, entry: bytes, kind: bytes) -> None:
    secret = f"{PLACE}{SECRET}".encode()
    for more in (box(kind, secret), box(kind, bytes(16) + secret), box(kind, b"") + secret, secret[:7]):
        data = with_entry_boxes(mp4, entry, more)
        made = clean_mp4(data)
        assert secret not in made
        assert secret[:7] not in made
        assert frames(made) == frames(mp4)
        assert clean_mp4(made) == made


def test_the_wave_box_of_quicktime_keeps_the_codec_alone(mp4: bytes) -> None:
    secret = SECRET.encode()
    inside = box(b"frma", b"mp4a") + box(b"uuid", secret) + box(b"\0\0\0\0", b"")
    made = clean_mp4(with_entry_boxes(mp4, b"mp4a", box(b"wave", inside)))
    assert secret not in made
    assert box(b"frma", b"mp4a") in made


@pytest.mark.parametrize("name", ["mp4", "fragmented"])
def test_bytes_among_the_samples_that_no_table_names_go(name: str, request: pytest.FixtureRequest) -> None:
    film: bytes = request.getfixturevalue(name)
    secret = f"{PLACE}{SECRET}".encode()
    for data in (with_hidden_bytes(film, secret), film + box(b"mdat", secret)):
        made = clean_mp4(data)
        assert secret not in made
        assert len(made) == len(data)
        if data.startswith(film):  # in a stream that grew, what lies behind has another place
            assert frames(made) == frames(film)


def test_blocks_of_a_track_that_is_not_there_go(webm: bytes) -> None:
    secret = SECRET.encode()
    for block in (b"\xa3", b"\xa0" + bytes([0x80 | (len(secret) + 6)]) + b"\xa1"):
        data = webm + block + bytes([0x80 | (len(secret) + 4)]) + b"\x87\0\0\x80" + secret
        made = clean_webm(data)
        assert secret not in made
        assert frames(made) == frames(webm)


def count_lines(film: bytes) -> int:
    """How many lines of our code run to clean a film: the work, whatever the machine does beside it."""
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


def test_the_comments_of_vorbis_go(tmp_path: Path) -> None:
    """They stand where the sound's codec is begun, after the name of the program that wrote them."""
    data = film(tmp_path / "sung.webm", "libvpx", "vorbis")
    assert frames(clean_webm(data)) == frames(data)
    told = [f"LOCATION={SECRET}".encode(), b"TITLE=" + b"x" * 300]
    comments = b"\x03vorbis" + _counted(b"Lavf60") + len(told).to_bytes(4, "little")
    comments += b"".join(map(_counted, told)) + b"\x01"
    private = b"\x02" + bytes([30, 255, len(comments) - 255]) + bytes(30) + comments + b"\x05vorbis and the rest"
    element = b"\x63\xa2" + (len(private) | 0x4000).to_bytes(2, "big")
    made = clean_webm(data + element + private)
    assert made[: len(data)] == clean_webm(data)
    emptied = b"\x03vorbis" + _counted(bytes(len(comments) - 16)) + bytes(4) + b"\x01"
    assert made[len(data) :] == element + private.replace(comments, emptied)


def _counted(text: bytes) -> bytes:
    return len(text).to_bytes(4, "little") + text


@pytest.mark.parametrize(
    "data", [b"", b"x", b"<html>", b"\0\0\0\x18ftypmp42", b"\x1a\x45\xdf\xa3", b"\x1a\x45\xdf\xa3\x80" * 3]
)
def test_what_is_no_film_is_refused(data: bytes) -> None:
    for clean in (clean_mp4, clean_webm):
        with pytest.raises(ValueError):
            clean(data)


def test_boxes_in_boxes_come_to_an_end() -> None:
    data = b""
    for _ in range(5000):
        data = box(b"moov", data)
    with pytest.raises(ValueError):
        clean_mp4(box(b"ftyp", b"isom") + data)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damage_is_refused_or_harmless(data: st.DataObject, mp4: bytes, webm: bytes) -> None:
    whole, clean = data.draw(st.sampled_from(((mp4, clean_mp4), (webm, clean_webm))))
    made = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at, byte in data.draw(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.integers(0, 255)), max_size=6)):
        if at < len(made):
            made[at] = byte
    with suppress(ValueError):
        assert len(clean(bytes(made))) == len(made)
