"""Tests that a name in an address is refused at its line, or gives a path that every disk can store."""

# ruff: noqa: E501 (a word is read best in one piece)
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.output.output_file import check_output_path
from tests.scenario import FOLDER, run_cli

WORDS = [
    "con", "NUL", "nul.txt", "com1", "lpt9", "COM1.html", "lea.", "lea ", "lea. .", "a:b", "lea::$DATA", "../x", "a/../b", "..",
    ".", "/etc", "\\\\x\\y", "C:x", "a\\b", "file:///etc/passwd", "FILE:x", "\u202eael", "\u2066lea", "a\u200bb", "a\u00adb",
    "le\u0301a", "l\u00e9a", "LEA", "Lea", "\uff43on", "\u0441on", "%2e%2e", "a\nb", "a\r\nb", "a\tb", "a\0b", "a" * 65, "", " ",
    "assets", "index", "404", "sitemap", "admin", "-a", "a--b", "*", "$x", "aux", "prn", "conin$",
]  # fmt: skip
PERSON, SITE, PRODUCTS = "ambassadors/lea/profile.yaml", "site.yaml", "products.yaml"
PLACES = {
    "an alias": (PERSON, "aliases:\n{}"),
    "a channel of the site": (SITE, "channels:\n{}"),
    "a channel of a person": (PERSON, "channels:\n{}"),
}


@pytest.mark.parametrize("name", PLACES)
def test_bad_parts_of_addresses_are_reported_at_their_line(tmp_path: Path, name: str) -> None:
    """The other words make paths that the output check accepts."""
    shutil.copytree(FOLDER / "base", tmp_path / "site")
    file, pattern = PLACES[name]
    path = tmp_path / "site/content" / file
    before = path.read_text("utf-8")
    first = before.count("\n") + 2
    accepted_words = []
    for start in range(0, len(WORDS), 16):
        good = WORDS[start : start + 16]
        for _ in range(4):  # a build reports some problems only after it finds no others
            path.write_text(before + pattern.format("".join(f"- {json.dumps(word)}\n" for word in good)), "utf-8")
            code, output = run_cli(
                ["build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json"], tmp_path / "site"
            )
            problems = [problem for problem in json.loads(output) if problem["severity"] == "error"]
            assert all(problem["file"] == f"content/{file}" and problem["line"] for problem in problems), problems
            wrong = {problem["line"] - first for problem in problems}
            good = [word for at, word in enumerate(good) if at not in wrong]
        assert code == 0
        accepted_words += good
    assert not {"con", "com1", "lpt9", "aux", "prn"} & set(accepted_words)
    assert len(accepted_words) <= 8, accepted_words
    paths = [
        output_path.relative_to(tmp_path / "site/output").as_posix()
        for output_path in (tmp_path / "site/output").rglob("*")
    ]
    assert len({output_path.casefold() for output_path in paths}) == len(paths) > 5
    for output_path in paths:
        check_output_path(output_path)


def test_a_reserved_name_has_no_short_link(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "site")
    content = tmp_path / "site/content"
    settings = (content / SITE).read_text("utf-8").replace("theme: plain", "theme: dew")
    (content / SITE).write_text(settings + "short_links: true\n", "utf-8")
    with (content / PRODUCTS).open("a") as file:
        file.write("con: {name: X, url: https://lune.example/x}\n")
    with (content / PERSON).open("a") as file:
        file.write("lists: [{title: Bag, products: [con]}]\n")
    code, output = run_cli(["build", "--as-of", "2026-11-22"], tmp_path / "site")
    assert code == 1
    assert "error[reserved-address]: the product `con` cannot have a short link" in output
    assert "content/products.yaml:" in output
