"""Positions of problems: line and column, found by reading the file again only when a problem is shown."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from generator.content.decode import LARGEST, read_text
from generator.content.discovery import FOLDER
from generator.content.front_matter import split_front_matter
from generator.content.product_addresses import host_of_shop
from generator.content.scalar_text import find_in_scalar
from generator.content.yaml_text import read_yaml, without_collector
from generator.content.yaml_traps import without_tabs
from generator.problems import Place, Report
from generator.problems.excerpt import Span
from generator.prose.letters import without_hidden
from generator.prose.trace import find_addresses
from generator.tables.decode import decode
from generator.tables.table import Hints

_ADDRESS = re.compile(r"[^\s()<>\"'|\]]*")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def locate(root: Path, place: Place) -> Span | None:
    """Find one place (`file` relative to the site's folder `root`); None if the file cannot be shown."""
    return Positions(root).find(place)


class Positions:
    """Finder of many places in one site: it reads and parses each file once, however many problems it has."""

    def __init__(self, root: Path) -> None:
        """Create a finder; `root` is the site's folder."""
        self._root = root
        self._files: dict[str, _Source | None] = {}
        self._bare: dict[str, str | None] = {}

    def find(self, place: Place) -> Span | None:
        """Find a place; None if its file cannot be shown."""
        if place.file not in self._files:
            self._files[place.file] = _read_source(self._root, place.file)
        source = self._files[place.file]
        if source is None:
            return self._find_bare(place)
        return source.find_link(place.link, self._host) if place.link else source.find(place)

    @cached_property
    def _host(self) -> str:
        """The shop's host that the readers of texts used."""
        text = read_text(self._root, f"{FOLDER}/site.yaml", Report())
        facts = read_yaml(text, "", Report()) if text else None
        shop = facts.get("shop") if isinstance(facts, dict) else None
        return host_of_shop(shop) if isinstance(shop, str) else ""

    def _find_bare(self, place: Place) -> Span | None:
        """Return the position that the reader recorded, for a file that is not UTF-8 text, or is too long."""
        if not place.line:
            return None
        if place.file not in self._bare:
            self._bare[place.file] = _read_bare(self._root / place.file)
        text = self._bare[place.file]
        return None if text is None else Span(text, place.line, place.column, 1)


def _read_source(root: Path, file: str) -> _Source | None:
    text = read_text(root, file, Report(), hidden_mode="keep") if file and (root / file).is_file() else None
    return None if text is None else _Source(text, file.endswith(".md"))


class _Source:
    """A file's text, with caches of what was parsed from it."""

    def __init__(self, text: str, markdown: bool) -> None:
        self.text, self.markdown = text, markdown
        parts = split_front_matter(text) if markdown else None
        self.block = (parts[0] if parts else "") if markdown else text
        self.block_start = text.index("\n") + 1 if parts else 0
        self.body_start = len(text) - len(parts[1]) if parts else 0
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._keys: dict[int, dict[str, tuple[Any, Any]]] = {}
        self._addresses: list[int] | None = None

    def find(self, place: Place) -> Span:
        if place.line:
            return Span(self.text, place.line, place.column, max(1, place.length))
        start, end = 0, len(self.text)
        if self.markdown and place.find and not place.keys:
            start = self.body_start
        if place.keys:
            nodes = self._follow(place)
            if nodes is None:
                return Span(self.text, 1, 1, 1)
            key_node, node = nodes
            if place.find and place.on == "value" and isinstance(node, yaml.ScalarNode):
                start, end = self._range(node)
                if within := find_in_scalar(self.text[start:end], node.style, place.find, place.nth):
                    return self._span(start + within[0], start + within[1])
            by_key = key_node is not None and (place.on == "key" or not _shows(node))
            start, end = self._range(key_node if by_key else node)
        if place.find:
            at = -1
            for _ in range(place.nth + 1):
                nearer = self.text.find(place.find, start if at < 0 else at + 1, end)
                if nearer < 0:
                    break
                at = nearer
            if at >= 0:
                start, end = at, at + len(place.find)
            elif not place.keys:
                return Span(self.text, 1, 1, 1)
        elif not place.keys:
            return Span(self.text, 1, 1, 1)
        return self._span(start, end)

    def _span(self, start: int, end: int) -> Span:
        line = bisect_left(self._ends, start)
        column = start - (self._ends[line - 1] + 1 if line else 0) + 1
        stop = min(end, self._ends[line] if line < len(self._ends) else len(self.text))
        return Span(self.text, line + 1, column, max(1, len(self.text[start:stop].rstrip())))

    def find_link(self, number: int, host: str) -> Span:
        """Return the position of a link's or picture's address, by its number in the order of the page."""
        if self._addresses is None:
            self._addresses = find_addresses(self.text[self.body_start :], host)
        start = self._addresses[number - 1] if number <= len(self._addresses) else -1
        if start < 0:
            return Span(self.text, 1, 1, 1)
        start += self.body_start
        match = _ADDRESS.match(self.text, start)
        return self._span(start, match.end() if match else start)

    def _range(self, node: Any) -> tuple[int, int]:
        return node.start_mark.index + self.block_start, node.end_mark.index + self.block_start

    def _follow(self, place: Place) -> tuple[Any, Any] | None:
        """Return the key and the value of a place; skip a step that is not in the file (a short form)."""
        node: Any = self._tree
        key_node: Any = None
        for key in place.keys:
            if isinstance(node, yaml.MappingNode):
                pair = self._pairs(node).get(str(key))
                if pair:
                    key_node, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
                key_node, node = None, node.value[key]
        if node is None:
            return None
        return key_node, node

    @cached_property
    def _tree(self) -> Any:
        try:
            with without_collector():
                return yaml.compose(without_tabs(self.block), Loader=_LOADER)
        except (yaml.YAMLError, RecursionError, ValueError):
            return None

    def _pairs(self, node: Any) -> dict[str, tuple[Any, Any]]:
        if id(node) not in self._keys:
            pairs = ((getattr(key, "value", None), (key, value)) for key, value in node.value)
            self._keys[id(node)] = {without_hidden(key): pair for key, pair in pairs if isinstance(key, str)}
        return self._keys[id(node)]


def _read_bare(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
    except OSError:
        return None
    decoded_text = decode(data, path.name, Hints(), Report())  # a spreadsheet may be in any encoding
    text = decoded_text.text if decoded_text else data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _shows(node: Any) -> bool:
    """Return whether to point at the value itself: a text or a short list on one line, not a whole block."""
    return bool(getattr(node, "value", "")) and node.start_mark.line == node.end_mark.line
