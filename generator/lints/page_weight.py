"""The weight of a page on a phone before scrolling: HTML, styles, fonts, scripts, and pictures that load at once."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.lints.faces import families_on
from generator.lints.viewport import PHONE, choose, pixels
from generator.output.output_file import OutputFile

_FACE = re.compile(r"@font-face\s*\{([^}]*)\}", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^;\"'}]+)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_RANGE = re.compile(r"unicode-range\s*:\s*([^;}]+)", re.IGNORECASE)
_CANDIDATE = re.compile(r"(\S+)\s+([0-9]+)w")
_ZIP_ENDINGS = (".css", ".js", ".svg", ".html")


class PageWeight(Struct, frozen=True):
    """Bytes as a host sends them: texts compressed, other files unchanged."""

    page: int
    styles: int
    fonts: int
    pictures: int
    scripts: int

    @property
    def without_scripts(self) -> int:
        """Return the sum without the scripts."""
        return self.page + self.styles + self.fonts + self.pictures


def weigh(path: str, files: Mapping[str, OutputFile]) -> PageWeight:
    """Return the weight of a page (`path` from the output's root) on a phone that knows WebP and AVIF."""
    html = files[path].read()
    tree = LexborHTMLParser(html.decode())
    styles = {_inside(path, node.attributes.get("href"), files) for node in tree.css("link[rel=stylesheet]")} - {""}
    scripts = {_inside(path, node.attributes.get("src"), files) for node in tree.css("script[src]")} - {""}
    pictures = {_inside(path, _picture(node), files) for node in tree.css("img:not([loading=lazy])")} - {""}
    letters = frozenset(tree.body.text() if tree.body is not None else "")  # attributes show no text
    fonts = set()
    for style in styles:
        css = files[style].read().decode("utf-8", "replace")
        families = families_on(css, tree)
        for family, url, ranges in _faces(css):
            within = not ranges or any(low <= ord(letter) <= high for letter in letters for low, high in ranges)
            if family in families and within:
                fonts.add(posixpath.normpath(posixpath.join(posixpath.dirname(style), url)))
    return PageWeight(
        page=len(gzip.compress(html, mtime=0)),
        styles=sum(_bytes_sent(files[file]) for file in styles),
        fonts=sum(_bytes_sent(files[file]) for file in fonts if file in files),
        pictures=sum(_bytes_sent(files[file]) for file in pictures),
        scripts=sum(_bytes_sent(files[file]) for file in scripts),
    )


def _bytes_sent(file: OutputFile) -> int:
    return _zipped_size(file.read()) if file.path.endswith(_ZIP_ENDINGS) else file.size


@lru_cache(maxsize=32)
def _zipped_size(data: bytes) -> int:
    return len(gzip.compress(data, mtime=0))


def _picture(image: LexborNode) -> str:
    """Return the address that a phone chooses from an `img` and the `source` elements beside it."""
    around = image.parent
    sources = around.css("source") if around is not None and around.tag == "picture" else []
    for node in (*sources, image):
        candidates = [(url, int(width)) for url, width in _CANDIDATE.findall(node.attributes.get("srcset") or "")]
        if candidates:
            return choose(candidates, pixels(node.attributes.get("sizes") or "100vw", PHONE))
    return image.attributes.get("src") or ""


def _inside(page: str, url: str | None, files: Mapping[str, OutputFile]) -> str:
    """Return the path of the file that a page's address means; "" for one that is no file of the site."""
    parts = urlsplit(url or "")
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return path if path in files else ""


@lru_cache(maxsize=8)
def _faces(css: str) -> tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...]:
    """Return every font of a style sheet: its family, its address, and its code points (none: all)."""
    face_rules: Iterator[str] = (match[1] for match in _FACE.finditer(css))
    return tuple(
        (family[1].strip().lower(), url[1].split("?")[0], _ranges(spans[1]) if (spans := _RANGE.search(face)) else ())
        for face in face_rules
        if (family := _FAMILY.search(face)) and (url := _URL.search(face))
    )


def _ranges(text: str) -> tuple[tuple[int, int], ...]:
    ranges = []
    for span in re.findall(r"U\+([0-9A-F]{1,6}\??\??\??)(?:-([0-9A-F]{1,6}))?", text, re.IGNORECASE):
        low, high = span[0].replace("?", "0"), span[1] or span[0].replace("?", "F")
        ranges.append((int(low, 16), int(high, 16)))
    return tuple(ranges)
