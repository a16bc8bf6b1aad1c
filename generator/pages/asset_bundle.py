"""The assets of a theme as the site publishes them: named by content, so browsers may cache them for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial

from msgspec import Struct

from generator.bytecode import bytecode_file, read_made, write_made
from generator.content.safe_open import read_file
from generator.images.asset import FOLDER, asset_path
from generator.pages.contrast import readable, text_on
from generator.pages.css_text import without_night
from generator.pages.theme import Theme

# What `minify_css` changes, and strings, in which it changes nothing. PERF: each part begins with a sign of one set, at
# which `re` jumps over all other letters: one edit takes 2.6 % fewer instructions. Plain way: `_PLAIN` in
# tests/pages/test_asset_bundle.py, which compares the two.
_CSS = re.compile(
    r"""["'/{};,\s](?:
        (?<=")(?:[^"\\]|\\.)*" | (?<=')(?:[^'\\]|\\.)*'     # a string
        | (?<=/)\*.*?\*/                                      # a comment
        | (?<=[{};,])\s+                                      # space after a sign
        | (?<=\s)(?:\s+|(?=[{};,])|(?<![ ]))(?:[{};,]\s*)?   # space that is more than one blank, or before a sign
    )""",
    re.DOTALL | re.VERBOSE,
)
_URL = re.compile(r"url\(\s*([\"']?)([^\"')]+)\1\s*\)")


class MissingFileError(Exception):
    """The error for a file that is not in `assets/`. `style` is the style sheet that names it, "" for theme.toml."""

    def __init__(self, name: str, style: str) -> None:
        super().__init__(name)
        self.name, self.style = name, style


class Bundle(Struct, frozen=True):
    """The files of a theme by their published paths, and which of them every page loads."""

    files: Mapping[str, bytes]
    styles: str
    script: str


def bundle_theme(theme: Theme) -> Bundle:
    """Join the styles into one file and the scripts into another. Publish the fonts and pictures that the styles name.

    Raises MissingFileError for a file that the theme names and does not have.
    """
    files: dict[str, bytes] = {}

    def publish(match: re.Match[str], style: str) -> str:
        name = match[2]
        if name.startswith(("data:", "#", "http:", "https:", "//")):
            return match[0]
        path = _add(files, name, _read_asset(theme, name, style))
        return f"url({path.removeprefix(f'{FOLDER}/')})"

    # Without comments, which may name files that are not there.
    sheets = _minify_all([_read_asset(theme, name).decode("utf-8-sig") for name in theme.styles], "sheets")
    css = "\n".join(
        _URL.sub(partial(publish, style=name), sheet) for name, sheet in zip(theme.styles, sheets, strict=True)
    )
    if not theme.night:
        css = f"{without_night(css)}\n:root {{ color-scheme: light }}"
    [css] = _minify_all([css], "bundle")
    styles = _add(files, f"{theme.name.lower()}.css", (_variables(theme) + css).encode())
    js = b"\n".join(_read_asset(theme, name) for name in theme.scripts)
    script = _add(files, f"{theme.name.lower()}.js", js) if js.strip() else ""
    return Bundle(files, styles, script)


def _minify_all(sheets: list[str], kind: str) -> list[str]:
    """Return style sheets without comments and needless space. Those of the last bundle are kept.

    PERF: one edit takes 1.5 % fewer instructions. Plain way: `minify_css`. Compared in
    tests/pages/test_asset_bundle.py.
    """
    file, key = bytecode_file(__file__, f".{kind}"), json.dumps(sheets).encode()
    data = read_made(file, key)
    if data is None:
        data = json.dumps([minify_css(sheet) for sheet in sheets]).encode()
        write_made(file, key, data)
    texts: list[str] = json.loads(data)
    return texts


def minify_css(css: str) -> str:
    """Remove comments and needless space from a style sheet."""
    return _CSS.sub(_shorten, css).replace(";}", "}").strip()


def _shorten(match: re.Match[str]) -> str:
    text = match[0]
    if text[0] in "\"'":
        return text
    return "" if text[0] == "/" else text.strip() or " "


def _add(files: dict[str, bytes], name: str, data: bytes) -> str:
    path = asset_path(name, data)
    files[path] = data
    return path


def _read_asset(theme: Theme, name: str, style: str = "") -> bytes:
    path = theme.find(f"assets/{name}")
    if path is None:
        raise MissingFileError(name, style)
    return read_file(path)


def _variables(theme: Theme) -> str:
    """Return the options as custom properties, with shades of each colour that are readable on light and dark paper."""
    pairs: list[str] = []
    for name, value in theme.options.items():
        if name in theme.colours:
            light, dark = readable(value, theme.chrome.light), readable(value, theme.chrome.dark)
            pairs += [f"--{name}:{light}", f"--on-{name}:{text_on(light)}"]
            pairs += [f"--{name}-dark:{dark}", f"--on-{name}-dark:{text_on(dark)}"]
        else:
            pairs.append(f"--{name}:{value}")
    return f":root{{{';'.join(pairs)}}}" if pairs else ""
