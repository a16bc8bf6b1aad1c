"""Tests that any bytes in a content file give a safe page or problems, within bounds of time and memory."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.hostile import files
from tests.hostile.sandbox import (
    MEMORY,
    WORK,
    Outcome,
    Sandbox,
)

BASE = Path(__file__).parents[1] / "scenarios/base"
TEXTS = [
    "site.yaml",
    "products.yaml",
    "ambassadors/lea/profile.yaml",
    "campaigns/x.yaml",
    "networks/x.yaml",
    "products/x.yaml",
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "site")
    content = tmp_path / "site/content"
    (content / "images").mkdir()
    Image.new("RGB", (40, 50), "#c08070").save(content / "images/dot.png")
    shutil.copy(content / "images/dot.png", content / "ambassadors/lea/dot.png")
    (tmp_path / "secret.png").write_bytes((content / "images/dot.png").read_bytes())
    return tmp_path / "site"


def build(sandbox: Sandbox, site: Path) -> Outcome:
    """Build, and check the exit code, the problems, the cost and the changed files."""
    before = snapshot(site)
    outcome = sandbox.run(site, "build", "--as-of", "2026-11-22", "--jobs", "1", "--format", "json")
    assert outcome.code in (0, 1), outcome.output[-3000:]
    assert "Traceback" not in outcome.output
    assert outcome.work < WORK
    assert outcome.memory < MEMORY
    assert snapshot(site) == before
    problems = json.loads(outcome.output) if outcome.output.strip() else []
    assert outcome.code == 0 or any(problem["severity"] == "error" for problem in problems)
    for problem in problems:
        assert problem["file"], problem
        assert len(problem["message"]) < 1500
        file = site / problem["file"]
        if problem["line"] is None and file.is_file() and not file.is_symlink() and file.suffix in (".yaml", ".md"):
            assert not is_text(file), problem
    if outcome.code == 1:
        assert all(problem["file"].startswith("content") for problem in problems if problem["severity"] == "error"), (
            problems
        )
        assert not (site / "output").exists()
    return outcome


def is_text(file: Path) -> bool:
    try:
        return (
            b"\0" not in file.read_bytes()[:100] and file.stat().st_size < 4_000_000 and bool(file.read_text("utf-8"))
        )
    except (OSError, UnicodeDecodeError):
        return False


def snapshot(site: Path) -> dict[str, tuple[int, int]]:
    """Return time and size of all files of the site and around it, except those that a build may write."""
    stats = {}
    for folder, _, names in os.walk(site.parent):
        if Path(folder).parts[len(site.parts) : len(site.parts) + 1] in (("output",), (".ambassador",)):
            continue
        for name in names:
            status = (Path(folder) / name).lstat()
            stats[f"{folder}/{name}"] = (status.st_mtime_ns, status.st_size)
    return stats


def write(site: Path, file: str, data: bytes) -> None:
    path = site / "content" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", files.YAML)
def test_hostile_yaml_is_reported_or_harmless(sandbox: Sandbox, site: Path, name: str) -> None:
    """Each bomb is tried in two files, which take turns."""
    data = files.YAML[name]()
    turn = list(files.YAML).index(name)
    for at in (0,) if len(data) > 200_000 else (0, 3):
        write(site, TEXTS[(turn + at) % len(TEXTS)], data)
        build(sandbox, site)


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", ["many keys", "many unknown values", "many wrong entries"])
def test_the_slowest_yaml_is_refused_in_products_and_profiles(sandbox: Sandbox, site: Path, name: str) -> None:
    for file in ("products.yaml", "ambassadors/lea/profile.yaml"):
        original = (site / "content" / file).read_bytes()
        write(site, file, files.YAML[name]())
        assert build(sandbox, site).code == 1
        write(site, file, original)


def test_hostile_front_matter_is_reported_or_harmless(sandbox: Sandbox, site: Path) -> None:
    for name in ("fences", "no second fence", "documents", "many keys"):
        write(site, "ambassadors/bo.md", b"---\n" + files.YAML[name]())
        assert build(sandbox, site).code == 1
    write(site, "ambassadors/bo.md", b"---\nname: Bo\n---\n" + b"a " * 1_900_000)
    assert build(sandbox, site).code == 1


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", files.ENCODINGS)
def test_hostile_encodings_are_reported_or_harmless(sandbox: Sandbox, site: Path, name: str) -> None:
    """Alone, and after the valid content."""
    data = files.ENCODINGS[name]
    for file in ("ambassadors/lea/profile.yaml", "ambassadors/lea/story.md"):
        original = (site / "content" / file).read_bytes()
        for bytes_ in (data, original + data):
            write(site, file, bytes_)
            build(sandbox, site)
            shutil.rmtree(site / "output", ignore_errors=True)
        write(site, file, original)


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", files.MARKDOWN)
def test_hostile_markdown_is_reported_or_harmless(sandbox: Sandbox, site: Path, name: str) -> None:
    write(site, "ambassadors/lea/story.md", files.MARKDOWN[name].encode())
    build(sandbox, site)


FIELDS = {
    "site.yaml": "logo: {0}\nfavicon: {0}\n",
    "products.yaml": "x:\n  name: X\n  url: https://lune.example/x\n  image: {{src: {0}, alt: x}}\n",
    "ambassadors/lea/profile.yaml": (
        "portrait: {{src: {0}, alt: x}}\nroutine: {{steps: [{{text: x, image: {0}, alt: x}}]}}\n"
        "look: {{image: {0}, alt: x}}\n"
        "video: {{title: x, url: https://v.example/, poster: {0}}}\nfavorites: [x]\n"
    ),
    "ambassadors/bo/profile.yaml": "name: Bo\nvideo: {{title: x, src: {0}}}\nfavorites: [x]\n",
    "ambassadors/bo/story.md": "![x](<{1}>)\n",
}


def test_no_path_reads_outside_content(sandbox: Sandbox, site: Path) -> None:
    """Each hostile path is tried in each field that takes a path."""
    content = site / "content"
    (content / "ambassadors/bo").mkdir()
    for folder in (content, content / "ambassadors/lea", content / "ambassadors/bo"):
        files.lay_traps(folder, site.parent / "secret.png")
        (folder / "images").mkdir(exist_ok=True)
        shutil.copy(BASE.parents[1] / "golden/site/content/soap.png", folder / "images/dot.png")
    (content / "ambassadors/lea/profile.yaml").write_text("name: Lea\n")
    original = {file: (content / file).read_text() if (content / file).exists() else "" for file in FIELDS}
    for path in files.PATHS:
        for file, pattern in FIELDS.items():
            write(site, file, (original[file] + pattern.format(json.dumps(path, ensure_ascii=False), path)).encode())
        outcome = build(sandbox, site)
        assert outcome.code == 1  # the video's path, if no other
        assert "root:" not in outcome.output
        assert "passwd" not in outcome.output or "passwd" in path
        places = {(problem["file"], problem["line"]) for problem in json.loads(outcome.output)}
        good = path.strip() in ("images/dot.png", "images//dot.png", "images/dot.png/")
        assert good or len(places) >= 5, (path, places)


def test_pipes_devices_folders_and_links_are_refused_as_files(sandbox: Sandbox, site: Path) -> None:
    """Each of them stands in place of every kind of content file."""
    content = site / "content"
    every = [
        "site.yaml",
        "products.yaml",
        "ambassadors/lea/profile.yaml",
        "ambassadors/lea/story.md",
        "pages/x.md",
        "campaigns/x.yaml",
    ]
    targets = {"zero": "/dev/zero", "outside": "/etc/passwd", "loop": "x.md", "dangling": "nothing"}
    for file in every:
        (content / file).parent.mkdir(exist_ok=True)
        (content / file).unlink(missing_ok=True)
    for trap in ("pipe", "folder", "device", *targets):
        for file in every:
            path = content / file
            try:
                if trap == "pipe":
                    os.mkfifo(path)
                elif trap == "folder":
                    path.mkdir()
                elif trap == "device":
                    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))
                else:
                    path.symlink_to(path if trap == "loop" else targets[trap])
            except PermissionError:  # only root may make a device
                break
        else:
            outcome = build(sandbox, site)
            assert outcome.code == 1
            assert "root:" not in outcome.output
            assert {problem["file"].removeprefix("content/") for problem in json.loads(outcome.output)} >= set(every), (
                trap
            )
        for file in every:
            if (content / file).is_dir():
                (content / file).rmdir()
            else:
                (content / file).unlink(missing_ok=True)


def test_linked_folders_outside_the_content_are_refused(sandbox: Sandbox, site: Path) -> None:
    names = ("ambassadors/x", "pages", "campaigns", "networks", "products")
    for target in ("/etc", "nothing", "/proc/self", "loop"):
        for name in names:
            path = site / "content" / name
            path.unlink(missing_ok=True)
            path.symlink_to(path if target == "loop" else target)
        outcome = build(sandbox, site)
        assert "passwd" not in outcome.output
        if target.startswith("/"):
            reported_folders = {
                problem["file"] for problem in json.loads(outcome.output) if problem["name"] == "outside-content"
            }
            assert reported_folders == {f"content/{name}" for name in names}
        shutil.rmtree(site / "output", ignore_errors=True)


NAMES = [
    "con", "nul", "aux", "com1", "lpt9", "CON", "Lea", "LEA", "lea ", "lea.", " lea", "le\u0301a", "l\u00e9a", "\udcff\udcfe", "a--b",  # noqa: E501
    "-a", "a" * 65, "a" * 240, "a\nb", "a\x1b[31m", "\u202eael", "a\u200bb", "%2e%2e", "a:b", "a\\b", "assets", "index", "404",  # noqa: E501
    "sitemap", "$(id)", "`id`", "a'b", 'a"b', "<b>", "\u0430\u0430", "\uff21", "lea.md.md",
]  # fmt: skip
DEVICES = {"con", "nul", "aux", "com1", "lpt9"}
RESERVED = {"assets", "index", "404", "sitemap"}


@pytest.mark.drawn(3)
@pytest.mark.parametrize("name", NAMES)
def test_file_names_that_are_no_slugs_are_refused(sandbox: Sandbox, site: Path, name: str) -> None:
    """Names of files and folders become addresses. A name that is no slug or is reserved is refused at its file."""
    person = b"name: X\n"
    paths = {f"ambassadors/{name}/profile.yaml": person, f"ambassadors/{name}.md": b"---\n" + person + b"---\nHello.\n"}
    paths |= {f"pages/{name}.md": b"---\ntitle: X\n---\nHello.\n", f"campaigns/{name}.yaml": person}
    for path, data in paths.items():
        write(site, path, data)
    outcome = build(sandbox, site)
    assert outcome.code == 1
    expected = {f"content/{path}".removesuffix("/profile.yaml") for path in paths}
    expected = {re.sub("[\ud800-\udfff]", "\ufffd", path) for path in expected}
    refused_paths = {problem["file"].removesuffix("/profile.yaml") for problem in json.loads(outcome.output)}
    if name in DEVICES | RESERVED:  # the name of a campaign is no address
        expected = {path for path in expected if "campaigns" not in path}
    assert len(refused_paths & expected) >= len(expected) - (name in DEVICES | RESERVED), refused_paths


def test_unreadable_files_are_reported(sandbox: Sandbox, site: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    for file in ("site.yaml", "products.yaml", "ambassadors/lea/profile.yaml", "ambassadors/lea", "ambassadors"):
        path = site / "content" / file
        mode = path.stat().st_mode
        path.chmod(0)
        assert build(sandbox, site).code == 1
        path.chmod(mode)
