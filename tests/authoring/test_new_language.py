"""Tests that missing translations are reported, and that `ambassador new language` creates a file for them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.pages.catalogues import forget_catalogues
from tests.cli import streams
from tests.scenario import FOLDER

DAY = "2026-11-22"


def run_apart(words: list[str], site: Path) -> tuple[int, str, str]:
    forget_catalogues()  # in use, each command is a process of its own
    return streams.run_apart(words, site)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER / "base", tmp_path, dirs_exist_ok=True)
    settings = tmp_path / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: plain", "theme: dew"), "utf-8")
    lea = tmp_path / "content/ambassadors/lea/profile.yaml"
    lea.write_text("name: Léa\nlocale: it\nfavorites: [cloud-balm]\n", "utf-8")
    return tmp_path


def _fill(text: str, words: dict[str, str], otherwise: str | None = None) -> str:
    """Write a translation below each message: that of `words`, or else `otherwise` and the message itself."""

    def translate(match: re.Match[str]) -> str:
        message = "".join(re.findall('"(.*)"', match[1]))
        new = words.get(message, None if otherwise is None else f"{otherwise}{message}")
        return f'{match[1]}msgstr "{new}"' if message and new is not None else match[0]

    return re.sub(r'(msgid (?:".*"\n)+)msgstr ""', translate, text)


def test_a_new_child_theme_gets_every_language(site: Path) -> None:
    assert run_apart(["new", "theme", "house"], site)[0] == 0
    for lang in ("it", "fi"):
        code, out, _ = run_apart(["new", "language", lang], site)
        assert (code, re.findall("Wrote (.*)", out)) == (0, [f"themes/house/locales/{lang}/LC_MESSAGES/house.po"])


def test_a_theme_house_of_another_parent_does_not_change(site: Path) -> None:
    theme = site / "themes/house/theme.toml"
    theme.parent.mkdir(parents=True)
    theme.write_text('name = "house"\nextends = "plain"\n', "utf-8")
    code, out, _ = run_apart(["new", "language", "it"], site)
    assert code == 1
    assert "error[already-there]" in out
    assert theme.read_text("utf-8") == 'name = "house"\nextends = "plain"\n'
    assert not (theme.parent / "locales").exists()


def test_missing_translations_are_reported_and_can_be_added(site: Path) -> None:
    _, out, _ = run_apart(["check", "--as-of", DAY, "--only", "no-catalogue"], site)
    match = re.search(
        r"there is no translation for `it`: (\d+) labels of the theme \(“.*” …\) and the advertising label", out
    )
    assert match, out
    assert "`ambassador new language it` creates the file for the translations" in out
    code, out, _ = run_apart(["new", "language", "it"], site)
    assert (code, sorted(re.findall("Wrote (.*)", out))) == (
        0,
        ["themes/house/locales/it/LC_MESSAGES/house.po", "themes/house/theme.toml"],
    )
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: dew", "theme: house"), "utf-8")
    _, out, _ = run_apart(["check", "--as-of", DAY, "--only", "no-catalogue"], site)
    assert f"there is no translation for `it`: {match[1]} labels" in out
    po = site / "themes/house/locales/it/LC_MESSAGES/house.po"
    text = po.read_text("utf-8")
    label = "I earn a commission when you buy through the links on this page."
    po.write_text(_fill(text, {label: "Guadagno una commissione.", "The shop": "Il negozio"}), "utf-8")
    assert run_apart(["build", "--as-of", DAY], site)[0] == 0
    page = (site / "output/lea/index.html").read_text("utf-8")
    assert "Guadagno una commissione." in page
    assert "Il negozio" in page
    _, out, _ = run_apart(["check", "--as-of", DAY, "--only", "no-catalogue"], site)
    assert f"{int(match[1]) - 1} labels of the theme" in out
    complete_text = re.sub(r'msgstr\[(\d)\] ""', r'msgstr[\1] "%(num)s persone"', _fill(text, {}, "x "))
    po.write_text(complete_text, "utf-8")
    code, out, _ = run_apart(["check", "--as-of", DAY, "--only", "no-catalogue"], site)
    assert (code, "no-catalogue" in out) == (0, False), out


def test_an_own_theme_gets_the_language_file(site: Path) -> None:
    (site / "themes/mine").mkdir(parents=True)
    (site / "themes/mine/theme.toml").write_text('name = "mine"\nextends = "dew"\n')
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: dew", "theme: mine"), "utf-8")
    code, out, _ = run_apart(["new", "language", "pt-BR"], site)
    assert (code, re.findall("Wrote (.*)", out)) == (0, ["themes/mine/locales/pt_BR/LC_MESSAGES/mine.po"])
    assert run_apart(["new", "language", "pt-BR"], site)[0] == 1
    text = (site / "themes/mine/locales/pt_BR/LC_MESSAGES/mine.po").read_text("utf-8")
    assert '"Plural-Forms: nplurals=2;' in text
    assert "%(num)s people" in text


@pytest.mark.parametrize("lang", ["fr", "de", "es", "ar", "he", "fr-CA", "en", "en-GB"])
def test_a_complete_language_needs_no_file(site: Path, lang: str) -> None:
    code, out, _ = run_apart(["new", "language", lang], site)
    assert (code, f"the theme and the label have all words for `{lang}`" in out) == (1, True)


@pytest.mark.parametrize("lang", ["italian", "xx", "../../etc", ""])
def test_an_unknown_language_is_a_usage_error(site: Path, lang: str) -> None:
    assert run_apart(["new", "language", lang], site)[0] == 2
    assert not (site / "themes/house").exists()


@pytest.mark.parametrize("lang", ["ja", "fa", "pl", "zh-Hant", "sv"])
def test_a_site_builds_with_a_new_language_file(site: Path, lang: str) -> None:
    assert run_apart(["new", "language", lang], site)[0] == 0
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text("utf-8").replace("theme: dew", "theme: house"), "utf-8")
    lea = site / "content/ambassadors/lea/profile.yaml"
    lea.write_text(lea.read_text("utf-8").replace("locale: it", f"locale: {lang}"), "utf-8")
    assert run_apart(["build", "--as-of", DAY], site)[0] == 0
