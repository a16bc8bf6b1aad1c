"""Tests that publishing writes exactly the files of a site, and counts its changes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.output.output_folder import PublishError
from generator.output.publish import FileChanges
from tests.output.trees import tree

Publish = Callable[..., FileChanges]

FIRST = {"index.html": b"<p>one", "lea/index.html": b"<p>lea", "assets/a.css": b"p{}"}


def test_a_site_is_written_with_its_manifest(build: Publish, site: Path) -> None:
    assert build(FIRST) == FileChanges(written_count=3, unchanged_count=0, removed_count=0, paths=tuple(sorted(FIRST)))
    files = tree(site / "output")
    manifest = json.loads(files.pop("build.json"))
    assert files == FIRST
    assert manifest["as_of"] == "2026-11-22"
    assert list(manifest["files"]) == sorted(FIRST)
    assert manifest["files"]["lea/index.html"]["size"] == 6
    assert [path.name for path in site.iterdir()] in (["content", "output"], ["output", "content"])


def test_the_second_build_replaces_the_first(build: Publish, site: Path) -> None:
    build(FIRST)
    second = {"index.html": b"<p>two", "assets/a.css": b"p{}", "mia/index.html": b"<p>mia"}
    assert build(second) == FileChanges(
        written_count=2, unchanged_count=1, removed_count=1, paths=tuple(sorted({*FIRST, *second} - {"assets/a.css"}))
    )
    files = tree(site / "output")
    del files["build.json"]
    assert files == second
    assert not (site / "output" / "lea").exists()


def test_the_same_files_in_any_order_give_the_same_bytes(build: Publish, site: Path, tmp_path: Path) -> None:
    build(FIRST)
    build(dict(reversed(FIRST.items())), tmp_path / "other")
    assert tree(site / "output") == tree(tmp_path / "other")


def test_only_changed_files_get_a_new_time(build: Publish, site: Path) -> None:
    build(FIRST)
    for path in (site / "output").rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    build({**FIRST, "index.html": b"<p>two"})
    times = {path: (site / "output" / path).stat().st_mtime for path in FIRST}
    assert times["assets/a.css"] == times["lea/index.html"] == 1_000_000_000
    assert times["index.html"] > 1_000_000_000


def test_modes_do_not_depend_on_the_umask(build: Publish, site: Path) -> None:
    before = os.umask(0o077)
    try:
        build(FIRST)
        build({**FIRST, "new/x": b""})
    finally:
        os.umask(before)
    for path in [site / "output", *(site / "output").rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_an_edit_of_the_output_does_not_change_the_cache(build: Publish, site: Path, tmp_path: Path) -> None:
    picture = tmp_path / "cached"
    picture.write_bytes(b"picture")
    picture.chmod(0o400)
    build({"assets/a.webp": picture})
    (site / "output/assets/a.webp").write_bytes(b"spoiled")
    assert picture.read_bytes() == b"picture"


def test_a_missing_source_leaves_the_old_site(build: Publish, site: Path, tmp_path: Path) -> None:
    build(FIRST)
    before = tree(site / "output")
    with pytest.raises(PublishError) as error_info:
        build({"index.html": b"new", "gone": tmp_path / "gone"})
    assert error_info.value.name == "output-not-written"
    assert tree(site / "output") == before
    assert {path.name for path in site.iterdir()} == {"content", "output"}


@pytest.mark.parametrize("paths", [["../evil"], ["/evil"], ["a", "A"], ["build.json"], ["Build.JSON"], ["a\nb"]])
def test_paths_are_refused_before_anything_is_written(build: Publish, site: Path, paths: list[str]) -> None:
    with pytest.raises(PublishError) as error_info:
        build(dict.fromkeys(paths, b""))
    assert error_info.value.name == "invalid-output-path"
    assert not (site / "output").exists()


def test_missing_parent_folders_are_created(build: Publish, tmp_path: Path) -> None:
    build(FIRST, tmp_path / "a" / "b" / "out")
    assert (tmp_path / "a/b/out/index.html").read_bytes() == b"<p>one"


def test_an_empty_folder_is_used(build: Publish, site: Path) -> None:
    (site / "output").mkdir(mode=0o700)
    build(FIRST)
    assert (site / "output/index.html").exists()
    assert (site / "output").stat().st_mode & 0o777 == 0o755


def test_a_deleted_file_comes_back(build: Publish, site: Path) -> None:
    build(FIRST)
    (site / "output/index.html").unlink()
    assert build(FIRST) == FileChanges(written_count=1, unchanged_count=2, removed_count=0, paths=("index.html",))
    assert (site / "output/index.html").exists()


def test_publishing_works_without_exchange_and_links(
    build: Publish, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems need two renames instead of the exchange, and copies instead of links."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("generator.output.atomic_swap.exchange_folders", lambda *_: False)
    monkeypatch.setattr(os, "link", refuse)
    build(FIRST)
    os.utime(site / "output/assets/a.css", (1_000_000_000, 1_000_000_000))
    build({**FIRST, "index.html": b"two"})
    assert (site / "output/index.html").read_bytes() == b"two"
    assert (site / "output/assets/a.css").stat().st_mtime == 1_000_000_000
    assert {path.name for path in site.iterdir()} == {"content", "output"}
