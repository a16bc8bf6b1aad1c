"""Tests that a build opens few files and imports few modules when little has changed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_start import HEAVY

GOLDEN = Path(__file__).parents[1] / "golden/site"
PROBE = """
import collections, json, os, sys
opened = collections.Counter()
def hook(event, args):
    if event in ("open", "os.scandir") and isinstance(args[0], (str, os.PathLike)):
        opened[os.path.relpath(os.fspath(args[0]))] += 1
sys.addaudithook(hook)
sys.argv = ["ambassador", "build", "--jobs", "1"]
from generator.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
content = sorted(path for path in opened if path.startswith("content"))
asked = max((count for path, count in opened.items() if path.endswith("entry_points.txt")), default=0)
print(json.dumps({"code": code or 0, "content": content, "loaded": sorted(sys.modules), "asked": asked}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("little") / "site"
    root = Path(
        shutil.copytree(GOLDEN, folder, copy_function=shutil.copy)
    )  # file times of now, with fractions of seconds
    # A build reports a warning again, and reads the lines around it for that.
    (root / "content/ambassadors/ana-lopez/story.md").write_text("Uso [el jabón](product:soap).\n", "utf-8")
    assert _build(root)["code"] == 0
    return root


def _build(root: Path) -> dict[str, object]:
    run = subprocess.run([sys.executable, "-c", PROBE], cwd=root, capture_output=True, text=True, check=True)
    return {"stdout": run.stdout, **json.loads(run.stdout.splitlines()[-1])}


def test_a_build_without_changes_reads_no_content_and_imports_little(site: Path) -> None:
    _build(site)  # files written just before the first build are hashed once more
    probe = _build(site)
    assert ": 0 of" in str(probe["stdout"])
    assert probe["content"] == []
    modules = probe["loaded"]
    assert isinstance(modules, list)
    assert set(modules) & set(HEAVY) == set()
    assert set(modules) & {"generator.build.pipeline", "generator.output.headers", "html", "shutil"} == set()


HEAVY_MODULES = (
    "PIL.Image",
    "babel.messages",
    "concurrent.futures.process",
    "generator.images.icons.icon",
    "generator.images.svg.clean",
    "generator.images.video.mp4",
    "generator.models.commissions",
    "generator.models.imports",
    "generator.models.report_settings",
    "http.client",
    "multiprocessing",
    "phonenumbers",
    "pillow_heif",
    "publicsuffixlist",
    "rich",
    "segno",
    "ssl",
)
"""Modules that a build needs only for pictures and settings that this site does not have."""


def test_one_edit_without_pictures_imports_no_picture_modules(tmp_path: Path) -> None:
    site = tmp_path / "content/site.yaml"
    site.parent.mkdir()
    site.write_text(
        "brand: B\nurl: https://b.example\nshop: https://s.example\nshare_cards: false\nqr_codes: false\n", "utf-8"
    )
    person = tmp_path / "content/ambassadors/lea.md"
    person.parent.mkdir()
    person.write_text("---\nname: Lea\n---\nA story.\n", "utf-8")
    first = _build(tmp_path)["loaded"]
    assert isinstance(first, list)
    assert "PIL.Image" in first, "the icons were not drawn"
    person.write_text("---\nname: Lea\n---\nAnother story.\n", "utf-8")
    probe = _build(tmp_path)
    assert "1 file changed" in str(probe["stdout"])
    modules = probe["loaded"]
    assert isinstance(modules, list)
    assert set(modules) & set(HEAVY_MODULES) == set()


def test_one_edit_reads_no_files_of_other_people(site: Path) -> None:
    story = site / "content/ambassadors/ana-lopez/story.md"
    story.write_text(story.read_text("utf-8") + "\nMás.\n", "utf-8")
    probe = _build(site)
    assert "pages rendered, 0 of" in str(probe["stdout"])
    paths = probe["content"]
    assert isinstance(paths, list)
    people = {path for path in paths if path.startswith("content/ambassadors/")}
    assert story.relative_to(site).as_posix() in people
    assert probe["asked"] == 1, "the build looks for extensions more than once"
    assert all(path.startswith("content/ambassadors/ana-lopez") for path in people)
