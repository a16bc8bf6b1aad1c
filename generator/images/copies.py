"""Files that are published as they are: videos, named by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from generator.images.encode import slug_of
from generator.images.plan import FOLDER, find_inside
from generator.problems import Report
from generator.sections.wants import FileWant

ENDINGS = (".mp4", ".webm")
LARGEST = 25 * 1024 * 1024  # bytes; Cloudflare Pages takes no larger file


def plan_copies(root: Path, wants: Iterable[FileWant], report: Report) -> dict[str, str]:
    """Where each wanted file will be published: path from the site's folder -> path from the output's root."""
    paths: dict[str, str] = {}
    for want in wants:
        if want.src in paths or not find_inside(root, want.src, [want.place], "missing-file", report):
            continue
        pure, path = PurePosixPath(want.src), root / want.src
        if pure.suffix.lower() not in ENDINGS:
            message = f"`{pure.name}` is not a video that every browser plays"
            report.error("not-a-video", message, want.place, "save it as MP4 (H.264) or WebM")
        elif path.stat().st_size > LARGEST:
            message = f"`{pure.name}` has {path.stat().st_size / 2**20:.0f} MB; 25 MB is the most that hosts take"
            report.error("video-too-large", message, want.place, "shorten or compress it, or give a `url` instead")
        else:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=6)).hexdigest()
            paths[want.src] = f"{FOLDER}/{slug_of(pure.stem)}.{digest}{pure.suffix.lower()}"
    return paths
