"""Short films with all the metadata that cameras write beside picture and sound."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

SECRET = "Rue-du-Secret-12"
PLACE = "+45.7640+004.8357+173.000/"


def film(path: Path, codec: str, sound_codec: str = "libopus", **options: str) -> bytes:
    """Return two seconds of a moving square and a tone, with metadata in the file and in its tracks."""
    with av.open(str(path), "w", options=options) as container:
        container.metadata.update({"title": SECRET, "comment": SECRET, "location": PLACE, "artist": SECRET})
        container.metadata["com.apple.quicktime.location.ISO6709"] = PLACE
        container.metadata["creation_time"] = "2026-05-04T03:02:01Z"
        video = container.add_stream(codec, rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.metadata.update({"title": SECRET, "handler_name": SECRET})
        sound = container.add_stream("aac" if path.suffix == ".mp4" else sound_codec, rate=48000)
        if sound_codec == "vorbis":
            sound.codec_context.options = {"strict": "experimental"}
            sound.codec_context.layout = "stereo"
        sound.metadata["title"] = SECRET
        for number in range(20):
            picture = np.full((48, 64, 3), 40, np.uint8)
            picture[:, number : number + 16] = 220
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            container.mux(video.encode(frame))
        tone = (np.sin(np.arange(96000) / 20) * 8000).astype(np.int16)[None]
        wave = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        wave.sample_rate, wave.time_base = 48000, Fraction(1, 48000)
        container.mux(sound.encode(wave))
        container.mux(video.encode(None))
        container.mux(sound.encode(None))
    return path.read_bytes()


def frames(data: bytes) -> list[bytes]:
    """Return the decoded pictures and sound."""
    with av.open(io.BytesIO(data)) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode()]


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def with_track(data: bytes, handler: bytes, samples: list[bytes], chunks: int | None = None) -> bytes:
    """Add a track to the film, with its samples at the end of the file, as a muxer does that adds a track later.

    With `chunks` the table of the track names the first sample that many times.
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
    """Add boxes at the end of a sample entry (`mp4v`, `mp4a`), and let the boxes around it grow. The moov is last."""
    at = data.index(entry, data.index(b"stsd")) - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    larger = bytearray(data[:end] + more + data[end:])
    box_start = 0
    while box_start <= at:  # from the outer boxes to the inner ones that contain the entry
        size, kind = int.from_bytes(data[box_start : box_start + 4], "big"), data[box_start + 4 : box_start + 8]
        if box_start <= at < box_start + size:
            larger[box_start : box_start + 4] = (size + len(more)).to_bytes(4, "big")
            box_start += 16 if kind == b"stsd" else 8
        else:
            box_start += size
    return bytes(larger)


def with_hidden_bytes(data: bytes, secret: bytes) -> bytes:
    """Add bytes at the end of the film's `mdat` that no table names. The moov comes after it."""
    at = data.index(b"mdat") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    new_size = (size + len(secret)).to_bytes(4, "big")
    return data[:at] + new_size + data[at + 4 : at + size] + secret + data[at + size :]
