"""Tests that a terminal shows the first problems of each name, their number, and how to see all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.streams import run_apart
from tests.scenario import FOLDER

DAY = "2026-11-22"
PEOPLE = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with 60 short stories, 20 of them without a product, and a stray file."""
    root = Path(shutil.copytree(FOLDER / "base", tmp_path_factory.mktemp("many") / "site"))
    settings = root / "content/site.yaml"
    text = settings.read_text("utf-8").replace("short-story: off, no-product-in-story: off", "small-portrait: off")
    settings.write_text(text, "utf-8")
    for number in range(PEOPLE):
        words = "Too short." if number < 20 else "[Balm](product:cloud-balm) is short."
        front = f"name: P{number:02} X\nfavorites: [cloud-balm]"
        (root / f"content/ambassadors/p{number:02}.md").write_text(f"---\n{front}\n---\n{words}\n", "utf-8")
    (root / "content/stray.yaml").write_text("a: b\n")
    return root


def _heads(out: str) -> list[str]:
    return [line.split("]")[0] for line in out.splitlines() if line.startswith(("warning[", "error["))]


def test_the_first_problems_of_each_name_and_their_number_are_shown(site: Path) -> None:
    code, out, _ = run_apart(["check", "--as-of", DAY], site)
    assert code == 0
    heads = _heads(out)
    assert {head: heads.count(head) for head in set(heads)} == {
        "warning[short-story": 3,
        "warning[no-product-in-story": 3,
        "warning[stray-file": 1,
    }
    assert out.endswith(
        "\n61 warnings  short-story\n20 warnings  no-product-in-story\n  1 warning  stray-file\n"
        "At most 3 of each kind are shown: `--only NAME` shows all problems of one name, `--format full` shows "
        "everything.\n\n"
        "82 warnings in 62 files. 63 pages for 61 ambassadors: ready to build.\n"
    )


def test_the_full_format_shows_all_problems(site: Path) -> None:
    code, out, _ = run_apart(["check", "--as-of", DAY, "--format", "full"], site)
    heads = _heads(out)
    assert (code, heads.count("warning[no-product-in-story"), len(heads) > 80) == (0, 20, True)
    assert "of each kind are shown" not in out
    assert "warnings  short-story" in out


def test_only_shows_problems_of_the_named_kinds(site: Path) -> None:
    code, out, _ = run_apart(["check", "--as-of", DAY, "--only", "no-product-in-story", "--only", "stray-file"], site)
    assert code == 0
    assert sorted(set(_heads(out))) == ["warning[no-product-in-story", "warning[stray-file"]
    assert len(_heads(out)) == 21
    assert "problems with other names are not shown." in out


def test_hidden_problems_count_for_the_exit_code(site: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(site, tmp_path / "site"))
    (root / "content/ambassadors/p00.md").write_text("---\nname: P\nfavorites: [nope]\n---\n", "utf-8")
    for words in (["--only", "stray-file"], ["--only", "stray-file", "--format", "json"], []):
        assert run_apart(["check", "--as-of", DAY, *words], root)[0] == 1
    _, out, _ = run_apart(["check", "--as-of", DAY, "--only", "stray-file"], root)
    assert "1 problem with other names is not shown." in out
    assert run_apart(["check", "--as-of", DAY, "--strict", "--only", "long-story"], site)[0] == 1


@pytest.mark.parametrize(("name", "hint"), [("short-stroy", "did you mean `short-story`?"), ("x", "lists all names")])
def test_an_unknown_problem_name_is_a_usage_error(site: Path, name: str, hint: str) -> None:
    code, _, err = run_apart(["check", "--only", name], site)
    assert (code, hint in err) == (2, True)


def test_formats_for_programs_show_all_problems(site: Path) -> None:
    _, out, _ = run_apart(["check", "--as-of", DAY, "--format", "json"], site)
    names = [problem["name"] for problem in json.loads(out)]
    assert (names.count("no-product-in-story"), names.count("stray-file")) == (20, 1)
    _, out, _ = run_apart(["check", "--as-of", DAY, "--format", "json", "--only", "stray-file"], site)
    assert [problem["name"] for problem in json.loads(out)] == ["stray-file"]
    _, out, _ = run_apart(["check", "--as-of", DAY, "--format", "concise"], site)
    assert out.count("no-product-in-story") == 20


def test_a_build_also_shows_the_first_problems_only(site: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(site, tmp_path / "site"))
    for number in range(PEOPLE):
        (root / f"content/stray{number}.yaml").write_text("a: b\n")
    code, out, _ = run_apart(["build", "--as-of", DAY], root)
    assert (code, _heads(out)) == (0, ["warning[stray-file"] * 3)
    assert "61 warnings  stray-file\nAt most 3 of each kind are shown: `--format full` shows everything.\n" in out
