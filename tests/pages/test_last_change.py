"""When a page last changed: in the sitemap and in its structured data, from content and the day of the build alone."""

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


def make(root: Path, day: date = DAY) -> tuple[RenderedSite, Report]:
    report = Report()
    made = render_site(BuildOptions(root, day), report)
    assert made is not None, list(report)
    return made, report


def listed(made: RenderedSite) -> dict[str, str | None]:
    """The last change of each page in the sitemap, by its path."""
    [sitemap] = [file for file in made.files if file.path == "sitemap.xml"]
    entries = ET.fromstring(sitemap.read())
    return {
        (entry.findtext(f"{NAMESPACE}loc") or "").removeprefix("https://friends.example/"): entry.findtext(
            f"{NAMESPACE}lastmod"
        )
        for entry in entries
    }


def modified(made: RenderedSite) -> str | None:
    """What Léa's page says of its last change."""
    [page] = [file for file in made.files if file.path == "lea/index.html"]
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
        # what begins or ends later is a change, too
        ("updated: 2026-06-14\nfrom: 2026-07-01\n", {}, "2026-07-01"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-11-01\nuntil: 2026-12-31\n"}, "2026-11-01"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-07-01\nuntil: 2026-07-31\n"}, "2026-08-01"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-05-01\nuntil: 2026-12-31\n"}, "2026-06-14"),
        ("updated: 2026-06-14\ncampaigns: [a]\n", {"a": "from: 2026-12-01\nuntil: 2026-12-31\n"}, "2026-06-14"),
        # the second campaign comes and goes behind the first
        (
            "updated: 2026-06-14\ncampaigns: [a, b]\n",
            {"a": "from: 2026-07-01\nuntil: 2026-12-31\n", "b": "from: 2026-08-01\nuntil: 2026-08-31\n"},
            "2026-07-01",
        ),
        # without `updated` nothing says when the rest of the page changed
        ("campaigns: [a]\n", {"a": "from: 2026-11-01\nuntil: 2026-12-31\n"}, None),
    ],
)
def test_the_last_change(tmp_path: Path, person: str, campaigns: dict[str, str], day: str | None) -> None:
    made, report = make(write_site(tmp_path, person, **campaigns))
    assert "updated-in-future" not in {problem.name for problem in report}
    assert listed(made) == {"": None, "lea/": day, "about/": "2026-05-05", "terms/": None}
    assert modified(made) == day


@pytest.mark.parametrize("path", [LEA, "content/pages/about.md"])
def test_a_day_to_come_is_reported_and_left_out(tmp_path: Path, path: str) -> None:
    root = write_site(tmp_path, "updated: 2026-06-14\n")
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace("updated: 2026", "updated: 2062"), "utf-8")
    made, report = make(root)
    [told] = [problem for problem in report if problem.name == "updated-in-future"]
    assert (told.place.file, told.place.keys) == (path, ("updated",))
    assert "2062" in told.message
    assert [day for day in listed(made).values() if day and day.startswith("2062")] == []


def test_a_clone_without_any_memory_writes_the_same_bytes(tmp_path: Path) -> None:
    """The times of files and the memory of builds decide nothing."""
    root = write_site(tmp_path / "one", "updated: 2026-06-14\ncampaigns: [a]\n", a="from: 2026-11-01\n")
    assert build_site(BuildOptions(root, DAY), root / "output", False, Report()) is not None
    clone = tmp_path / "clone"
    shutil.copytree(root / "content", clone / "content")
    for file in (clone / "content").rglob("*"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert build_site(BuildOptions(clone, DAY), clone / "output", False, Report()) is not None
    for name in ("sitemap.xml", "lea/index.html"):
        assert (clone / "output" / name).read_bytes() == (root / "output" / name).read_bytes()


def test_a_build_that_remembers_knows_the_days_on_which_the_date_changes(tmp_path: Path) -> None:
    """Each day in turn, from one memory, from one workbench, and from nothing: the same files and the same warnings."""
    root = write_site(tmp_path, "updated: 2026-11-24\ncampaigns: [a]\n", a="from: 2026-11-26\nuntil: 2026-11-27\n")
    about = root / "content/pages/about.md"
    about.write_text(about.read_text("utf-8").replace("2026-05-05", "2026-11-25"), "utf-8")
    bench, days = PreviewBuilder(), []
    for number in (22, 23, 24, 25, 26, 27, 28, 29, 24, 22):
        day = date(2026, 11, number)
        made, report = make(root, day)
        told, again = Report(), Report()
        assert build_site(BuildOptions(root, day), root / "output", False, told) is not None
        kept = bench.render(BuildOptions(root, day), again)
        assert kept is not None
        assert list(told) == list(again) == list(report)
        for file in made.files:
            assert (root / "output" / file.path).read_bytes() == file.read(), (day, file.path)
        assert {file.path: file.read() for file in kept.files} == {file.path: file.read() for file in made.files}
        days.append((modified(made), listed(made)["about/"]))
    assert [(one and one[-2:], other and other[-2:]) for one, other in days] == [
        (None, None), (None, None), ("24", None), ("24", "25"), ("26", "25"), ("26", "25"), ("28", "25"), ("28", "25"),
        ("24", None), (None, None),
    ]  # fmt: skip


def test_a_page_that_is_not_listed_has_no_entry(tmp_path: Path) -> None:
    made, _ = make(write_site(tmp_path, "updated: 2026-06-14\nindex: false\n"))
    assert "lea/" not in listed(made)
    assert modified(made) == "2026-06-14"
