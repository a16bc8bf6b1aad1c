"""What is fuzzed: each takes any bytes, and may do nothing but return; what must hold is asserted."""

from __future__ import annotations

import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.content.front_matter import split_front_matter
from generator.content.validate import validate
from generator.content.yaml_text import read_yaml
from generator.images.decode.open import open_picture
from generator.images.errors import HiddenTrackError, PictureError
from generator.images.video.mp4 import clean_mp4
from generator.images.video.webm import clean_webm
from generator.link_sheet.csv_text import SheetError, read_csv, write_csv
from generator.link_sheet.row import LinkRow
from generator.links.errors import LinkError
from generator.links.generate.write import write_link
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.links.schemes.template import parse_template
from generator.links.urls.query import merge_query
from generator.links.urls.url import clean_url, is_web
from generator.models.network import Network
from generator.models.settings import Settings
from generator.problems import Place, Report
from generator.prose.render import render_prose
from generator.tables.read import read_table
from generator.tables.table import Hints

MOST_CPU = 2.0
"""Seconds for a few thousand bytes; each takes a hundredth of that."""
UTM = {"utm_source": "lea", "utm_medium": "affiliate"}
VALUES = {"id": "7", "mid": "24", "code": "LEA", "link": "https://n.example/x", "host": "shop.example"}


def fuzz_yaml(data: bytes) -> None:
    """YAML is read or reported, and the models take what was read."""
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
    """A sheet that was read is written, and reading it again gives the same rows."""
    try:
        rows = read_csv(data.decode("utf-8", "replace"))
    except SheetError:
        rows = [LinkRow(*([data.decode("utf-8", "replace").replace("\r", "")] * 11), 1)]
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
        link = write_link(network, text, {**VALUES, "sub": text[:20]}, UTM)
        assert not is_web(text) or link.isascii()
    with suppress(LinkError):
        template = parse_template(text)
        template.render(dict.fromkeys(template.fields, "x"))


def _bounded(read: Callable[[bytes], object], *refusals: type[Exception]) -> Callable[[bytes], None]:
    """A target that reads the bytes, or refuses them, in bounded work: CPU is counted, whatever else the machine does."""

    def target(data: bytes) -> None:
        before = time.process_time()
        with suppress(*refusals):
            read(data)
        assert (spent := time.process_time() - before) < MOST_CPU, f"{len(data)} bytes took {spent:.1f} s of CPU"

    return target


def _read_picture(data: bytes) -> None:
    path = Path(_folder()) / "picture"
    path.write_bytes(data)
    open_picture(path)


def _read_workbook(data: bytes) -> None:
    """A workbook whose sheet is what was drawn: the archive around it is always whole."""
    with zipfile.ZipFile(Path(_folder()) / "sheet.xlsx", "w") as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", data)
    read_table(Path(_folder()) / "sheet.xlsx", "sheet.xlsx", Hints(), Report())


_XML = "http://schemas.openxmlformats.org"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_XML}/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{_XML}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_XML}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_XML}/spreadsheetml/2006/main" xmlns:r="{_XML}/officeDocument/2006/'
    'relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_XML}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_XML}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


@cache
def _folder() -> str:
    return tempfile.mkdtemp(prefix="fuzz-files-")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": fuzz_yaml, "front-matter": fuzz_front_matter, "markdown": fuzz_markdown,
    "sheet": fuzz_sheet, "urls": fuzz_urls, "schemes": fuzz_schemes,
    "picture": _bounded(_read_picture, PictureError), "mp4": _bounded(clean_mp4, ValueError, HiddenTrackError),
    "webm": _bounded(clean_webm, ValueError, HiddenTrackError), "workbook": _bounded(_read_workbook),
}  # fmt: skip

WORDS: dict[str, list[str]] = {  # bytes that are no UTF-8 as surrogates (PEP 383)
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
    "sheet": [",".join(LinkRow._fields) + "\n", ",", '"', ";", "\t", "'=", "\r\n"],
    "urls": ["https://a.example/", "?utm_source=x", "#", "%", "&&", "xn--", "[::1]", "@", ":80"],
    "schemes": ["\x00https://a.example/p?q=1", "\x05https://b.example/#x", "{id|", "<.{sub}>", "{", "}", "<", ">"],
    "picture": [
        "\udc89PNG\r\n\x1a\n",
        "IHDR",
        "IDAT",
        "\udcff\udcd8\udcff\udcdb",
        "\udcff\udcda",
        "\udcff\udcfe\0\2",
        "GIF89a",
        "\x21\udcfe\x01a",
        "II*\0",
        "\0\0\0\x1cftypavif",
        "RIFF\0\0\0\0WEBPVP8 ",
    ],
    "mp4": [
        "\0\0\0\x0cftypisom",
        "moov",
        "trak",
        "mdat",
        "stsd",
        "stco",
        "stsz",
        "stsc",
        "hdlr",
        "soun",
        "vide",
        "moof",
        "trun",
    ],
    "webm": [
        "\x1aE\udcdf\udca3",
        "\x18S\udc80g",
        "\x1fC\udcb6u",
        "\x16T\udcaek",
        "\udcae",
        "\udca3\udc84",
        "\x01\udcff",
    ],
    "workbook": [
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row></sheetData></worksheet>',
        "<row ",
        "<c ",
        'r="XFD1048576"',
        's="1"',
        "<f>",
        "<mergeCell ref=",
        "<cols>",
        "&#x",
        "<hyperlink ",
    ],
}
