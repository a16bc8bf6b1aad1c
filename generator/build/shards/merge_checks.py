"""Checks that `merge` makes of a shard's files: their paths, their types, and that each page is safe.

A shard's hashes prove nothing about its intent, because the shard itself wrote them. So `merge` allows only addresses
of the person, and repeats the page checks. It lacks the plan of the links, so it trusts that links pay the right person
(docs/security.md).
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from generator.build.person_result import PersonResult
from generator.checks.check_context import CheckContext
from generator.checks.duplicate_id import duplicate_id
from generator.checks.inline_script import inline_script
from generator.checks.inline_style import inline_style
from generator.checks.missing_alt import missing_alt
from generator.checks.page import HtmlPage, Kind, ParsedPage
from generator.checks.page_language import page_language
from generator.checks.third_party_request import third_party_request
from generator.checks.unlabelled_link import unlabelled_link
from generator.content.references import RESERVED_NAMES
from generator.content.safe_open import read_whole
from generator.images.asset import FOLDER
from generator.images.decode.sniff import picture_format
from generator.images.errors import PictureError
from generator.images.svg.clean import clean_svg
from generator.problems import Report

CHECKS = (unlabelled_link, third_party_request, inline_script, inline_style, duplicate_id, missing_alt, page_language)
"""Checks that do not need the plan of a page's links."""
_ASSET = re.compile(rf"{FOLDER}/[a-z0-9-]{{1,60}}\.[0-9a-f]{{12}}\.(?:jpg|png|webp|avif|mp4|webm)")
_PICTURES = {".jpg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".avif": "AVIF"}
_LARGEST_PAGE = 20_000_000


class StrangeFileError(Exception):
    """A file that no build of this person writes; the text names it."""


def check_shard_file(result: PersonResult, path: str, source: Path, site_url: str, shop: str, report: Report) -> None:
    """Check one file of a person, which is read from `source` and goes to `path`. Report a page's problems.

    Raises StrangeFileError for a path that is not the person's, and for bytes that do not match the name's type. Raises
    OSError.
    """
    slug = result.summary.slug
    first = path.partition("/")[0]
    own = first in {slug, *result.summary.aliases} - RESERVED_NAMES and "/" in path
    if not own and not _ASSET.fullmatch(path):
        raise StrangeFileError(f"its file `{path}` is not at an address of `{slug}`")
    suffix = PurePosixPath(path).suffix
    if own and suffix == ".html" and PurePosixPath(path).name == "index.html":
        size, data = read_whole(source, _LARGEST_PAGE)
        if size > _LARGEST_PAGE:
            raise StrangeFileError(f"its page `{path}` has {size:,} bytes")
        _check_page(result, path, data.decode("utf-8", "replace"), site_url, shop, report)
    elif not _is_what_it_says(suffix, source):
        raise StrangeFileError(f"its file `{path}` does not have the content that its name promises")


def _check_page(result: PersonResult, path: str, html: str, site_url: str, shop: str, report: Report) -> None:
    leads = {f"{result.summary.slug}/{address}/index.html": href for address, href in result.short_links}
    kind: Kind = "short-link" if path in leads else "ended" if result.state == "ended" else "person"
    facts = CheckContext(site_url, shop, (), planned_hrefs={path: {leads[path]}} if path in leads else {})
    page = ParsedPage(HtmlPage(path, html, kind))
    for check in CHECKS:
        for problem in check(page, facts):
            report.add(problem)


def _is_what_it_says(suffix: str, source: Path) -> bool:
    if suffix == ".svg":  # a QR code for print
        _, data = read_whole(source, 1_000_000)
        try:
            return bool(clean_svg(data))
        except PictureError:
            return False
    with source.open("rb") as file:
        head = file.read(512)
    if suffix in _PICTURES:
        return picture_format(head) == _PICTURES[suffix]
    return (suffix == ".mp4" and head[4:8] == b"ftyp") or (suffix == ".webm" and head[:4] == b"\x1a\x45\xdf\xa3")
