"""Tests that low contrast in a theme's own style sheets is reported at its line, by day and at night."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.lints.run import run_lints
from generator.models.written import read_day
from generator.pages.css_text import declarations, without_night
from generator.problems import Problem, Report
from tests.scenario import FOLDER


def _problems(root: Path, css: str, toml: str = "") -> list[Problem]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    site = root / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("theme: plain", "theme: house"), "utf-8")
    (root / "themes/house/assets").mkdir(parents=True)
    (root / "themes/house/theme.toml").write_text(
        f'name = "house"\nextends = "dew"\nstyles = ["house.css"]\n{toml}', "utf-8"
    )
    (root / "themes/house/assets/house.css").write_text(css, "utf-8")
    report = Report()
    rendered_site = render_site(BuildOptions(root, read_day("2026-11-22")), report)
    assert rendered_site is not None, list(report)
    run_lints(rendered_site.page_context, rendered_site.page_list, rendered_site.files, report)
    return [problem for problem in report if problem.name == "low-contrast"]


@pytest.mark.parametrize(
    ("css", "ink", "ratio", "line"),
    [
        (":root { --ink: #eee }", "`--ink` (#eee)", "1.11:1", 1),
        ("/* x */\n:root {\n  --round: 0;\n  --soft: #bbb;\n}", "`--soft` (#bbb)", "1.85:1", 4),
        (":root { --paper: black }", "`--ink` (#33211a)", "1.", 9),
        (":root { --card: rgb(60, 40, 30) }", "`--ink` (#33211a)", "1.", 9),
        (":root { --pale: #eee; --ink: white }", "`--ink` (white)", "1.", 1),
    ],
)
def test_low_contrast_by_day_is_reported(tmp_path: Path, css: str, ink: str, ratio: str, line: int) -> None:
    problems = _problems(tmp_path, css)
    first_problem = next(problem for problem in problems if "by day" in problem.message)
    assert ink in first_problem.message
    assert f"a contrast of {ratio}" in first_problem.message
    assert "text needs 4.5" in first_problem.message
    assert first_problem.help.startswith("the nearest shade that passes is #")
    if "themes/house" in first_problem.place.file:
        assert (first_problem.place.file, first_problem.place.line) == ("themes/house/assets/house.css", line)
    else:
        assert first_problem.place.file.endswith("themes/dew/assets/css/tokens.css")


def test_low_contrast_at_night_is_reported(tmp_path: Path) -> None:
    css = "@media (prefers-color-scheme: dark) {\n  :root { --paper: #fff }\n}\n"
    problems = _problems(tmp_path / "night", css)
    assert ["at night" in problem.message and "`--paper` (#fff)" in problem.message for problem in problems] == [
        True,
        True,
    ]
    assert _problems(tmp_path / "none", css, "night = false\n") == []


@pytest.mark.parametrize(
    "css",
    [
        "",
        ":root { --paper: #fff; --ink: #000 }",
        ":root { --ink: #eee }\n:root { --ink: #222 }",
        "/* :root { --ink: #eee } */",
        ".x { --ink: #eee }",
        "@media print { :root { --ink: #eee } }",
        ':root { --quote: "; --ink: #eee"; }',
        ":root { --ink: color-mix(in srgb, red, blue) }",
    ],
)
def test_enough_contrast_is_not_reported(tmp_path: Path, css: str) -> None:
    assert _problems(tmp_path, css) == []


def test_a_theme_without_a_night_has_no_dark_colours(tmp_path: Path) -> None:
    _problems(tmp_path, "@media (prefers-color-scheme: dark) { :root { --paper: #000 } }", "night = false\n")
    rendered_site = render_site(BuildOptions(tmp_path, read_day("2026-11-22")), Report())
    assert rendered_site is not None
    files = {file.path: file.data or b"" for file in rendered_site.files}
    css = next(data.decode() for path, data in files.items() if path.endswith(".css"))
    page = files["lea/index.html"].decode()
    assert "prefers-color-scheme" not in css + page
    assert css.rstrip().endswith(":root{color-scheme: light}")
    assert re.findall('<meta name="color-scheme" content="(.*?)">', page) == ["light"]
    assert len(re.findall('<meta name="theme-color"', page)) == 1


@pytest.mark.parametrize(
    ("css", "day"),
    [
        ("a{b:c}@media (prefers-color-scheme:dark){d{e:f}}g{h:i}", "a{b:c}g{h:i}"),
        ("@media (prefers-color-scheme: dark) { a { b: c } @supports (x: y) { d { e: f } } } g{}", " g{}"),
        ("@supports (x: y) { @media (prefers-color-scheme: dark) { a{} } b{c:d} }", "@supports (x: y) {  b{c:d} }"),
        ("/* } */ a{b:'}'} @media (prefers-color-scheme: dark) { /* } */ a{b:'}'} }", "/* } */ a{b:'}'} "),
        ("@media (prefers-color-scheme: light) { a{} }", "@media (prefers-color-scheme: light) { a{} }"),
        ("@media (prefers-color-scheme: dark) { a {", ""),
        ("@import 'x'; @media (prefers-color-scheme: dark) { a{} }", "@import 'x'; "),
        ("}}} a{b:c}", "}}} a{b:c}"),
    ],
)
def test_dark_rules_are_removed_from_a_style_sheet(css: str, day: str) -> None:
    assert without_night(css) == day


def test_each_declaration_has_its_rules() -> None:
    found_declarations = list(declarations("@media x { a, b { c: d; e: f } } g { h: url('a;b') }"))
    assert [(declaration.around, declaration.name, declaration.value) for declaration in found_declarations] == [
        (("@media x", "a, b"), "c", "d"),
        (("@media x", "a, b"), "e", "f"),
        (("g",), "h", "url('a;b')"),
    ]
