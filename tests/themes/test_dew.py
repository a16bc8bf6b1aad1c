"""Tests that the built-in theme has all words in all languages, small files, and colours that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from generator.pages.contrast import contrast_ratio
from tests.needs import need
from tools.fonts import ALPHABETS, COMMON, FACES, LOCAL_FACES, letters_of, style_sheet
from tools.gates.fonts import find_fonts

DEW = Path(__file__).parents[2] / "themes" / "dew"
LANGUAGES = ("fr", "de", "es", "ar", "he")


def words_in_templates() -> set[str]:
    messages = extract_from_dir(
        DEW / "templates",
        method_map=[("**.html", "jinja2")],
        options_map={"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}},
    )
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in messages}


def catalogue(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def ids(messages: Catalog) -> set[str]:
    return {m.id if isinstance(m.id, str) else m.id[0] for m in messages if m.id and not m.context}


def test_the_list_of_words_matches_the_templates() -> None:
    words = words_in_templates()
    assert len(words) > 30
    assert ids(catalogue(DEW / "locales" / "dew.pot")) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(language: str) -> None:
    translations = catalogue(DEW / "locales" / language / "LC_MESSAGES" / "dew.po", language)
    assert ids(translations) == words_in_templates()
    for message in translations:
        texts = [message.string] if isinstance(message.string, str) else message.string
        assert all(texts or [""]) or not message.id, message.id
        assert not list(message.check(translations)), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_its_markup(language: str) -> None:
    for message in catalogue(DEW / "locales" / language / "LC_MESSAGES" / "dew.po", language):
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id:
            assert re.findall("<.*?>", message.id) == re.findall("<.*?>", message.string)


def test_french_puts_a_narrow_space_before_high_punctuation() -> None:
    text = (DEW / "locales" / "fr" / "LC_MESSAGES" / "dew.po").read_text("utf-8").split("\n\n", 1)[1]
    texts = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', text, re.MULTILINE)
    assert texts
    assert not [line for line in texts if re.search(r"[^\u202f][:;!?»]", line)]


def test_styles_scripts_and_fonts_stay_light() -> None:
    sizes = {kind: sum(p.stat().st_size for p in (DEW / "assets" / kind).iterdir()) for kind in ("css", "js")}
    fonts = [DEW / "assets" / "fonts" / f"{name}.woff2" for name in FACES]
    assert sizes["css"] < 49_000
    assert sizes["js"] < 3_000
    assert len(fonts) == 3
    assert sum(p.stat().st_size for p in fonts) < 60_000


@pytest.mark.parametrize("language", ALPHABETS)
def test_the_fonts_of_a_language_have_its_alphabet_and_are_smaller(language: str) -> None:
    alphabet = {ord(letter) for letter in ALPHABETS[language] + ALPHABETS[language].upper()}
    for name in FACES:
        font_letters = letters_of(DEW, f"{name}-{language}")
        assert alphabet | COMMON - {0x2009, 0x202F} <= font_letters | {0x2009, 0x202F}, name
        assert font_letters == letters_of(DEW, name) & (alphabet | COMMON)
        assert letters_of(DEW, f"{name}-letters") == letters_of(DEW, name) - COMMON
        path = DEW / "assets" / "fonts" / f"{name}-{language}.woff2"
        assert path.stat().st_size < path.with_name(f"{name}.woff2").stat().st_size


def test_no_letter_is_loaded_from_two_files_of_a_family() -> None:
    """No letter is missing either: together, the families of a language have all letters of the whole font."""
    css = (DEW / "assets" / "css" / "fonts.css").read_text("utf-8")
    rules = re.findall(r'font-family:"([^"]+)";(font-style:italic;)?.*?range:([^}]+)', css)
    letters_of_family: dict[tuple[str, str], list[set[int]]] = {}
    for family, style, ranges in rules:
        pairs = [item.removeprefix("U+").split("-") for item in ranges.split(",")]
        letters = {letter for pair in pairs for letter in range(int(pair[0], 16), int(pair[-1], 16) + 1)}
        letters_of_family.setdefault((family, style), []).append(letters)
    for family, style in (("Display", ""), ("Display", "font-style:italic;"), ("Text", "")):
        name = {"Display": "display", "Text": "text"}[family] + ("-italic" if style else "")
        all_letters = letters_of(DEW, name) | letters_of(DEW, f"{name}-ext")
        [extra_letters] = letters_of_family[f"{family} ext", style]
        for files in (
            letters_of_family[family, style],
            *([*letters_of_family[f"{family} {language}", style], extra_letters] for language in ALPHABETS),
        ):
            assert all_letters <= set().union(*files)
            assert sum(map(len, files)) == len(set().union(*files))


def test_the_styles_of_the_fonts_are_those_that_the_tool_writes() -> None:
    css = (DEW / "assets" / "css" / "fonts.css").read_text("utf-8")
    assert style_sheet(DEW, need(find_fonts(), "Liberation, Roboto, Noto and DejaVu")) == css


def test_every_family_of_a_local_font_is_used_in_its_order() -> None:
    tokens = (DEW / "assets" / "css" / "tokens.css").read_text("utf-8")
    for token, face, family in (("display", "display-italic", "Display"), ("text", "text", "Text")):
        match = re.search(rf"--{token}: var\(--{token}-faces, {family}\), (.*?);", tokens)
        assert match
        assert match[1].startswith(", ".join(f'"{family} {suffix}"' for suffix in LOCAL_FACES[face]))
    # The italic has one more: the upright face, for systems that have DejaVu without italics.
    assert [*LOCAL_FACES["display"]] == [*LOCAL_FACES["display-italic"]][:-1]


def test_no_file_loads_anything_from_another_host() -> None:
    files = [p for p in DEW.rglob("*") if p.suffix in {".html", ".css", ".js"}]
    assert len(files) > 30
    assert not [p for p in files if re.search(r"https?://|@import|\sstyle=", p.read_text("utf-8"))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_soft_text_can_be_read_on_every_background(scheme: str) -> None:
    light, dark = (DEW / "assets" / "css" / "tokens.css").read_text("utf-8").split("@media", 1)
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else dark))
    for text in ("ink", "soft"):
        for background in ("paper", "blush", "blush-deep"):
            assert contrast_ratio(tokens[text], tokens[background]) >= 4.5, (text, background)
