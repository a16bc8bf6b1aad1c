"""What is fuzzed: each takes any bytes, and may do nothing but return; what must hold is asserted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache

from generator.content.front_matter import split_front_matter
from generator.content.validate import validate
from generator.content.yaml_text import read_yaml
from generator.links.errors import LinkError
from generator.links.networks import builtin_names, load_builtin
from generator.links.query import merge_query
from generator.links.template import parse_template
from generator.links.track import track
from generator.links.urls import clean_url, is_web
from generator.models.network import Network
from generator.models.settings import Settings
from generator.problems import Place, Report
from generator.prose.render import render_prose
from generator.sheet.csv_text import SheetError, read_csv, write_csv
from generator.sheet.row import Row

UTM = {"utm_source": "lea", "utm_medium": "affiliate"}
VALUES = {"id": "7", "mid": "24", "code": "LEA", "link": "https://n.example/x", "host": "shop.example"}


def fuzz_yaml(data: bytes) -> None:
    """YAML is read or told, and the models take what was read."""
    report = Report()
    found = read_yaml(data.decode("utf-8", "replace"), "content/x.yaml", report)
    if not report.errors:
        validate(Settings, found, Place("content/x.yaml"), "content", report)
        validate(Network, found, Place("content/x.yaml"), "content", report)
    assert all(problem.message for problem in report)


def fuzz_front_matter(data: bytes) -> None:
    """Both parts together are in the text, in their order."""
    text = data.decode("utf-8", "replace")
    parts = split_front_matter(text)
    assert parts is None or (text.endswith(parts[1]) and parts[0] in text)


def fuzz_markdown(data: bytes) -> None:
    """No text brings in what may run."""
    prose = render_prose(data.decode("utf-8", "replace"), Place("content/x.md"), "content", Report())
    html = "".join(part for part in prose.parts if isinstance(part, str)).lower()
    assert not any(tag in html for tag in ("<script", "<style", "<iframe", "<svg", "<img", "<form", "<base", "<meta"))


def fuzz_sheet(data: bytes) -> None:
    """A sheet that was read is written and read again as it was."""
    try:
        rows = read_csv(data.decode("utf-8", "replace"))
    except SheetError:
        rows = [Row(*([data.decode("utf-8", "replace").replace("\r", "")] * 11), 1)]
    assert read_csv(write_csv(rows)) == rows


def fuzz_urls(data: bytes) -> None:
    """Merging is a LinkError, or stable, and keeps our keys."""
    text = data.decode("utf-8", "replace")
    try:
        once = merge_query(text, UTM)
        assert merge_query(once, UTM) == once
    except LinkError:
        return
    if is_web(text):
        assert once.isascii()
        assert "utm_source=lea" in once
        assert clean_url(once) == once


@cache
def _networks() -> tuple[Network, ...]:
    return tuple(load_builtin(name) for name in builtin_names())


def fuzz_schemes(data: bytes) -> None:
    """Every scheme takes any destination and any template, or says why not."""
    if not data:
        return
    text = data[1:].decode("utf-8", "replace")
    network = _networks()[data[0] % len(_networks())]
    with suppress(LinkError):  # the way to say no
        link = track(network, text, {**VALUES, "sub": text[:20]}, UTM)
        assert not is_web(text) or link.isascii()
    with suppress(LinkError):
        template = parse_template(text)
        template.render(dict.fromkeys(template.fields, "x"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": fuzz_yaml, "front-matter": fuzz_front_matter, "markdown": fuzz_markdown,
    "sheet": fuzz_sheet, "urls": fuzz_urls, "schemes": fuzz_schemes,
}  # fmt: skip

WORDS: dict[str, list[str]] = {
    "yaml": [
        "a: b\n",
        "- ",
        "? ",
        "&a ",
        "*a",
        "<<: ",
        "!!x ",
        "|\n ",
        "'",
        '"\\x',
        "---\n",
        "brand: B\nurl: https://a.example\nshop: https://b.example\n",
    ],
    "front-matter": ["---\n", "---", "\n", " \t"],
    "markdown": ["[x](", "![](product:a)", "<a href=", "&#x", "> ", "* ", "`", "[1]: ", "<!--", "\x02", "javascript:"],
    "sheet": [",".join(Row._fields) + "\n", ",", '"', ";", "\t", "'=", "\r\n"],
    "urls": ["https://a.example/", "?utm_source=x", "#", "%", "&&", "xn--", "[::1]", "@", ":80"],
    "schemes": ["\x00https://a.example/p?q=1", "\x05https://b.example/#x", "{id|", "<.{sub}>", "{", "}", "<", ">"],
}
