"""Short films with everything that cameras write beside picture and sound."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

SECRET = "Rue-du-Secret-12"
PLACE = "+45.7640+004.8357+173.000/"


def film(path: Path, codec: str, sound_codec: str = "libopus", **options: str) -> bytes:
    """Two seconds of a moving square and a tone, with metadata in the file and in its tracks."""
    with av.open(str(path), "w", options=options) as made:
        made.metadata.update({"title": SECRET, "comment": SECRET, "location": PLACE, "artist": SECRET})
        made.metadata["com.apple.quicktime.location.ISO6709"] = PLACE
        made.metadata["creation_time"] = "2026-05-04T03:02:01Z"
        video = made.add_stream(codec, rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.metadata.update({"title": SECRET, "handler_name": SECRET})
        sound = made.add_stream("aac" if path.suffix == ".mp4" else sound_codec, rate=48000)
        if sound_codec == "vorbis":
            sound.codec_context.options = {"strict": "experimental"}
            sound.codec_context.layout = "stereo"
        sound.metadata["title"] = SECRET
        for number in range(20):
            picture = np.full((48, 64, 3), 40, np.uint8)
            picture[:, number : number + 16] = 220
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            made.mux(video.encode(frame))
        tone = (np.sin(np.arange(96000) / 20) * 8000).astype(np.int16)[None]
        wave = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        wave.sample_rate, wave.time_base = 48000, Fraction(1, 48000)
        made.mux(sound.encode(wave))
        made.mux(video.encode(None))
        made.mux(sound.encode(None))
    return path.read_bytes()


def frames(data: bytes) -> list[bytes]:
    """What is seen and heard."""
    with av.open(io.BytesIO(data)) as film:
        return [frame.to_ndarray().tobytes() for frame in film.decode()]


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def with_track(data: bytes, handler: bytes, samples: list[bytes], chunks: int | None = None) -> bytes:
    """The film with one more track, whose samples stand behind all else, as muxers that were given it later write it.

    `chunks`: how often its table names the first of them.
    """
    at = data.index(b"moov") - 4
    size = int.from_bytes(data[at : at + 4], "big")

    def track(start: int) -> bytes:
        offsets = [start] * chunks if chunks else [start + sum(map(len, samples[:n])) for n in range(len(samples))]
        tables = {
            b"stsd": [0, 1, 16, int.from_bytes(b"tx3g", "big"), 0, 1],
            b"stts": [0, 1, len(samples), 10],
            b"stsc": [0, 1, 1, 1, 1],
            b"stsz": [0, len(samples[0]), chunks] if chunks else [0, 0, len(samples), *map(len, samples)],
            b"stco": [0, len(offsets), *offsets],
        }
        table = b"".join(box(kind, b"".join(n.to_bytes(4, "big") for n in ns)) for kind, ns in tables.items())
        name = box(b"hdlr", bytes(8) + handler + bytes(12) + SECRET.encode() + b"\0")
        return box(
            b"trak",
            box(b"tkhd", bytes(84)) + box(b"mdia", box(b"mdhd", bytes(24)) + name + box(b"minf", box(b"stbl", table))),
        )

    more = len(track(0))
    moov = (size + more).to_bytes(4, "big") + data[at + 4 : at + size] + track(len(data) + more + 8)
    return data[:at] + moov + data[at + size :] + box(b"mdat", b"".join(samples))


def with_entry_boxes(data: bytes, entry: bytes, more: bytes) -> bytes:
    """The film with boxes at the end of a sample entry (`mp4v`, `mp4a`); the boxes around it grow. The moov is last."""
    at = data.index(entry, data.index(b"stsd")) - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    grown = bytearray(data[:end] + more + data[end:])
    place = 0
    while place <= at:  # from the outside in: each box that the entry lies in
        size, kind = int.from_bytes(data[place : place + 4], "big"), data[place + 4 : place + 8]
        if place <= at < place + size:
            grown[place : place + 4] = (size + len(more)).to_bytes(4, "big")
            place += 16 if kind == b"stsd" else 8
        else:
            place += size
    return bytes(grown)


def with_hidden_bytes(data: bytes, secret: bytes) -> bytes:
    """The film with bytes at the end of its `mdat` that no table names. The moov is behind it."""
    at = data.index(b"mdat") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    grown = (size + len(secret)).to_bytes(4, "big")
    return data[:at] + grown + data[at + 4 : at + size] + secret + data[at + size :]
