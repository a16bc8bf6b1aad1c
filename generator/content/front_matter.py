"""Front matter and body of Markdown files."""

from __future__ import annotations

import re

_BEGINS = re.compile(r"---[ \t]*\n[ \t]*[A-Za-z_][\w -]{0,60}:(?:[ \t]|\n|\Z)")
_FENCE = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def begins_front_matter(text: str) -> bool:
    """Return whether a file starts with a line `---` and a key, like front matter."""
    return _BEGINS.match(text) is not None


def split_front_matter(text: str) -> tuple[str, str] | None:
    """Return (YAML, body); None if the file does not start with a block between two `---` lines.

    The YAML starts on the file's second line.
    """
    match = _FENCE.match(text)
    return (match[1], text[match.end() :]) if match else None
