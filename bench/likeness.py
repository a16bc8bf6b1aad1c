"""Whether two generators did the same work: how large their pages are, and how many links stand on them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_SAMPLE = 200  # pages


class Likeness(NamedTuple):
    """Means over the pages of people (a sample of them), and how many pages there are."""

    pages: int
    bytes: float
    links: float
    tracked: float
    cards: float
    directory: int
    """Bytes of the directory."""


def look(output: Path) -> Likeness:
    """Read a built site."""
    pages = sorted(output.glob("*/index.html"))
    texts = [page.read_text("utf-8") for page in pages[:: max(1, len(pages) // _SAMPLE)]]
    return Likeness(
        pages=len(pages),
        bytes=sum(len(text.encode()) for text in texts) / len(texts),
        links=sum(len(re.findall(r"<a\s", text)) for text in texts) / len(texts),
        tracked=sum(text.count('href="https://maisonlune.example/') - _untracked(text) for text in texts) / len(texts),
        cards=sum(len(re.findall(r'class="card', text)) for text in texts) / len(texts),
        directory=(output / "index.html").stat().st_size,
    )


def _untracked(text: str) -> int:
    return sum("utm_source=" not in href for href in re.findall(r'href="(https://maisonlune\.example/[^"]*)"', text))
