"""Tests that hostile content cannot break the files beside the pages, which other parsers read back."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.output.redirects import Redirect, render_redirect_page, render_redirects
from generator.output.robots import render_robots
from generator.output.sitemap import SitemapUrl, render_sitemap
from generator.pages.json_ld import safe_json
from generator.problems import Place, Report
from generator.problems.excerpt import Span
from generator.problems.formats import format_problems
from tests.hostile import payloads, sites
from tests.scenario import run_cli

FORMULA = re.compile("[=+@\t\r＝＋－＠-]")


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    site = sites.make(random.Random(7), 10)
    site.files["site.yaml"] |= {"qr_codes": "true", "share_cards": "true"}
    for at in range(4):
        site.files[f"ambassadors/q{at}/profile.yaml"] |= {"from": "2026-01-01", "until": f"2027-01-0{at + 1}"}
    sites.build(site, folder / "site", folder / "output")
    assert site.accepted_count > 100
    return folder


def test_hostile_text_adds_no_line_to_headers(hostile_site: Path) -> None:
    """The file has exactly the lines of every site."""
    paths, names = [], set()
    for line in (hostile_site / "output/_headers").read_text("ascii").splitlines():
        if line.startswith("  "):
            names.add(line.split(":")[0].strip())
        elif line:
            paths.append(line)
    assert paths == ["/team/*", "/team/assets/*"]
    assert names == {
        "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy", "Referrer-Policy",
        "X-Content-Type-Options", "X-Frame-Options", "Cache-Control",
    }  # fmt: skip


def test_hostile_text_breaks_no_line_of_redirects(hostile_site: Path) -> None:
    lines = (hostile_site / "output/_redirects").read_text("ascii").splitlines()
    assert len(lines) > 20
    for line in lines:
        source, target, status = line.split(" ")
        assert re.fullmatch(r"/team/[a-z0-9/-]+/", source), line
        assert status in ("301", "302")
        assert re.fullmatch(r"/team/[a-z0-9/-]+/", target) or urlsplit(target).hostname == "shop.example", line


def test_hostile_text_breaks_neither_sitemap_nor_robots(hostile_site: Path) -> None:
    root = ET.parse(hostile_site / "output/sitemap.xml").getroot()
    kinds = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert kinds == {"urlset", "url", "loc"}
    for node in root.iter("{*}loc"):
        assert re.fullmatch(r"https://site\.example/team/([a-z0-9-]+/)?", node.text or "")
    robots = (hostile_site / "output/robots.txt").read_text("ascii")
    assert robots == "User-agent: *\nAllow: /\n\nSitemap: https://site.example/team/sitemap.xml\n"


def test_qr_codes_and_cards_are_safe_pictures(hostile_site: Path) -> None:
    codes = list((hostile_site / "output").rglob("qr.svg"))
    assert len(codes) >= 10
    for code in codes:
        assert {node.tag.rpartition("}")[2] for node in ET.parse(code).iter()} <= {"svg", "path", "title", "desc"}
    assert all(card.read_bytes().startswith(b"\xff\xd8\xff") for card in (hostile_site / "output").rglob("card.jpg"))


def test_hostile_text_breaks_no_json_ld(hostile_site: Path) -> None:
    page_count = 0
    for file in (hostile_site / "output").rglob("index.html"):
        for node in LexborHTMLParser(file.read_text("utf-8")).css('script[type="application/ld+json"]'):
            data = json.loads(node.text())
            kinds = {item["@type"]: item for item in (data if isinstance(data, list) else [data])}
            page = kinds.get("ProfilePage")
            if page is None:
                assert kinds.keys() <= {"WebSite", "Organization", "BreadcrumbList"}
                continue
            assert page["mainEntity"]["url"].startswith("https://site.example/team/")
            page_count += 1
    assert page_count >= 10


def test_hostile_text_is_no_formula_in_the_link_sheet(hostile_site: Path) -> None:
    """Every row has all columns, too."""
    code, text = run_cli(["links", "--as-of", "2026-11-22"], hostile_site / "site")
    assert code == 0, text
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert len(rows) > 100
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if FORMULA.match(cell)]
    code, text = run_cli(["links", "--as-of", "2026-11-22", "--format", "json"], hostile_site / "site")
    assert len(json.loads(text)) == len(rows) - 1


def test_hostile_text_adds_no_property_to_the_calendar(hostile_site: Path) -> None:
    code, text = run_cli(["next", "--as-of", "2026-11-22", "--format", "ics"], hostile_site / "site")
    assert code == 0, text
    lines = text.replace("\r\n", "\n").replace("\n ", "").splitlines()
    names = [re.split("[:;]", line)[0] for line in lines]
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") >= 4
    known_names = {
        "BEGIN",
        "END",
        "VERSION",
        "PRODID",
        "X-WR-CALNAME",
        "UID",
        "DTSTAMP",
        "DTSTART",
        "SUMMARY",
        "DESCRIPTION",
        "TRANSP",
    }
    assert set(names) <= known_names


anything = st.text(max_size=120) | st.builds(payloads.line, st.randoms(use_true_random=False), st.integers(1, 9))
quick = settings(max_examples=60, deadline=None)


@given(anything)
@quick
def test_json_in_a_script_ends_with_the_script(text: str) -> None:
    script_json = safe_json({"name": text, text: [text]})
    assert not set(script_json) & set("<>&\u2028\u2029")
    assert json.loads(script_json)["name"] == text or text == "name"
    tree = LexborHTMLParser(f'<script type="application/ld+json">{script_json}</script><p id="after">')
    assert tree.css_first("#after") is not None
    assert len(tree.css("script")) == 1


@given(anything, anything)
@quick
def test_any_text_gives_one_valid_line_of_redirects(source: str, target: str) -> None:
    clean = [one.encode("utf-8", "replace").decode() for one in (source, target)]
    for line in (
        render_redirects([Redirect(*clean), Redirect("/a/", f"https://shop.example/{clean[1]}", 302)])
        .decode("ascii")
        .splitlines()
    ):
        parts = line.split(" ")
        assert len(parts) == 3
        assert parts[0].startswith("/")
        assert not parts[0].startswith("//")
        assert parts[1].startswith(("https://shop.example/", "/"))
        assert not parts[1].startswith("//")
        assert "*" not in parts[0]
        assert ":" not in parts[0]


@given(anything)
@quick
def test_any_text_is_one_entry_of_the_sitemap(text: str) -> None:
    url = f"https://site.example/{text.encode('utf-8', 'replace').decode()}"
    (file,) = render_sitemap([SitemapUrl(url)], site_url="https://site.example")
    root = ET.fromstring(file.data or b"")
    assert [len(list(root)), len(list(root[0]))] == [1, 1]
    assert render_robots(site_url="https://site.example", index=True).count(b"\n") == 4


@given(anything, anything)
@quick
def test_any_text_leaves_a_redirect_page_intact(path: str, label: str) -> None:
    path, label = (one.encode("utf-8", "replace").decode() for one in (path, label))
    html = render_redirect_page(f"https://site.example/{path}", label=label, lang="en")
    tree = LexborHTMLParser(html)
    assert len(tree.css("*")) == len(LexborHTMLParser(render_redirect_page("/a", label="x", lang="en")).css("*"))
    content = tree.css_first("meta[http-equiv]").attributes["content"] or ""
    assert content.startswith("0; url=https://site.example/")
    assert not set(content.partition("url=")[2]) & set("\"'<> \t\n")


@given(anything, anything, st.text(max_size=30))
@quick
def test_no_message_adds_a_line_to_problems(message: str, help: str, file: str) -> None:
    """It adds no workflow command and no escape sequence for CI and terminals, either."""
    report = Report()
    report.error("unknown-key", message, Place(file), help)
    nowhere: Span | None = None
    github = format_problems(report, lambda _: nowhere, "github")
    assert github.count("\n") == 0
    assert github.count("\r") == 0
    assert github.startswith("::error file=")
    for style in ("full", "concise"):
        lines = format_problems(report, lambda _: nowhere, style)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", lines)
        assert lines.count("\n") <= 2
    assert json.loads(format_problems(report, lambda _: nowhere, "json"))[0]["message"] == message
