"""The publisher of videos: it removes the place and device of the recording, and names a video by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.content.file_versions import note_version
from generator.content.safe_open import read_whole
from generator.images.asset import FOLDER
from generator.images.cache import PictureCache, digest
from generator.images.decode.file_bytes import sha_of
from generator.images.encode_pictures import find_inside
from generator.images.errors import HiddenTrackError
from generator.problems import Report
from generator.sections.wants import FileWant

ENDINGS = (".mp4", ".webm")
LARGEST = 25 * 1024 * 1024  # bytes; the file limit of Cloudflare Pages
VERSION = 2  # raise it when the cleaner gives other bytes for the same video


class PublishedVideos(Struct, frozen=True):
    """The published videos. `paths`: from the site's folder -> from the output's root. `files`: output path -> file."""

    paths: Mapping[str, str]
    files: Mapping[str, Path]


def clean_videos(root: Path, wants: Iterable[FileWant], cache: PictureCache, report: Report) -> PublishedVideos:
    """Clean each wanted video once into the cache. Report those that cannot be published."""
    paths: dict[str, str] = {}
    files: dict[str, Path] = {}
    for want in wants:
        if want.src in paths or not find_inside(root, want.src, [want.place], "missing-file", report):
            continue
        pure = PurePosixPath(want.src)
        if pure.suffix.lower() not in ENDINGS:
            message = f"`{pure.name}` is not a video that every browser plays"
            report.error("not-a-video", message, want.place, "save it as MP4 (H.264) or WebM")
            continue
        result = _clean(root / want.src, want, cache, report)
        if result is not None:
            from generator.images.encode.encode import slug_of  # lazy: it loads Pillow, which few runs need

            sha, path = result
            paths[want.src] = f"{FOLDER}/{slug_of(pure.stem)}.{sha}{pure.suffix.lower()}"
            files[paths[want.src]] = path
    return PublishedVideos(paths, files)


def _without_traces(data: bytes, ending: str) -> bytes:
    """Return the video without place and device. Raises HiddenTrackError, ValueError."""
    from generator.images.video.mp4 import clean_mp4  # lazy: few pages have a new video
    from generator.images.video.webm import clean_webm

    return clean_mp4(data) if ending == ".mp4" else clean_webm(data)


def _clean(path: Path, want: FileWant, cache: PictureCache, report: Report) -> tuple[str, Path] | None:
    """Return the hash for the name, and the clean file in the cache."""
    ending = path.suffix.lower()
    try:
        size, data = read_whole(path, LARGEST)
        if size > LARGEST:
            message = f"`{path.name}` has {size / 2**20:.0f} MB; hosts allow 25 MB at most"
            report.error("video-too-large", message, want.place, "shorten or compress it, or give a `url` instead")
            return None
    except OSError as error:
        message = f"`{path.name}` cannot be read: {error.strerror or error}"
        report.error("missing-file", message, want.place, "replace it with a file that can be read")
        return None
    content_hash = hashlib.blake2b(data).hexdigest()
    note_version(path, content_hash)
    key = digest(repr(("video", VERSION, ending, content_hash)).encode())
    entry = cache.load(key)
    if entry is None or ending[1:] not in entry.files:
        try:
            entry = cache.store(key, {ending[1:]: _without_traces(data, ending)}, {}, [sha_of(data)])
        except HiddenTrackError:
            message = f"`{path.name}` has a hidden track, mostly with the places where it was filmed, second by second"
            hint = "export it from an editor with picture and sound only"
            report.error("video-with-hidden-track", message, want.place, hint)
            return None
        except ValueError:
            message = f"`{path.name}` is damaged, or is not really {ending[1:].upper()}"
            report.error("not-a-video", message, want.place, "save it as MP4 (H.264) or WebM")
            return None
    return key[:12], entry.files[ending[1:]]
