"""Tests that the real rsync and rclone upload only the files that a build changed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.build.crashing_extension import files_of, site_of
from tests.needs import need
from tests.scenario import run_cli


def build(site: Path, *arguments: str) -> None:
    code, output = run_cli(["build", "--as-of", "2026-11-22", *arguments], site)
    assert code == 0, output


def rsync(site: Path, web: Path) -> set[str]:
    """Upload as docs/deployment.md says, and return the files that rsync sent or deleted."""
    program = need(shutil.which("rsync"), "rsync (apt-get install rsync)")
    options = ["--archive", "--delete-after", "--delay-updates", "--itemize-changes"]
    run = subprocess.run(
        [program, *options, f"{site}/output/", f"{web}/"], capture_output=True, text=True, check=True
    )  # fmt: skip
    lines = [line.split(maxsplit=1) for line in run.stdout.splitlines()]
    return {path for how, path in lines if how[:2] in (">f", "*d") and not path.endswith("/")}


def rclone(site: Path, web: Path) -> set[str]:
    program = need(shutil.which("rclone"), "rclone (apt-get install rclone)")
    run = subprocess.run(
        [program, "sync", "--config", "/dev/null", "--use-json-log", "-v", f"{site}/output", str(web)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    messages = [json.loads(line) for line in run.stderr.splitlines()]
    return {message["object"] for message in messages if message["msg"].startswith(("Copied", "Deleted"))}


@pytest.mark.parametrize("upload", [rsync, rclone])
def test_an_upload_sends_only_the_changes(tmp_path: Path, upload: object) -> None:
    assert callable(upload)
    site, web = site_of(tmp_path / "site", 1), tmp_path / "web"
    web.mkdir()
    list_of_files, list_of_changes = tmp_path / "everything.txt", tmp_path / "changed.txt"
    build(site, "--changed-to", str(list_of_files))
    assert set(list_of_files.read_text().splitlines()) == files_of(site / "output").keys() - {"build.json"}
    assert upload(site, web) == files_of(site / "output").keys()

    build(site, "--changed-to", str(list_of_changes))
    assert list_of_changes.read_text() == ""
    assert upload(site, web) == set()

    (site / "content/ambassadors/p00.md").unlink()
    story = site / "content/ambassadors/bo.md"
    story.write_text(story.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")
    for path in (site / "content").rglob("*"):
        path.touch()  # as in CI, where each checkout writes all files
    build(site, "--changed-to", str(list_of_changes))
    paths = set(list_of_changes.read_text().splitlines())
    assert {"bo/index.html", "p00/index.html", "p00/card.jpg", "sitemap.xml"} < paths
    assert not {path for path in paths if path.startswith(("ana-lopez/", "assets/"))}
    assert upload(site, web) == paths | {"build.json"}
    assert files_of(web) == files_of(site / "output")


def test_the_json_list_names_changed_and_removed_files(tmp_path: Path) -> None:
    site, list_of_changes = site_of(tmp_path / "site", 1), tmp_path / "changed.json"
    build(site, "--shard", "1/1")
    build(site)
    (site / "content/ambassadors/p00.md").unlink()
    build(site, "--changed-to", str(list_of_changes))
    changes = json.loads(list_of_changes.read_text())
    assert "p00/index.html" in changes["removed"]
    assert "index.html" in changes["changed"]
    assert not set(changes["changed"]) & set(changes["removed"])
    assert {path for path in changes["removed"] if (site / "output" / path).exists()} == set()


def test_an_unwritable_list_of_changes_is_a_usage_error(tmp_path: Path) -> None:
    site = site_of(tmp_path / "site", 0)
    code, output = run_cli(["build", "--as-of", "2026-11-22", "--changed-to", "nowhere/changed.txt"], site)
    assert code == 1
    assert "nowhere/changed.txt" in output
    assert "Traceback" not in output
