"""Tests that merged shards give the files of one build, and that a merge refuses incomplete, mixed or forged shards."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.build.shards.merge import merge_shards
from generator.build.shards.shard import Part, build_shard
from generator.output.manifest import ManifestFacts, fingerprint_file, render_manifest
from generator.problems import Report
from tests.build.crashing_extension import files_of, site_of, write_person

DAY = date(2026, 11, 22)
COUNT = 3


def shard(site: Path, number: int, count: int = COUNT, day: date = DAY, url: str = "") -> Path:
    report = Report()
    target = site / "shards" / f"{number}-of-{count}"
    result = build_shard(
        BuildOptions(site, day, url, cache=site.parent / "cache"), Part(number, count), target, False, report
    )
    assert result is not None, list(report)
    return target


def merge(site: Path, folders: list[Path]) -> tuple[bool, Report]:
    report = Report()
    result = merge_shards(BuildOptions(site, cache=site.parent / "cache"), folders, site / "output", False, report)
    assert (result is None) == bool(report.errors)
    return result is not None, report


@pytest.fixture(scope="module")
def shards_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = site_of(tmp_path_factory.mktemp("shards") / "site", 6)
    for number in range(1, COUNT + 1):
        shard(site, number)
    return site


@pytest.fixture
def site(shards_site: Path, tmp_path: Path) -> Path:
    shutil.copytree(shards_site.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "site"


def folders_of(site: Path) -> list[Path]:
    folders = sorted((site / "shards").iterdir())
    assert len(folders) == COUNT
    return folders


def test_merged_shards_give_the_files_and_problems_of_one_build(site: Path) -> None:
    folders = folders_of(site)
    slugs = [
        {json.loads(line)["slug"] for line in (folder / "people.jsonl").read_text().splitlines()} for folder in folders
    ]
    assert all(slugs)
    assert sum(map(len, slugs)) == len(set.union(*slugs)) == 9
    report, (_, merge_report) = Report(), merge(site, folders[::-1])
    result = build_site(BuildOptions(site, DAY), site / "plain", False, report)
    assert result is not None
    assert files_of(site / "output") == files_of(site / "plain")
    assert len(files_of(site / "output")) > 80
    assert list(merge_report) == list(report)
    assert list(merge_report)


def test_an_incomplete_or_mixed_set_is_refused(site: Path) -> None:
    one, two, three = folders_of(site)
    (site / "output").mkdir()
    for folders, name, words in (
        ([one, three], "incomplete-shards", "1 is missing: 2"),
        ([two], "incomplete-shards", "2 are missing: 1, 3"),
        ([one, two, three, shutil.copytree(two, site / "copy")], "mixed-shards", "both shard 2 of 3"),
        ([one, two, shard(site, 2, 4)], "mixed-shards", "a part of 4, not 3"),
        ([one, two, site / "content"], "broken-shard", "there is no shard in it"),
    ):
        _, report = merge(site, folders)
        assert {problem.name for problem in report} == {name}
        assert any(words in problem.message for problem in report), list(report)
    assert files_of(site / "output") == {}


def test_shards_of_another_day_or_address_are_refused(site: Path) -> None:
    one, two, three = folders_of(site)
    for other in ({"day": date(2026, 11, 23)}, {"url": "https://staging.golden.example"}):
        shutil.rmtree(three)
        shard(site, 3, **other)  # type: ignore[arg-type]
        _, report = merge(site, [one, two, three])
        assert [problem.name for problem in report] == ["mixed-shards"]


@pytest.mark.parametrize("change", ["person", "product", "comes", "goes"])
def test_shards_of_other_content_are_refused(site: Path, change: str) -> None:
    if change == "person":
        write_person(site, "p02", "")
        path = site / "content/ambassadors/p02.md"
        path.write_text(path.read_text() + "More.\n")
    elif change == "product":
        path = site / "content/products.yaml"
        path.write_text(path.read_text().replace('"9.50"', '"9.60"'))
    elif change == "comes":
        write_person(site, "zoe")
    else:
        (site / "content/ambassadors/p02.md").unlink()
    is_merged, report = merge(site, folders_of(site))
    assert not is_merged
    assert "mixed-shards" in {problem.name for problem in report if problem.severity.value == "error"}
    assert not (site / "output").exists()


def test_a_damaged_shard_is_refused(site: Path) -> None:
    folders = folders_of(site)
    page = next((folders[0] / "files").rglob("index.html"))
    text = page.read_bytes()
    page.write_bytes(text[:-1])
    assert "broken-shard" in {problem.name for problem in merge(site, folders)[1]}
    page.unlink()
    page.symlink_to("/etc/hostname")
    assert "broken-shard" in {problem.name for problem in merge(site, folders)[1]}
    page.unlink()
    page.write_bytes(text)
    assert merge(site, folders)[0]
    for name in ("people.jsonl", "shard.json"):
        path = folders[1] / name
        path.write_bytes(path.read_bytes() + b"\n")
        assert "broken-shard" in {problem.name for problem in merge(site, folders)[1]}


def test_every_machine_puts_a_person_into_the_same_part() -> None:
    slugs = [f"person-{number}" for number in range(400)]
    parts = [[slug for slug in slugs if Part(number, 8).holds(slug)] for number in range(1, 9)]
    assert sorted(slug for part in parts for slug in part) == sorted(slugs)
    assert all(30 < len(part) < 70 for part in parts)
    assert [Part(number, 8).holds("lea-moreau") for number in range(1, 9)].index(True) == 1


def forge(folder: Path, path: str, data: bytes, slug: str = "ana-lopez") -> None:
    """Put a file into a shard and correct all of its hashes, as an attacker who writes a shard can."""
    target = folder / "files" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    rows = [json.loads(line) for line in (folder / "people.jsonl").read_text().splitlines()]
    fingerprint_ = [len(data), hashlib.blake2b(data, digest_size=20).hexdigest()]
    for row in rows:
        if row["slug"] == slug:
            result = json.loads(row["result"])
            result["files"] = [one for one in result["files"] if one[0] != path] + [[path, fingerprint_]]
            row["result"] = json.dumps(result)
    (folder / "people.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    fingerprints = {path: fingerprint_file(folder / path) for path in ("people.jsonl", "shard.json")}
    (folder / "build.json").write_bytes(render_manifest(fingerprints, ManifestFacts(DAY)))


def holder_of(site: Path, slug: str) -> Path:
    return next(folder for folder in folders_of(site) if (folder / "files" / slug).is_dir())


EVIL = b'<!doctype html><html lang="es"><title>x</title><body>%s</body></html>'


@pytest.mark.parametrize("path", ["admin/index.html", "bo/index.html", "index.html", "assets/x.js", "_headers",
                                  "privacy/index.html", "assets/x.0123456789ab.svg", "assets/x.0123456789ab.html",
                                  "ana-lopez/x.js", "ana-lopez/x.html", "ana-lopez/sub/x.css"])  # fmt: skip
def test_a_shard_with_a_file_of_no_person_is_refused(site: Path, path: str) -> None:
    forge(holder_of(site, "ana-lopez"), path, EVIL % b"x")
    is_merged, report = merge(site, folders_of(site))
    assert not is_merged
    [problem] = [problem for problem in report if problem.severity.value == "error"]
    assert problem.name == "broken-shard"
    assert f"`{path}`" in problem.message
    assert not (site / "output").exists()


@pytest.mark.parametrize(("html", "name"), [
    (b'<script src="https://evil.example/x.js"></script>', "third-party-request"),
    (b"<script>alert(1)</script>", "inline-script"),
    (b'<p onclick="x()">x</p>', "inline-script"),
    (b'<iframe src="https://evil.example/"></iframe>', "third-party-request"),
    (b'<img src="https://evil.example/x.gif" alt="">', "third-party-request"),
    (b'<meta http-equiv="refresh" content="0; url=https://evil.example/">', "third-party-request"),
    (b'<p style="color:red">x</p>', "inline-style"),
    (b'<a rel="sponsored" href="https://golden-shop.example/">x</a>', "unlabelled-link"),
])  # fmt: skip
def test_a_merge_checks_every_page_again(site: Path, html: bytes, name: str) -> None:
    for path in ("ana-lopez/index.html", "ana-lopez/ig/index.html", "ana-lopez/anything/index.html"):
        forge(holder_of(site, "ana-lopez"), path, EVIL % html)
    is_merged, report = merge(site, folders_of(site))
    assert not is_merged
    assert [problem.name for problem in report if problem.severity.value == "error"].count(name) == 3
    assert not (site / "output").exists()


@pytest.mark.parametrize(("path", "data"), [
    ("assets/portrait.0123456789ab.webp", b"<script>alert(1)</script>"), ("ana-lopez/card.jpg", b"GIF89a"),
    ("assets/film.0123456789ab.mp4", b"<html>"), ("assets/film.0123456789ab.webm", b"\0\0\0\x18ftyp"),
    ("ana-lopez/qr.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
])  # fmt: skip
def test_a_file_whose_content_is_of_another_format_is_refused(site: Path, path: str, data: bytes) -> None:
    forge(holder_of(site, "ana-lopez"), path, data)
    is_merged, report = merge(site, folders_of(site))
    assert not is_merged
    assert any(f"`{path}` does not have the content that its name promises" in problem.message for problem in report)


def test_a_person_in_two_shards_is_refused(site: Path) -> None:
    one, two = (
        holder_of(site, "ana-lopez"),
        next(one for one in folders_of(site) if one != holder_of(site, "ana-lopez")),
    )
    line = next(line for line in (one / "people.jsonl").read_text().splitlines() if '"ana-lopez"' in line)
    (two / "people.jsonl").write_text((two / "people.jsonl").read_text() + line + "\n")
    shutil.copytree(one / "files", two / "files", dirs_exist_ok=True)
    fingerprints = {path: fingerprint_file(two / path) for path in ("people.jsonl", "shard.json")}
    (two / "build.json").write_bytes(render_manifest(fingerprints, ManifestFacts(DAY)))
    is_merged, report = merge(site, folders_of(site))
    assert not is_merged
    assert any("`ana-lopez`, who is in another shard" in problem.message for problem in report)
