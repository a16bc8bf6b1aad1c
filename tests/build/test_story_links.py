"""Tests links in stories: their addresses on the page, and the place of their problems in the text."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.content.positions import Positions
from generator.models.written import read_day
from generator.problems import Report
from tests.scenario import FOLDER

DAY = read_day("2026-11-22")
STORY = "content/ambassadors/lea/story.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    return tmp_path


def _page(root: Path, text: str) -> str:
    (root / STORY).write_text(text, "utf-8")
    report = Report()
    site = render_site(BuildOptions(root, DAY), report)
    assert site is not None, list(report)
    return next(file.data for file in site.files if file.path == "lea/index.html" and file.data).decode()


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("https://lune.example/balm", "story.cloud-balm"),
        ("www.lune.example/balm/?variant=9", "story.cloud-balm"),
        ("lune.example/balm", "story.cloud-balm"),
        ("[balm](https://lune.example/balm#how)", "story.cloud-balm"),
        ("<https://lune.example/balm>", "story.cloud-balm"),
        ("https://lune.example/collections/all", "story.shop"),
        ("lune.example", "story.shop"),
    ],
)
def test_a_shop_address_in_a_story_is_a_sponsored_link(root: Path, address: str, content: str) -> None:
    html = _page(root, f"I love this: {address} Truly.")
    (href,) = re.findall(r'I love this: <a href="([^"]*)" rel="sponsored', html)
    assert re.search(r"utm_content=([^&#]*)", unescape(href))[1] == content  # type: ignore[index]
    assert "utm_source=lea" in href


def test_another_address_in_a_story_is_a_plain_link(root: Path) -> None:
    html = _page(root, "See https://other.example/products/cloud-balm and hello@lune.example.")
    assert 'See <a href="https://other.example/products/cloud-balm" rel="noopener">https://other.example' in html
    assert html.count("lune.example.") >= 1
    assert "hello@<a" not in html


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hello.\n\nSee [below](#nowhere).", (3, 13)),
        ("#nowhere is text, `[a](#nowhere)` code.\n\n- a\n- see [below](#nowhere)", (4, 15)),
        ("Yes[^1].\n\n[^1]: A [note](#nowhere).", (3, 16)),
    ],
)
def test_a_broken_link_is_reported_where_it_is_written(root: Path, text: str, place: tuple[int, int]) -> None:
    (root / STORY).write_text(text, "utf-8")
    report = Report()
    assert render_site(BuildOptions(root, DAY), report) is None
    (problem,) = report  # once, though channels repeat the page
    span = Positions(root).find(problem.place)
    assert (problem.name, problem.place.file) == ("broken-internal-link", STORY)
    assert span is not None
    assert (span.line, span.column, span.length) == (*place, len("#nowhere"))
