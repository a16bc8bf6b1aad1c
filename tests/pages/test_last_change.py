"""Tests that the date of a page's last change comes from content and the day of the build alone."""

from __future__ import annotations

import json
import os
import shutil
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.build.options import BuildOptions
from generator.build.preview import PreviewBuilder, render_site
from generator.build.rendered_site import RenderedSite
from generator.build.run import build_site
from generator.problems import Report

DAY = date(2026, 11, 22)
SITE = "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\ntheme: dew\nshare_cards: false\n"
PRODUCTS = "balm: {name: Balm, url: https://lune.example/balm}\n"
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LEA = "content/ambassadors/lea.md"


def write_site(root: Path, person: str, **campaigns: str) -> Path:
    for path, text in {
        "content/site.yaml": SITE,
        "content/products.yaml": PRODUCTS,
        LEA: f"---\nname: Léa\nfavorites: [balm]\n{person}---\nHello.\n",
        "content/pages/about.md": "---\ntitle: About\nupdated: 2026-05-05\n---\nUs.\n",
        "content/pages/terms.md": "---\ntitle: Terms\n---\nUs.\n",
        **{f"content/campaigns/{name}.yaml": f"name: {name}\n{text}" for name, text in campaigns.items()},
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def render(root: Path, day: date = DAY) -> tuple[RenderedSite, Report]:
    report = Report()
    rendered_site = render_site(BuildOptions(root, day), report)
    assert rendered_site is not None, list(report)
    return rendered_site, report


def last_changes(rendered_site: RenderedSite) -> dict[str, str | None]:
    """Return the last change of each page in the sitemap, by its path."""
    [sitemap] = [file for file in rendered_site.files if file.path == "sitemap.xml"]
    entries = ET.fromstring(sitemap.read())
    return {
        (entry.findtext(f"{NAMESPACE}loc") or "").removeprefix("https://friends.example/"): entry.findtext(
            f"{NAMESPACE}lastmod"
        )
        for entry in entries
    }


def date_modified(rendered_site: RenderedSite) -> str | None:
    """Return the date of the last change in the structured data of Léa's page."""
    [page] = [file for file in rendered_site.files if file.path == "lea/index.html"]
    script = LexborHTMLParser(page.read().decode()).css_first('script[type="application/ld+json"]')
    assert script is not None
    day: str | None = json.loads(script.text())[0].get("dateModified")
    return day


@pytest.mark.parametrize(
    ("person", "campaigns", "day"),
    [
        ("", {}, None),
        ("updated: 2026-06-14\n", {}, "2026-06-14"),
        ("updated: 2026-11-22\n", {}, "2026-11-22"),
        # a later start or end is a change, too
        ("updated: 2026-06-14\nfrom: 2026-07-01\n", {}, "2026-07-01"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-11-01\nuntil: 2026-12-31\n"}, "2026-11-01"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-07-01\nuntil: 2026-07-31\n"}, "2026-08-01"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-05-01\nuntil: 2026-12-31\n"}, "2026-06-14"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-12-01\nuntil: 2026-12-31\n"}, "2026-06-14"),
        # the page shows the first campaign only, so the second changes nothing
        (
            "updated: 2026-06-14\ncampaigns: [a, b]\n",
            {"a": "from: 2026-07-01\nuntil: 2026-12-31\n", "b": "from: 2026-08-01\nuntil: 2026-08-31\n"},
            "2026-07-01",
        ),
        # without `updated` the day of the other changes is unknown
        ("campaigns: [a]\n", {"a": "from: 2026-11-01\nuntil: 2026-12-31\n"}, None),
    ],
)
def test_the_last_change_is_in_sitemap_and_structured_data(
    tmp_path: Path, person: str, campaigns: dict[str, str], day: str | None
) -> None:
    rendered_site, report = render(write_site(tmp_path, person, **campaigns))
    assert "updated-in-future" not in {problem.name for problem in report}
    assert last_changes(rendered_site) == {"": None, "lea/": day, "about/": "2026-05-05", "terms/": None}
    assert date_modified(rendered_site) == day


@pytest.mark.parametrize("path", [LEA, "content/pages/about.md"])
def test_a_day_in_the_future_is_reported_and_left_out(tmp_path: Path, path: str) -> None:
    root = write_site(tmp_path, "updated: 2026-06-14\n")
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace("updated: 2026", "updated: 2062"), "utf-8")
    rendered_site, report = render(root)
    [future_problem] = [problem for problem in report if problem.name == "updated-in-future"]
    assert (future_problem.place.file, future_problem.place.keys) == (path, ("updated",))
    assert "2062" in future_problem.message
    assert [day for day in last_changes(rendered_site).values() if day and day.startswith("2062")] == []


def test_a_clone_without_a_build_state_writes_the_same_bytes(tmp_path: Path) -> None:
    """Neither the times of files nor the build state decide anything."""
    root = write_site(tmp_path / "one", "updated: 2026-06-14\ncampaigns: [a]\n", a="from: 2026-11-01\n")
    assert build_site(BuildOptions(root, DAY), root / "output", False, Report()) is not None
    clone = tmp_path / "clone"
    shutil.copytree(root / "content", clone / "content")
    for file in (clone / "content").rglob("*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert build_site(BuildOptions(clone, DAY), clone / "output", False, Report()) is not None
    for name in ("sitemap.xml", "lea/index.html"):
        assert (clone / "output" / name).read_bytes() == (root / "output" / name).read_bytes()


def test_a_later_build_notices_the_days_on_which_the_date_changes(tmp_path: Path) -> None:
    """Each day gives the same files and warnings, from one build state, from one preview, and from scratch."""
    root = write_site(tmp_path, "updated: 2026-11-24\ncampaigns: [a]\n", a="from: 2026-11-26\nuntil: 2026-11-27\n")
    about = root / "content/pages/about.md"
    about.write_text(about.read_text("utf-8").replace("2026-05-05", "2026-11-25"), "utf-8")
    bench, days = PreviewBuilder(), []
    for number in (22, 23, 24, 25, 26, 27, 28, 29, 24, 22):
        day = date(2026, 11, number)
        rendered_site, report = render(root, day)
        build_report, preview_report = Report(), Report()
        assert build_site(BuildOptions(root, day), root / "output", False, build_report) is not None
        preview = bench.render(BuildOptions(root, day), preview_report)
        assert preview is not None
        assert list(build_report) == list(preview_report) == list(report)
        for file in rendered_site.files:
            assert (root / "output" / file.path).read_bytes() == file.read(), (day, file.path)
        assert {file.path: file.read() for file in preview.files} == {
            file.path: file.read() for file in rendered_site.files
        }
        days.append((date_modified(rendered_site), last_changes(rendered_site)["about/"]))
    assert [(person_day and person_day[-2:], about_day and about_day[-2:]) for person_day, about_day in days] == [
        (None, None), (None, None), ("24", None), ("24", "25"), ("26", "25"), ("26", "25"), ("28", "25"), ("28", "25"),
        ("24", None), (None, None),
    ]  # fmt: skip


def test_a_page_that_is_not_listed_has_no_entry(tmp_path: Path) -> None:
    rendered_site, _ = render(write_site(tmp_path, "updated: 2026-06-14\nindex: false\n"))
    assert "lea/" not in last_changes(rendered_site)
    assert date_modified(rendered_site) == "2026-06-14"
