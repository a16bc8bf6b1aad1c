"""A published video shows and sounds as the one that was given, and tells nothing else."""

from __future__ import annotations

import io
from contextlib import suppress

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.images.errors import HiddenTrackError
from generator.images.mp4 import clean_mp4
from generator.images.webm import clean_webm
from tests.images.films import PLACE, SECRET, box, film, frames


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
def test_nothing_is_told_and_all_is_seen(name: str, request: pytest.FixtureRequest) -> None:
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


@pytest.mark.parametrize("kind", [b"meta", b"camm", b"gpmd"])
def test_a_track_of_places_is_refused(kind: bytes, mp4: bytes) -> None:
    handler = box(b"hdlr", bytes(8) + kind + bytes(13))
    track = box(b"trak", box(b"mdia", handler))
    at = mp4.index(b"moov") - 4
    size = int.from_bytes(mp4[at : at + 4], "big")
    data = mp4[:at] + (size + len(track)).to_bytes(4, "big") + mp4[at + 4 : at + size] + track + mp4[at + size :]
    with pytest.raises(HiddenTrackError):
        clean_mp4(data)


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
