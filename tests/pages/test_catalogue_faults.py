"""Tests that a mistake in a theme's catalogue is reported at its line, and that a correct catalogue is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.streams import run_apart
from tests.scenario import FOLDER

HEAD = 'msgid ""\nmsgstr ""\n"Language: it\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
LABEL = "%(brand)s sends me products for free, and I earn a commission when you buy through my links."


def _build_with(root: Path, words: bytes) -> tuple[int, str]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    site = root / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("theme: plain", "theme: house"), "utf-8")
    (root / "content/ambassadors/lea/profile.yaml").write_text(
        "name: Léa\nlocale: it\nrelationship: gifted\nfavorites: [cloud-balm]\n", "utf-8"
    )
    po = root / "themes/house/locales/it/LC_MESSAGES/house.po"
    po.parent.mkdir(parents=True)
    po.write_bytes(words)
    (root / "themes/house/theme.toml").write_text('name = "house"\nextends = "dew"\n')
    code, out, err = run_apart(["build", "--as-of", "2026-11-22", "--format", "concise"], root)
    assert err == ""
    return code, out


@pytest.mark.parametrize(
    ("words", "line", "message"),
    [
        (
            f'{HEAD}msgid "{LABEL}"\nmsgstr "%(marca)s mi manda"\n',
            6,
            "has the placeholder `marca`, which its message does not have",
        ),
        (f'{HEAD}msgid "{LABEL}"\nmsgstr "%(brand) mi manda"\n', 6, "%"),
        (f'{HEAD}msgid "The shop"\nmsgstr "Il 100% negozio"\n', 6, "has a `%` that is not a placeholder"),
        (f'{HEAD}msgid "The shop"\nmsgstr "Il %s negozio"\n', 6, "has a `%` that is not a placeholder"),
        (
            f'{HEAD}msgid "%(num)s person"\nmsgid_plural "%(num)s people"\nmsgstr[0] "%(num)s"\nmsgstr[1] "%(n)s"\n',
            6,
            "has the placeholder `n`",
        ),
        (f'{HEAD}msgid "The shop"\nmsgstr "Il negozio\n', 7, "cannot be read"),
        (f"{HEAD}hello\n", 6, "cannot be read"),
    ],
)
def test_a_mistake_is_reported_at_its_line(tmp_path: Path, words: str, line: int, message: str) -> None:
    code, out = _build_with(tmp_path, words.encode())
    assert (code, message in out) == (1, True), out
    assert f"themes/house/locales/it/LC_MESSAGES/house.po:{line}:" in out
    assert "error[broken-catalogue]" in out


@pytest.mark.parametrize("words", [f'{HEAD}msgid "The shop"\nmsgstr "Città"\n'.encode("latin-1"), b"\xff\xfe\x00"])
def test_a_catalogue_that_is_no_utf_8_is_reported(tmp_path: Path, words: bytes) -> None:
    code, out = _build_with(tmp_path, words)
    assert (code, "error[broken-catalogue]" in out) == (1, True), out


@pytest.mark.parametrize(
    "words",
    [
        "",
        HEAD,
        f'{HEAD}msgid "{LABEL}"\nmsgstr "Mi mandano prodotti"\n',
        f'{HEAD}msgid "{LABEL}"\nmsgstr "Prodotti da %(brand)s, 100%%"\n',
        f'{HEAD}#, fuzzy\nmsgid "The shop"\nmsgstr "Il negozio"\n',
        f'{HEAD}#~ msgid "Old"\n#~ msgstr "%(x)s"\n',
    ],
)
def test_a_correct_catalogue_is_not_reported(tmp_path: Path, words: str) -> None:
    code, out = _build_with(tmp_path, words.encode())
    assert (code, "broken-catalogue" in out) == (0, False), out
