"""Tests that the generated programme is the same in every size and form, and builds without a warning."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from bench.corpus.names import name_of
from bench.corpus.peer_sites import write_astro_site, write_eleventy_site, write_hugo_site
from bench.corpus.people import ambassador
from bench.corpus.photos import draw_photo
from bench.corpus.products import catalogue
from bench.corpus.write import write_site
from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import is_slug
from generator.problems import Report


def test_no_two_people_share_an_address() -> None:
    slugs = [name_of(number).slug for number in range(100_500)]
    assert len(set(slugs)) == len(slugs)
    assert all(map(is_slug, slugs[::100]))


def test_a_person_is_the_same_every_time() -> None:
    assert ambassador(7, catalogue()) == ambassador(7, catalogue())
    assert ambassador(7, catalogue()) != ambassador(8, catalogue())


def test_a_person_has_the_documented_size() -> None:
    person = ambassador(3, catalogue())
    facts = yaml.safe_load(person.profile)
    assert 38 <= len(person.profile.splitlines()) <= 42
    assert len(facts["favorites"]) == 6
    assert all(favorite["note"] for favorite in facts["favorites"])
    words = [len(ambassador(number, catalogue()).story.split()) for number in range(50)]
    assert 170 < sum(words) / len(words) < 260


def test_both_forms_are_the_same_site(tmp_path: Path) -> None:
    pages_by_form = {}
    for form in ("folders", "files"):
        write_site(tmp_path / form, 4, products=12, form=form)
        report = Report()
        site = render_site(BuildOptions(tmp_path / form, date(2026, 11, 22)), report)
        assert site is not None, list(report)
        assert not list(report)
        pages_by_form[form] = {file.path: file.data for file in site.files if file.path.endswith(".html")}
    assert pages_by_form["folders"] == pages_by_form["files"]
    assert pages_by_form["files"][f"{name_of(0).slug}/index.html"].count(b"utm_source=") > 15


def test_the_peers_have_the_icons_that_their_pages_name(tmp_path: Path) -> None:
    for write, template, folder in (
        (write_hugo_site, "layouts/baseof.html", "static"),
        (write_eleventy_site, "src/_includes/base.njk", "static"),
        (write_astro_site, "src/layouts/Base.astro", "public"),
    ):
        root = tmp_path / write.__name__
        write(root, 1, products=12)
        icon_names = re.findall(r"\}([a-z0-9-]+\.png)", (root / template).read_text("utf-8"))
        assert len(icon_names) == 4
        assert all((root / folder / name).is_file() for name in icon_names)


def test_a_photo_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        draw_photo(tmp_path / f"{name}.jpg", 5, (160, 200))
    assert (tmp_path / "one.jpg").read_bytes() == (tmp_path / "two.jpg").read_bytes()
