"""How little a build does when little has changed: counted, not timed."""

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
    root = Path(shutil.copytree(GOLDEN, folder, copy_function=shutil.copy))  # with times of now, in fractions
    # A warning would be told again, with the lines around it.
    (root / "content/ambassadors/ana-lopez/story.md").write_text("Uso [el jabón](product:soap).\n", "utf-8")
    assert _build(root)["code"] == 0
    return root


def _build(root: Path) -> dict[str, object]:
    run = subprocess.run([sys.executable, "-c", PROBE], cwd=root, capture_output=True, text=True, check=True)
    return {"said": run.stdout, **json.loads(run.stdout.splitlines()[-1])}


def test_nothing_changed_reads_nothing_and_loads_little(site: Path) -> None:
    _build(site)  # what was written just before the first build is looked at once more
    done = _build(site)
    assert "0 of" in str(done["said"])
    assert done["content"] == []
    loaded = done["loaded"]
    assert isinstance(loaded, list)
    assert set(loaded) & set(HEAVY) == set()
    assert set(loaded) & {"generator.build.pipeline", "generator.output.headers", "html", "shutil"} == set()


UNNEEDED = (
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
"""What one edit needs nothing of, where nothing is drawn."""


def test_one_edit_without_pictures_loads_nothing_to_draw_with(tmp_path: Path) -> None:
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
    done = _build(tmp_path)
    assert "1 file changed" in str(done["said"])
    loaded = done["loaded"]
    assert isinstance(loaded, list)
    assert set(loaded) & set(UNNEEDED) == set()


def test_one_edit_reads_nobody_elses_files(site: Path) -> None:
    story = site / "content/ambassadors/ana-lopez/story.md"
    story.write_text(story.read_text("utf-8") + "\nMás.\n", "utf-8")
    done = _build(site)
    assert "pages rendered, 0 of" in str(done["said"])
    content = done["content"]
    assert isinstance(content, list)
    people = {path for path in content if path.startswith("content/ambassadors/")}
    assert story.relative_to(site).as_posix() in people
    assert done["asked"] == 1, "what other packages bring is looked for more than once"
    assert all(path.startswith("content/ambassadors/ana-lopez") for path in people)
