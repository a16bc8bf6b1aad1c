"""`admin/`: written over what was written, never over anything else; published as it is, and only if it is ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cms.config import BACKENDS, Backend, render_config
from generator.cms.policy import render_policy
from generator.cms.repository import find_repository
from generator.cms.write import write_admin
from generator.output.editor import PAGE_POLICY, editor_files, has_editor, headers_beside
from generator.output.headers import render_csp, render_headers
from generator.problems import Report
from tests.cms.installed import BACKEND, SITE, site_with_editor
from tests.scenario import run_cli

_CONFIG = render_config({"backend": {"name": "github"}}).encode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_with_editor(tmp_path_factory.mktemp("write") / "site")


def test_the_command_writes_the_same_again(made: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.glob("admin/**/*") if path.is_file()}
    assert len(before) > 10
    code, said = run_cli(["cms"], made)
    assert code == 0, said
    assert "lune/circle (github, main)" in said
    assert {path: path.stat().st_mtime_ns for path in made.glob("admin/**/*") if path.is_file()} == before
    code, said = run_cli(["cms", "--branch", "site"], made)
    assert (code, "(github, site)" in said) == (0, True)
    assert run_cli(["cms", "--branch", "main"], made)[0] == 0


def test_what_was_changed_by_hand_stays(made: Path) -> None:
    config = made / "admin/config.yml"
    text = config.read_text("utf-8")
    config.write_text(f"{text}# mine\n", "utf-8")
    code, said = run_cli(["cms"], made)
    assert (code, "error[cms-changed]" in said) == (1, True)
    assert config.read_text("utf-8").endswith("# mine\n")
    config.write_text(text, "utf-8")


@pytest.mark.parametrize("what", ["file", "foreign", "link", "link-inside"])
def test_nothing_of_others_is_written_over(what: str, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "admin", tmp_path / "elsewhere"
    elsewhere.mkdir()
    if what == "file":
        folder.write_text("mine")
    elif what == "foreign":
        folder.mkdir()
        (folder / "index.html").write_text("mine")
    elif what == "link":
        folder.symlink_to(elsewhere)
    else:
        folder.mkdir()
        assert write_admin(folder, {"config.yml": _CONFIG}, "admin", Report())
        (folder / "fonts").symlink_to(elsewhere)
    report = Report()
    assert not write_admin(folder, {"config.yml": _CONFIG, "fonts/a.woff2": b"font"}, "admin", report)
    assert [problem.name for problem in report] == ["file-not-written" if what == "link-inside" else "already-there"]
    assert list(elsewhere.iterdir()) == []


def test_only_what_the_command_wrote_is_published(made: Path, tmp_path: Path) -> None:
    names = {file.path for file in editor_files(made)}
    assert {"admin/index.html", "admin/admin.js", "admin/config.yml", "admin/sveltia-cms.js"} <= names
    assert all(file.read() for file in editor_files(made))
    assert not has_editor(tmp_path)
    folder = tmp_path / "admin"
    folder.mkdir()
    (folder / "index.html").write_text("somebody's own")
    (folder / "config.yml").write_text("somebody: else's\n")
    assert editor_files(tmp_path) == []
    (folder / "config.yml").write_bytes(_CONFIG)
    (folder / "secrets.txt").write_text("mine")
    (folder / "fonts").mkdir()
    secret = tmp_path / "secret"
    secret.write_text("mine")
    (folder / "fonts/a.woff2").symlink_to(secret)
    assert [file.path for file in editor_files(tmp_path)] == ["admin/config.yml", "admin/index.html"]


def test_a_linked_folder_is_nobodys_editor(made: Path, tmp_path: Path) -> None:
    (tmp_path / "admin").symlink_to(made / "admin")
    assert editor_files(tmp_path) == []


def test_headers_keep_what_a_page_cannot_say(made: Path, tmp_path: Path) -> None:
    headers = render_headers(render_csp())
    assert headers_beside(tmp_path, headers) == headers
    beside = headers_beside(made, headers).decode()
    assert "Content-Security-Policy: frame-ancestors 'none'\n" in beside
    assert "same-origin-allow-popups\n" in beside
    assert beside.count("\n") == headers.decode().count("\n")
    assert "script-src 'self'" in PAGE_POLICY
    assert "frame-ancestors" not in PAGE_POLICY, "browsers ignore it there, and say so"


@pytest.mark.parametrize("name", BACKENDS)
def test_the_editor_speaks_with_its_repository_only(name: str) -> None:
    policy = dict(part.split(" ", 1) for part in render_policy(Backend(name, "a/b")).split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"].count("https://") == 1
    own = render_policy(Backend(name, "a/b", api_root="https://git.example/api", base_url="https://in.example/x"))
    assert "https://git.example https://in.example" in own
    assert f"{name}.com" not in own
    assert "unpkg" not in own


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("git@github.com:lune/circle.git", Backend("github", "lune/circle")),
        ("https://user:token@github.com/lune/circle", Backend("github", "lune/circle")),
        ("ssh://git@gitlab.com:22/group/sub/circle.git", Backend("gitlab", "group/sub/circle")),
        ("https://git.example/lune/circle", None),
        ("../bare", None),
        ("", None),
    ],
)
def test_the_repository_that_a_folder_is_a_clone_of(url: str, found: Backend | None, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text(
        f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n[branch "main"]\n'
    )
    (tmp_path / "sites/one").mkdir(parents=True)
    assert find_repository(tmp_path / "sites/one") == found


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin/config.yml").write_bytes(_CONFIG)
    (tmp_path / "admin/fonts").write_text("a file where a folder should be")
    report = Report()
    assert not write_admin(tmp_path / "admin", {"fonts/a.woff2": b"font"}, "admin", report)
    assert [problem.name for problem in report] == ["file-not-written"]


def test_nobody_else_lives_at_admin(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "site")
    (tmp_path / "site/content/pages/admin.md").write_text("---\ntitle: A\n---\nB\n", "utf-8")
    code, said = run_cli(["check"], tmp_path / "site")
    assert (code, "error[reserved-address]" in said) == (1, True)


def test_another_folder(made: Path, tmp_path: Path) -> None:
    code, said = run_cli(["cms", "--repo", "a/b", "--output", str(made / "admin")], made)
    assert code == 0, said
    assert BACKEND.repo not in (made / "admin/config.yml").read_text("utf-8")
