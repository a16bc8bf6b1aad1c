"""Where a problem stands: line and column, found by reading its file once more, and only when it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.content.decode import LARGEST, read_text
from generator.content.front_matter import split_front_matter
from generator.problems import Place, Report
from generator.problems.excerpt import Span

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def locate(root: Path, place: Place) -> Span | None:
    """Find a place (its file from the site's folder `root`); None where the file cannot be shown."""
    text = read_text(root, place.file, Report()) if place.file and (root / place.file).is_file() else None
    if text is None:
        return _bare(root, place)
    if place.line:
        return Span(text, place.line, place.column, max(1, place.length))
    block, first_line = text, 0
    if place.file.endswith(".md") and place.keys:
        parts = split_front_matter(text)
        block, first_line = (parts[0], 1) if parts else ("", 0)
    start, end = 0, len(text)
    if place.file.endswith(".md") and place.find and not place.keys:  # the body's, not the front matter's
        start = end - len(parts[1]) if (parts := split_front_matter(text)) else 0
    if place.keys:
        found = _follow(block, place)
        if found is None:
            return Span(text, 1, 1, 1)
        offset = len(text.split("\n", 1)[0]) + 1 if first_line else 0
        start, end = found[0] + offset, found[1] + offset
    if place.find:
        at = -1
        for _ in range(place.nth + 1):
            nearer = text.find(place.find, start if at < 0 else at + 1, end)
            if nearer < 0:
                break
            at = nearer
        if at >= 0:
            start, end = at, at + len(place.find)
        elif not place.keys:
            return Span(text, 1, 1, 1)
    elif not place.keys:
        return Span(text, 1, 1, 1)
    line = text.count("\n", 0, start) + 1
    column = start - (text.rfind("\n", 0, start) + 1) + 1
    line_end = text.find("\n", start)
    stop = min(end, line_end if line_end >= 0 else len(text))
    return Span(text, line, column, max(1, len(text[start:stop].rstrip())))


def _bare(root: Path, place: Place) -> Span | None:
    """The line and column that the reader itself gave, for a file that is no UTF-8 text."""
    if not place.line:
        return None
    try:
        data = (root / place.file).read_bytes()[:LARGEST]
    except OSError:
        return None
    text = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")
    return Span(text, place.line, place.column, 1)


def _follow(block: str, place: Place) -> tuple[int, int] | None:
    """Follow the keys as far as they go; a step that is not in the file (a short form's) is passed over."""
    try:
        node: Any = yaml.compose(block, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    key_node: Any = None
    for key in place.keys:
        if isinstance(node, yaml.MappingNode):
            pair = next(((k, v) for k, v in node.value if getattr(k, "value", None) == str(key)), None)
            if pair:
                key_node, node = pair
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            key_node, node = None, node.value[key]
    if node is None:
        return None
    chosen = key_node if key_node is not None and (place.on == "key" or not _shows(node)) else node
    return chosen.start_mark.index, chosen.end_mark.index


def _shows(node: Any) -> bool:
    """Whether a value itself is worth pointing at: a text or a short list on its line, not a whole block."""
    return bool(getattr(node, "value", "")) and node.start_mark.line == node.end_mark.line
