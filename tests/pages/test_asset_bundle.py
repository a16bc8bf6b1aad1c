"""Tests that a style sheet is published without comments and needless space, and otherwise unchanged."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.load import load_shared
from generator.pages import asset_bundle
from generator.pages.asset_bundle import bundle_theme, minify_css
from generator.pages.theme import Theme, load_theme
from generator.problems import Report
from generator.registry import data_folder

_PLAIN = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", re.DOTALL)


def _minify_plainly(css: str) -> str:
    short = _PLAIN.sub(lambda m: m[1] or m[2] or ("" if m[0].startswith("/*") else " "), css)
    return short.replace(";}", "}").strip()


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a , b {\n  color : red;\n}\n", "a,b{color : red}"),
        (".a  .b\t> c { }", ".a .b > c{}"),
        ("/* a */ a { b: c } /* d", "a{b: c}/* d"),
        (
            """a::after { content: " ;  } /* \\" */ "; b: ' , ' }""",
            """a::after{content: " ;  } /* \\" */ ";b: ' , '}""",
        ),
        ("url(/a/b) 'open", "url(/a/b) 'open"),
    ],
)
def test_only_needless_space_and_comments_are_removed(css: str, short: str) -> None:
    assert minify_css(css) == short


def test_the_styles_of_every_theme_equal_those_of_a_plain_minifier() -> None:
    styles = [path.read_text("utf-8") for path in data_folder("themes").rglob("*.css")]
    assert len(styles) > 10
    for css in (*styles, "\n".join(map(minify_css, styles))):
        assert minify_css(css) == _minify_plainly(css)


@given(st.lists(st.sampled_from([*"ab{};,: \n\t\"'/*\\\u00a0", "/*", "*/"]), max_size=30).map("".join))
def test_any_text_equals_that_of_a_plain_minifier(css: str) -> None:
    assert minify_css(css) == _minify_plainly(css)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where short styles are kept; Python writes bytecode."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    monkeypatch.setattr(asset_bundle, "__file__", str(tmp_path / "asset_bundle.py"))
    return tmp_path / "__pycache__"


def _theme(root: Path, style: str, more: str = "") -> Theme:
    """A theme that extends `dew`, with a style sheet in place of one of dew's."""
    for path, text in (
        ("content/site.yaml", "brand: B\nurl: https://b.example\nshop: https://s.example\ntheme: own\n"),
        ("themes/own/theme.toml", f'name = "own"\nextends = "dew"\n{more}'),
        ("themes/own/assets/css/print.css", style),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    theme = load_theme(load_shared(root, Report()).site, Report())
    assert theme is not None
    return theme


@pytest.mark.parametrize("more", ["", "night = false"])
def test_kept_styles_are_those_that_are_made(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    theme = _theme(tmp_path, "a /* b */ c  { d : e }", more)
    with monkeypatch.context() as plain:
        plain.setattr(asset_bundle, "_minify_all", lambda sheets, _: list(map(minify_css, sheets)))
        expected = bundle_theme(theme)
        assert not folder.exists()
    assert bundle_theme(theme) == expected
    monkeypatch.delattr(asset_bundle, "minify_css")
    assert bundle_theme(theme) == expected


def test_changed_styles_are_made_again(folder: Path, tmp_path: Path) -> None:
    before = bundle_theme(_theme(tmp_path, ""))
    after = bundle_theme(_theme(tmp_path, "a  { b : c }"))
    assert after.styles != before.styles
    assert b"a{b : c}" in after.files[after.styles]
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert bundle_theme(_theme(tmp_path, "")) == before
