"""Tests that all commands report a missing site in the same way, and write no file outside a site."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from tests.cli.streams import run_apart
from tests.scenario import FOLDER

WORDS = {
    "new": ["ambassador", "Ana"],
    "import": ["products", "shop.csv"],
    "export": ["products"],
    "link": ["https://lune.example/balm"],
    "schema": ["--write"],
    "forget": ["lea"],
    "merge": ["shards/1-of-2"],
    "report": ["orders.csv"],
    "commissions": ["orders.csv", "--period", "2026-10"],
}
CALLS = [
    *([name, *WORDS.get(name, [])] for name in COMMANDS if name != "explain"),
    *(["new", kind, "gitlab"] for kind in ("product", "campaign", "theme", "network", "ci")),
    *(["import", "ambassadors", "team.xlsx"], ["export", "ambassadors"], ["link"]),
    *(["cache", "clear"], ["cache", "prune", "--unused"], ["cache", "prune", "--older-than", "1d"]),
]


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_every_command_reports_a_missing_site_in_the_same_way(words: list[str], tmp_path: Path) -> None:
    code, out, err = run_apart(words, tmp_path)
    assert code == 1
    assert (out + err).splitlines() == [
        f"error[missing-site]: there is no content/site.yaml in `{tmp_path}`",
        "  --> content/site.yaml",
        "   = `ambassador new site NAME` creates a site in a new folder. If you have a site, run the command in the "
        "folder that has content/, or name that folder with --site",
    ]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_a_content_folder_of_another_program_is_no_site(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "content/_index.md").write_text("# Hugo\n")
    code, out, err = run_apart(words, tmp_path)
    assert (code, "error[missing-site]" in out + err) == (1, True)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["_index.md", "content", "posts"]


@pytest.mark.parametrize("words", [["links"], ["next"], ["export", "products"], ["link"]], ids=" ".join)
def test_data_on_standard_output_stays_data(words: list[str], tmp_path: Path) -> None:
    code, out, err = run_apart(words, tmp_path)
    assert (code, out) == (1, "")
    assert "missing-site" in err


@pytest.mark.parametrize("command", ["build", "check"])
def test_json_reports_a_missing_site_too(command: str, tmp_path: Path) -> None:
    code, out, _ = run_apart([command, "--format", "json"], tmp_path)
    assert (code, [problem["name"] for problem in json.loads(out)]) == (1, ["missing-site"])


@pytest.mark.parametrize(
    ("at", "near"),
    [("site/content", ".."), ("site/content/ambassadors/lea", "../../.."), ("", "site")],
)
def test_a_site_in_a_folder_nearby_is_suggested(at: str, near: str, tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "site")
    code, out, _ = run_apart(["check"], tmp_path / at)
    assert code == 1
    assert f"`{near}` has a site: run the command there, or add `--site {near}`" in out
    code, out, _ = run_apart(["check", "--site", near], tmp_path / at)
    assert (code, "ready to build" in out) == (0, True)


def test_a_site_near_a_named_folder_is_suggested_with_its_full_path(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "base", tmp_path / "site")
    _, out, _ = run_apart(["check", "--site", str(tmp_path / "site/content")], tmp_path)
    assert f"`{tmp_path / 'site'}` has a site" in out
    _, out, _ = run_apart(["check", "--site", str(tmp_path)], tmp_path / "site")
    assert f"`{tmp_path / 'site'}` has a site" in out


def test_links_that_lead_to_themselves_are_no_site(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "content").symlink_to("content")
    assert run_apart(["check"], tmp_path)[0] == 1


def test_a_link_with_all_its_values_needs_no_site(tmp_path: Path) -> None:
    words = ["link", "https://shop.example/p", "--scheme", "awin", "--set", "mid=1", "--set", "id=2"]
    code, out, _ = run_apart(words, tmp_path)
    assert (code, out.startswith("https://www.awin1.com/cread.php?")) == (0, True)


def test_a_shared_cache_needs_no_site(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    code, out, _ = run_apart(["cache", "--cache", "shared", "prune", "--older-than", "1d"], tmp_path)
    assert (code, out) == (0, "Deleted 0 pictures of 0 bytes; 0 pictures of 0 bytes left.\n")
