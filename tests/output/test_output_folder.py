"""Tests which folders and files a build refuses to replace."""

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

PAGE = {"index.html": b"new"}


def check_refusal(build: Publish, target: Path, name: str, *, clean: bool = False) -> PublishError:
    with pytest.raises(PublishError) as error_info:
        build(PAGE, target, clean=clean)
    assert error_info.value.name == name
    assert error_info.value.help
    return error_info.value


@pytest.mark.parametrize("clean", [False, True])
@pytest.mark.parametrize("where", [".", "content", "content/output", "..", "content/../content", "x/.."])
def test_the_site_and_its_content_are_refused(build: Publish, site: Path, where: str, clean: bool) -> None:
    before = tree(site)
    check_refusal(build, site / where, "unsafe-output-folder", clean=clean)
    assert tree(site) == before


@pytest.mark.parametrize("clean", [False, True])
def test_the_root_and_home_folders_are_refused(
    build: Publish, site: Path, monkeypatch: pytest.MonkeyPatch, clean: bool
) -> None:
    home = site.parent / "people" / "me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    check_refusal(build, Path("/"), "unsafe-output-folder", clean=clean)
    check_refusal(build, home, "unsafe-output-folder", clean=clean)
    check_refusal(build, home.parent, "unsafe-output-folder", clean=clean)
    build(PAGE, home / "public")
    assert (home / "public/index.html").exists()


def test_the_current_folder_is_refused(build: Publish, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site / "content")
    for name in (".", "", "..", "../../site"):
        check_refusal(build, Path(name), "unsafe-output-folder", clean=True)
    monkeypatch.chdir(site)
    build(PAGE, Path("output"))
    assert (site / "output/index.html").exists()


@pytest.mark.parametrize("clean", [False, True])
def test_a_link_to_a_folder_is_refused(build: Publish, site: Path, tmp_path: Path, clean: bool) -> None:
    (tmp_path / "mine").mkdir()
    (site / "output").symlink_to(tmp_path / "mine")
    check_refusal(build, site / "output", "unsafe-output-folder", clean=clean)
    (site / "dangling").symlink_to(tmp_path / "nowhere")
    check_refusal(build, site / "dangling", "unsafe-output-folder", clean=clean)


def test_the_content_is_refused_through_a_link(build: Publish, site: Path, tmp_path: Path) -> None:
    (tmp_path / "door").symlink_to(site)
    check_refusal(build, tmp_path / "door" / "content", "unsafe-output-folder", clean=True)
    build(PAGE, tmp_path / "door" / "output")
    assert (site / "output/index.html").exists()


def test_a_loop_of_links_and_a_name_with_nul_are_refused(build: Publish, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(PublishError):
        build(PAGE, tmp_path / "loop" / "output")
    check_refusal(build, tmp_path / "a\0b", "unsafe-output-folder")


def test_a_file_in_place_of_the_folder_is_refused(build: Publish, site: Path) -> None:
    (site / "output").write_text("mine")
    check_refusal(build, site / "output", "unsafe-output-folder", clean=True)
    assert (site / "output").read_text() == "mine"


def test_only_clean_deletes_a_foreign_file(build: Publish, site: Path) -> None:
    build(PAGE)
    (site / "output" / "notes.txt").write_text("mine")
    assert "`notes.txt`" in check_refusal(build, site / "output", "foreign-output-folder").message
    assert (site / "output" / "notes.txt").read_text() == "mine"
    build(PAGE, clean=True)
    assert sorted(tree(site / "output")) == ["build.json", "index.html"]


def test_a_page_that_was_edited_by_hand_is_foreign(build: Publish, site: Path) -> None:
    build(PAGE)
    (site / "output" / "index.html").write_bytes(b"NEW")
    check_refusal(build, site / "output", "foreign-output-folder")


def test_a_link_among_the_files_is_foreign_and_not_followed(build: Publish, site: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "a").write_text("mine")
    build(PAGE)
    (site / "output" / "link").symlink_to(precious)
    check_refusal(build, site / "output", "foreign-output-folder")
    build(PAGE, clean=True)
    assert (precious / "a").read_text() == "mine"


@pytest.mark.parametrize(
    "manifest",
    [None, b"", b"{}", b"[]", b"null", b'{"files": []}', b'{"files": {"index.html": 3}}', b"\xff", b"[" * 100_000,
     b'{"files": {}}', b'{"files": {"index.html": {"size": 3, "blake2b": "00"}}}'],
)  # fmt: skip
def test_a_folder_without_a_valid_manifest_is_foreign(build: Publish, site: Path, manifest: bytes | None) -> None:
    (site / "output").mkdir()
    (site / "output" / "index.html").write_bytes(b"old")
    if manifest is not None:
        (site / "output" / "build.json").write_bytes(manifest)
    check_refusal(build, site / "output", "foreign-output-folder")


def test_a_build_json_of_another_program_is_foreign(build: Publish, site: Path) -> None:
    (site / "output").mkdir()
    (site / "output" / "build.json").write_text(json.dumps({"name": "mine"}))
    check_refusal(build, site / "output", "foreign-output-folder")


def test_a_repository_is_never_emptied(build: Publish, site: Path) -> None:
    build(PAGE)
    (site / "output" / ".git").mkdir()
    check_refusal(build, site / "output", "foreign-output-folder", clean=True)


@pytest.mark.parametrize("history", [".git", ".GIT", ".hg", ".svn", ".jj", ".bzr", "_darcs"])
@pytest.mark.parametrize("below", ["", "site/", "deep/er/still/"])
def test_a_history_at_any_depth_is_never_replaced(build: Publish, site: Path, history: str, below: str) -> None:
    build(PAGE)
    (site / "output" / below / history).mkdir(parents=True)
    check_refusal(build, site / "output", "foreign-output-folder", clean=True)
    assert (site / "output" / below / history).is_dir()


def test_a_worktree_and_a_bare_repository_are_never_replaced(build: Publish, site: Path) -> None:
    (site / "output/work").mkdir(parents=True)
    (site / "output/work/.git").write_text("gitdir: /elsewhere")
    check_refusal(build, site / "output", "foreign-output-folder", clean=True)
    bare = site / "pub/shop.git"
    for name in ("objects", "refs"):
        (bare / name).mkdir(parents=True)
    (bare / "HEAD").write_text("ref: refs/heads/main")
    check_refusal(build, site / "pub", "foreign-output-folder", clean=True)
    check_refusal(build, bare, "unsafe-output-folder", clean=True)
    check_refusal(build, bare / "objects", "unsafe-output-folder", clean=True)


@pytest.mark.parametrize("target", ["shards/1-of-1", "shards/deep/er", "a/link/b/c"])
def test_a_build_follows_no_link_inside_the_site(build: Publish, site: Path, tmp_path: Path, target: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site / "a").mkdir()
    for link in ("shards", "a/link"):
        (site / link).symlink_to(outside)
    check_refusal(build, site / target, "unsafe-output-folder")
    assert list(outside.iterdir()) == []
    build(PAGE, tmp_path / "www" / "site")  # outside the site, the user chose the link
    (tmp_path / "linked").symlink_to(tmp_path / "www")
    build(PAGE, tmp_path / "linked" / "site")


@pytest.mark.parametrize("name", ["themes", "themes/mine", "admin", ".ambassador", ".ambassador/pictures", "wheels",
                                  ".git", ".git/hooks", ".github", ".gitlab", "other/.git/objects"])  # fmt: skip
def test_the_sites_own_folders_are_refused_by_name(build: Publish, site: Path, name: str) -> None:
    (site / name).mkdir(parents=True)
    (site / name / "precious").write_text("mine")
    check_refusal(build, site / name, "unsafe-output-folder", clean=True)
    assert (site / name / "precious").read_text() == "mine"


def test_files_of_file_browsers_are_ignored(build: Publish, site: Path) -> None:
    build(PAGE)
    (site / "output" / ".DS_Store").write_bytes(b"\0")
    build(PAGE)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_parent_is_reported(build: Publish, tmp_path: Path) -> None:
    parent = tmp_path / "locked"
    parent.mkdir(mode=0o555)
    check_refusal(build, parent / "output", "output-not-written")


def test_a_parent_that_is_a_file_is_reported(build: Publish, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    check_refusal(build, tmp_path / "file" / "output", "output-not-written")
