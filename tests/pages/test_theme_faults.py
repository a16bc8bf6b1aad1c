"""Tests that a mistake in a theme is reported in the theme's own file, with the line, before any picture is drawn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.content.positions import locate
from generator.problems import Report
from tests.scenario import FOLDER

HEAD = 'name = "house"\nextends = "dew"\n'


def _report(tmp_path: Path, files: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Return place, name, message and help of each problem about the theme."""
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    site = tmp_path / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("theme: plain", "theme: house"), "utf-8")
    for name, text in files.items():
        path = tmp_path / "themes/house" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    stages: list[str] = []
    rendered_site = render_site(BuildOptions(tmp_path, progress=lambda stage, *_: stages.append(stage)), report)
    problems = []
    for problem in report:
        span = locate(tmp_path, problem.place)
        problems.append(
            (f"{problem.place.file}:{span.line if span else 0}", problem.name, problem.message, problem.help)
        )
    if report.errors:
        assert rendered_site is None
        assert "pictures" not in stages
    return problems


def test_a_font_outside_assets_has_a_hint_where_to_move_it(tmp_path: Path) -> None:
    css = ":root {}\n@font-face { font-family: House; src: url(fonts/house.woff2) }\n"
    toml = f'{HEAD}styles = ["css/house.css"]\n'
    problems = _report(tmp_path, {"theme.toml": toml, "assets/css/house.css": css, "house.woff2": "font"})
    assert problems == [
        (
            "themes/house/assets/css/house.css:2",
            "broken-theme",
            "`css/house.css` of the theme `house` names `fonts/house.woff2`, which is not in its folder assets/",
            "move it: from themes/house/house.woff2 to themes/house/assets/fonts/house.woff2",
        )
    ]


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ('styles = ["css/house.css"]', "css/house.css"),
        ('scripts = [\n  "js/house.js",\n]', "js/house.js"),
        ('styles = ["../../../../etc/hostname.css"]', "../../../../etc/hostname.css"),
    ],
)
def test_a_missing_file_of_a_theme_is_reported(key: str, name: str, tmp_path: Path) -> None:
    line = 3 if "\n" not in key else 4
    [(where, problem, message, hint)] = _report(tmp_path, {"theme.toml": f"{HEAD}{key}\n"})
    assert (where, problem) == (f"themes/house/theme.toml:{line}", "broken-theme")
    assert f"`theme.toml` of the theme `house` names `{name}`" in message
    assert hint == f"put it here: themes/house/assets/{name}"


def test_a_missing_font_of_the_share_card_is_reported(tmp_path: Path) -> None:
    share = '[share]\npaper = "#ffffff"\nink = "#111111"\nsoft = "#555555"\ndisplay = "a.ttf"\ntext = "b.ttf"\n'
    assert _report(tmp_path / "without", {"theme.toml": HEAD + share}) == []
    shutil.copytree(FOLDER / "base", tmp_path / "with", dirs_exist_ok=True)
    site = FOLDER / "base/content/site.yaml"
    assert "share_cards: false" in site.read_text("utf-8")
    (tmp_path / "with/themes/house").mkdir(parents=True)
    (tmp_path / "with/themes/house/theme.toml").write_text(HEAD + share)
    text = site.read_text("utf-8").replace("share_cards: false\n", "").replace("theme: plain", "theme: house")
    (tmp_path / "with/content/site.yaml").write_text(text)
    report = Report()
    assert render_site(BuildOptions(tmp_path / "with"), report) is None
    assert [(p.place.file, p.message) for p in report] == [
        ("themes/house/theme.toml", "the theme `house` has no file `a.ttf`, which draws the share card"),
        ("themes/house/theme.toml", "the theme `house` has no file `b.ttf`, which draws the share card"),
    ]


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        ('sections = ["story", "favourites"]', 3, "lists `favourites`, which is not a section"),
        ('short = [{below = 4, sections = ["favourites"]}]', 3, "lists `favourites`, which is not a section"),
        ('short = [{below = 0, sections = ["story"]}]', 3, "greater than or equal to 1"),
        ('[chrome]\nlight = "white"\ndark = "#111111"', 4, "`chrome.light`: `white` is not a colour"),
        ('[options.wash]\nkind = "colour"\ndefault = "red"', 3, "`red` is not a colour"),
        ('[options.edge]\nkind = "choice"\nchoices = ["a"]\ndefault = "b"', 3, "`b` is not one of its choices"),
        ('[pictures.hero]\nwidths = [0]\nsizes = "9px"', 4, "`pictures.hero.widths.0`: input should be greater"),
        ('[pictures.hero]\nwidths = [9]\nsizes = "9px"\naspect = [1, 0]', 6, "input should be greater"),
        ("styles = [", 3, "cannot be used"),
    ],
)
def test_a_wrong_value_is_reported_at_its_line(more: str, line: int, words: str, tmp_path: Path) -> None:
    [(where, problem, message, _)] = _report(tmp_path, {"theme.toml": f"{HEAD}{more}\n"})
    assert (problem, words in message) == ("broken-theme", True), message
    assert where == f"themes/house/theme.toml:{line}"


def test_an_unknown_base_theme_is_reported_at_its_line(tmp_path: Path) -> None:
    [(where, problem, _, hint)] = _report(tmp_path, {"theme.toml": 'name = "house"\nextends = "dewy"\n'})
    assert (where, problem, hint) == ("themes/house/theme.toml:2", "unknown-theme", "did you mean `dew`?")


def test_a_theme_without_its_tables_is_reported(tmp_path: Path) -> None:
    [(where, _, message, _)] = _report(tmp_path, {"theme.toml": 'name = "house"\n'})
    assert (where, message) == ("themes/house/theme.toml:1", "the theme has no [share] and [chrome]")


def test_a_template_without_a_section_is_reported(tmp_path: Path) -> None:
    template = {"templates/sections/press.html": "<p>Press</p>\n"}
    [(where, problem, message, hint)] = _report(tmp_path / "unlisted", {"theme.toml": HEAD, **template})
    assert (where, problem) == ("themes/house/templates/sections/press.html:1", "stray-file")
    assert message == "nothing reads `press.html`: no section is called `press`"
    assert "needs Python" in hint
    toml = f'{HEAD}sections = ["story", "press"]\n'
    [(where, problem, _, hint)] = _report(tmp_path / "listed", {"theme.toml": toml, **template})
    assert (where, problem) == ("themes/house/theme.toml:3", "broken-theme")
    assert hint.startswith("its template exists; a section also needs Python code")


def test_a_template_that_another_one_includes_is_not_stray(tmp_path: Path) -> None:
    story = '{% include "sections/card.html" %}{% for part in view.parts if part is string %}{{ part }}{% endfor %}'
    files = {"templates/sections/card.html": "<p>Card</p>\n", "templates/sections/story.html": story}
    problems = _report(tmp_path, {"theme.toml": HEAD, **files})
    assert "stray-file" not in [name for _, name, _, _ in problems]


def test_a_file_that_only_a_comment_names_may_be_missing(tmp_path: Path) -> None:
    css = "/* @font-face { src: url(fonts/house.woff2) } */ :root { --round: 0 }\n"
    assert _report(tmp_path, {"theme.toml": f'{HEAD}styles = ["house.css"]\n', "assets/house.css": css}) == []


def test_all_broken_templates_are_reported_with_other_mistakes(tmp_path: Path) -> None:
    problems = _report(
        tmp_path,
        {
            "theme.toml": HEAD + 'sections = ["story", "favourites"]\n',
            "templates/sections/story.html": "<p>\n{% if %}</p>\n",
            "templates/parts/foot.html": "{{ a | }}\n",
        },
    )
    assert [(place, name) for place, name, _, _ in problems if name != "html-left-out"] == [
        ("themes/house/templates/parts/foot.html:1", "broken-template"),
        ("themes/house/templates/sections/story.html:2", "broken-template"),
        ("themes/house/theme.toml:3", "broken-theme"),
    ]
