"""Tests that words that no font of a share card can draw are reported: whose, which letters, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.images.cards.lettering import find_face, has_shaping, undrawn_letters
from generator.pages.share_cards import LATIN
from generator.problems import Problem, Report
from generator.registry import data_folder
from tests.scenario import FOLDER

DEW = data_folder("themes") / "dew"
FONTS = tuple(sorted(DEW.rglob("*.ttf")))


def _problems(root: Path, profile: str, settings: str = "") -> list[Problem]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    site = root / "content/site.yaml"
    text = site.read_text("utf-8").replace("theme: plain", "theme: dew").replace("share_cards: false\n", "")
    site.write_text(f"{text}{settings}", "utf-8")
    lea = root / "content/ambassadors/lea/profile.yaml"
    lea.write_text(f"{profile}\nfavorites: [cloud-balm]\n", "utf-8")
    report = Report()
    assert render_site(BuildOptions(root), report) is not None, list(report)
    return [problem for problem in report if problem.name == "card-text-left-out"]


@pytest.mark.parametrize(
    ("name", "letter"), [("山田 花子", "山"), ("김민지", "김"), ("王小明", "王"), ("สมชาย", "ส"), ("Αθηνά", "Α")]
)
def test_a_name_without_a_font_is_reported(tmp_path: Path, name: str, letter: str) -> None:
    assert find_face(name, FONTS) is None
    [problem] = _problems(tmp_path, f"name: {name}")
    assert (problem.place.file, problem.place.keys) == ("content/ambassadors/lea/profile.yaml", ("name",))
    assert f"leaves out `{name}` and shows the brand instead" in problem.message
    assert f"no font here has `{letter}`" in problem.message or not has_shaping()
    assert "`fonts` in site.yaml" in problem.help


def test_a_tagline_and_a_brand_are_reported_where_they_are(tmp_path: Path) -> None:
    [tagline] = _problems(tmp_path / "a", "name: Léa\ntagline: 静かな肌")
    assert tagline.place.keys == ("tagline",)
    assert "shows the brand" not in tagline.message
    brand = _problems(tmp_path / "b", "name: Léa", "")
    assert brand == []
    shutil.rmtree(tmp_path / "b")
    shutil.copytree(FOLDER / "base", tmp_path / "b")
    site = tmp_path / "b/content/site.yaml"
    text = site.read_text("utf-8").replace("theme: plain", "theme: dew").replace("share_cards: false\n", "")
    site.write_text(text.replace("brand: Lune", "brand: 資生堂"), "utf-8")
    report = Report()
    assert render_site(BuildOptions(tmp_path / "b"), report) is not None
    [problem] = [problem for problem in report if problem.name == "card-text-left-out"]
    assert (problem.place.file, problem.place.keys) == ("content/site.yaml", ("brand",))


@pytest.mark.parametrize("name", ["Léa Moreau", "Łukasz Żółć", "Søren Ångström", "Léa 🌸", "İpek Çağ", "O’Neil-Smith"])
def test_a_name_that_is_drawn_is_not_reported(tmp_path: Path, name: str) -> None:
    assert _problems(tmp_path, f'name: "{name}"') == []


def test_the_problem_is_reported_each_time_and_can_be_switched_off(tmp_path: Path) -> None:
    assert len(_problems(tmp_path, "name: 山田 花子")) == 1
    report = Report()
    render_site(BuildOptions(tmp_path), report)
    assert [problem.name for problem in report].count("card-text-left-out") == 1
    assert _problems(tmp_path / "off", "name: 山田 花子\nrelationship: gifted") != []
    site = tmp_path / "content/site.yaml"
    text = site.read_text("utf-8").replace("checks: {", "checks: {card-text-left-out: off, ")
    site.write_text(text, "utf-8")
    report = Report()
    render_site(BuildOptions(tmp_path), report)
    assert [problem.name for problem in report] == []


def test_the_built_in_fonts_have_all_latin_letters() -> None:
    """Test each letter by itself, and as a capital too, because the brand is drawn in capitals."""
    letters = [letter for letter in sorted(LATIN) if letter.isalpha()]
    assert len(letters) > 200
    assert [
        letter for letter in letters if not find_face(letter, FONTS) or undrawn_letters(letter.upper(), FONTS)
    ] == []


def test_a_text_without_letters_needs_no_font() -> None:
    assert undrawn_letters("", FONTS) == ""
    assert undrawn_letters("🌸 🌸", FONTS) == ""
