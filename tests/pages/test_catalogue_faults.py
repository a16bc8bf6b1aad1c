"""Tests that a mistake in a theme's catalogue is reported at its line, and that a correct catalogue is not."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.streams import run_apart
from tests.scenario import FOLDER

HEAD = 'msgid ""\nmsgstr ""\n"Language: it\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
LABEL = "%(brand)s sends me products for free, and I earn a commission when you buy through my links."


PO, POT = "locales/it/LC_MESSAGES/house.po", "locales/house.pot"


def _build_with(
    root: Path, words: bytes, name: str = PO, put: Callable[[Path, bytes], object] = Path.write_bytes
) -> tuple[int, str]:
    shutil.copytree(FOLDER / "base", root, dirs_exist_ok=True)
    site = root / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("theme: plain", "theme: house"), "utf-8")
    (root / "content/ambassadors/lea/profile.yaml").write_text(
        "name: Léa\nlocale: it\nrelationship: gifted\nfavorites: [cloud-balm]\n", "utf-8"
    )
    catalogue = root / "themes/house" / name
    catalogue.parent.mkdir(parents=True)
    put(catalogue, words)
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


@pytest.mark.parametrize("name", [PO, POT])
@pytest.mark.parametrize(
    ("words", "line"),
    [(f'{HEAD}msgid "The shop"\nmsgstr "Città"\n'.encode("latin-1"), 7), (b"\xff\xfe\x00", 1), (b"#\n#\xff", 2)],
)
def test_a_catalogue_that_is_no_utf_8_is_reported_at_its_line(
    tmp_path: Path, words: bytes, line: int, name: str
) -> None:
    code, out = _build_with(tmp_path, words, name)
    assert (code, f"themes/house/{name}:{line}:1: error[broken-catalogue]" in out) == (1, True), out


@pytest.mark.parametrize("name", [PO, POT])
def test_a_catalogue_in_an_unknown_encoding_is_reported(tmp_path: Path, name: str) -> None:
    words = HEAD.replace("utf-8", "nothing") + 'msgid "The shop"\nmsgstr ""\n'
    code, out = _build_with(tmp_path, words.encode(), name)
    assert (code, "error[broken-catalogue]" in out) == (1, True), out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")
@pytest.mark.parametrize("name", [PO, POT])
@pytest.mark.parametrize(
    "put",
    [lambda path, _: os.mkfifo(path), lambda path, _: path.mkdir(), lambda path, _: path.symlink_to("nowhere")],
    ids=["pipe", "folder", "link to nowhere"],
)
def test_a_catalogue_that_is_no_file_is_reported(
    tmp_path: Path, put: Callable[[Path, bytes], object], name: str
) -> None:
    code, out = _build_with(tmp_path, b"", name, put)
    assert (code, f"themes/house/{name}" in out, "error[broken-catalogue]" in out) == (1, True, True), out


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
