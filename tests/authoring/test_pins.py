"""Tests that requirements.txt pins all packages by hash, and takes none of the same name from an index."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from generator.authoring.pins import PACKAGE, PINS, WHEELS, pinned_names
from generator.authoring.wheel import wheel_of
from tests.cli.streams import run_apart
from tests.test_locks import SITE_LOCK, read_lock

OWN = f"ambassador_pages-{version(PACKAGE)}-py3-none-any.whl"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pins")
    code, out, err = run_apart(["new", "site", "friends", "--ci", "gitlab"], folder)
    assert (code, err) == (0, ""), out
    return folder / "friends"


def _pip(*words: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pip", "--isolated", "install", "--disable-pip-version-check", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, **environment})


def wheel(folder: Path, name: str, version: str, files: dict[str, str], build: str = "", facts: str = "") -> Path:
    """Write a wheel as its author would build it."""
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{facts}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = io.StringIO()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            csv.writer(record).writerow([path, f"sha256={digest}", len(text.encode())])
            archive.writestr(path, text)
        archive.writestr(f"{info}/RECORD", f"{record.getvalue()}{info}/RECORD,,\n")
    file = folder / f"{name}-{version}{build}-py3-none-any.whl"
    file.write_bytes(buffer.getvalue())
    return file


def test_all_required_packages_are_pinned_by_version_and_hash(site: Path) -> None:
    """pip needs no index: all packages are in the site or already installed."""
    text = (site / PINS).read_text("utf-8")
    digest = hashlib.sha256((site / WHEELS / OWN).read_bytes()).hexdigest()
    assert f"\n./{WHEELS}/{OWN} --hash=sha256:{digest}\n" in text
    assert "\n--require-hashes\n--only-binary :all:\n" in text
    required_names = {Requirement(line).name for line in distribution(PACKAGE).requires or () if "extra ==" not in line}
    assert {PACKAGE, *(name.lower().replace(".", "-").replace("_", "-") for name in required_names)} <= pinned_names(
        text
    )
    process = _pip("--no-index", "--dry-run", "--requirement", PINS, folder=site)
    assert process.returncode == 0, process.stderr
    assert f"Would install ambassador-pages-{version(PACKAGE)}\n" in process.stdout
    assert process.stdout.count("already satisfied") >= len(pinned_names(text)) - 1


def test_the_shipped_lock_is_part_of_the_tested_one(site: Path) -> None:
    tested_pins = {
        (pin.name, str(pin.specifier), str(pin.marker)): set(hashes) for pin, hashes in read_lock("requirements.lock")
    }
    shipped_pins = {
        (pin.name, str(pin.specifier), str(pin.marker)): set(hashes) for pin, hashes in read_lock(SITE_LOCK)
    }
    assert shipped_pins.items() <= tested_pins.items()


class _Index(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Start a package index on this machine, and give its folder and address."""
    folder = tmp_path / "index"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Index, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("name", ["ambassador_pages", "click"])
@pytest.mark.parametrize("has_hashes", [True, False], ids=["index with hashes", "index without"])
def test_a_package_of_the_same_name_on_an_index_is_not_installed(
    name: str, has_hashes: bool, site: Path, index: tuple[Path, str], tmp_path: Path
) -> None:
    """pip prefers a wheel with a build tag and, without a pin, a later version."""
    folder, address = index
    project = name.replace("_", "-")
    files = folder / project
    files.mkdir()
    evil_files = {"evil.py": "raise SystemExit('taken over')\n"}
    wheels = [wheel(files, name, version(project), evil_files, build="-1"), wheel(files, name, "999.0", evil_files)]
    links = [
        f'<a href="{file.name}#sha256={hashlib.sha256(file.read_bytes()).hexdigest()}">{file.name}</a>'
        if has_hashes else f'<a href="{file.name}">{file.name}</a>'
        for file in wheels
    ]  # fmt: skip
    (files / "index.html").write_text("".join(links))
    lines = (site / PINS).read_text("utf-8").replace(" \\\n", " ").splitlines()
    pins = [line for line in lines if line.startswith(("--require", f"{project}==", f"./{WHEELS}/{name}-"))]
    assert len(pins) == 2
    (site / "alone.txt").write_text("\n".join(pins) + "\n")
    target = tmp_path / "installed"
    words = ["--no-deps", "--ignore-installed", "--no-cache-dir", "--target", str(target), "--index-url", address]
    process = _pip(*words, "--requirement", "alone.txt", folder=site)
    assert not (target / "evil.py").exists()
    if name == "ambassador_pages":
        assert process.returncode == 0, process.stderr
        assert (target / "generator/__main__.py").is_file()
    else:
        assert process.returncode == 1
        assert "DO NOT MATCH THE HASHES" in process.stderr
    control = _pip(*words, f"{project}=={version(project)}", folder=site)
    assert control.returncode == 0, control.stderr
    assert (target / "evil.py").exists(), "the attack does not work without hashes, so this test proves nothing"


EXTENSION = {
    "reviews.py": "class Reviews:\n    name = 'reviews'\n",
    "reviews-1.2.dist-info/entry_points.txt": "[ambassador_pages.sections]\nreviews = reviews:Reviews\n",
}


def _install(folder: Path, *wheels: Path) -> Path:
    """Install wheels into a folder's `lib`, which `_run` uses."""
    process = _pip("--no-deps", "--no-index", "--target", str(folder / "lib"), *map(str, wheels), folder=folder)
    assert process.returncode == 0, process.stderr
    return folder / "lib"


def _run(words: list[str], folder: Path) -> tuple[int, str]:
    """Run the generator with the packages of the folder."""
    command = [sys.executable, "-m", "generator", *words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "lib"), *filter(None, sys.path)])}
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    return process.returncode, process.stdout + process.stderr


def test_an_extension_and_its_requirements_are_pinned(tmp_path: Path) -> None:
    needs = "Requires-Dist: stars-of-ours>=2\nRequires-Dist: click\nRequires-Dist: never; extra == 'x'\n"
    reviews = wheel(tmp_path, "reviews", "1.2", EXTENSION, facts=needs)
    stars = wheel(tmp_path, "stars_of_ours", "2.5", {"stars_of_ours/__init__.py": ""})
    _install(tmp_path, reviews, stars)
    code, output = _run(["new", "site", "friends", "--ci", "s3"], tmp_path)
    assert code == 0, output
    site = tmp_path / "friends"
    text = (site / PINS).read_text("utf-8")
    assert {"reviews", "stars-of-ours", PACKAGE} <= pinned_names(text)
    assert text.count("\nclick==") == 1
    assert "never" not in pinned_names(text)
    # pip installs them from the site alone, and the generator finds the extension.
    lines = [line for line in text.splitlines() if line.startswith(("--require", f"./{WHEELS}/"))]
    (site / "own.txt").write_text("\n".join(lines) + "\n")
    process = _pip("--no-deps", "--no-index", "--target", str(tmp_path / "ci"), "--requirement", "own.txt", folder=site)
    assert process.returncode == 0, process.stderr
    assert (tmp_path / "ci/reviews.py").read_text() == EXTENSION["reviews.py"]
    assert (tmp_path / "ci/reviews-1.2.dist-info/entry_points.txt").is_file()


def test_an_unpackable_extension_needs_a_wheel_in_the_site(tmp_path: Path) -> None:
    target = _install(tmp_path, wheel(tmp_path, "reviews", "1.2", EXTENSION))
    facts = target / "reviews-1.2.dist-info/WHEEL"
    facts.write_text(facts.read_text().replace("py3-none-any", "cp311-cp311-linux_x86_64"))
    code, output = _run(["new", "site", "friends", "--ci", "s3", "--format", "concise"], tmp_path)
    assert (code, (tmp_path / "friends").exists()) == (1, False)
    assert output.startswith("requirements.txt: error[no-wheel] CI cannot install reviews==1.2")
    (tmp_path / f"friends/{WHEELS}").mkdir(parents=True)
    wheel(tmp_path / f"friends/{WHEELS}", "reviews", "1.2", EXTENSION)
    code, output = _run(["new", "site", "friends", "--ci", "s3"], tmp_path)
    assert code == 0, output
    assert f"./{WHEELS}/reviews-1.2-py3-none-any.whl --hash=sha256:" in (tmp_path / "friends" / PINS).read_text()


def test_new_pins_replace_older_ones_and_name_removed_packages(site: Path, tmp_path: Path) -> None:
    assert run_apart(["new", "site", "friends", "--ci", "gitlab"], tmp_path)[0] == 0
    new_site = tmp_path / "friends"
    first = (new_site / PINS).read_bytes()
    assert run_apart(["new", "pins"], new_site)[0] == 0
    assert (new_site / PINS).read_bytes() == first, "the same packages gave other bytes"
    with (new_site / PINS).open("a") as file:
        file.write("reviews==1.2 --hash=sha256:00\n")
    code, out, _ = run_apart(["new", "pins"], new_site)
    assert (code, "Removed from it: reviews.\n" in out) == (0, True)
    assert (new_site / PINS).read_bytes() == first
    (new_site / PINS).write_text("mine\n")
    code, out, _ = run_apart(["new", "pins"], new_site)
    assert (code, "error[already-there]" in out, (new_site / PINS).read_text()) == (1, True, "mine\n")


def test_an_installed_package_is_packed_unchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wheel has the same files and bytes each time, and no files of this machine."""
    command = {"tool-3.dist-info/entry_points.txt": "[console_scripts]\ntool = tool:main\n"}
    original = wheel(tmp_path, "tool", "3", {"tool/__init__.py": "def main(): ...\n", 'tool/a,"b.txt': "x", **command})
    target = tmp_path / "lib"
    assert _pip("--no-deps", "--no-index", "--target", str(target), str(original), folder=tmp_path).returncode == 0
    (target / "tool/__pycache__").mkdir(exist_ok=True)
    (target / "tool/__pycache__/x.pyc").write_bytes(b"of this machine")
    monkeypatch.syspath_prepend(str(target))
    packed_wheel = wheel_of(distribution("tool"))
    assert packed_wheel is not None
    assert packed_wheel == wheel_of(distribution("tool"))
    assert packed_wheel[0] == original.name
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / packed_wheel[0]).write_bytes(packed_wheel[1])
    with zipfile.ZipFile(original) as first, zipfile.ZipFile(tmp_path / "again" / packed_wheel[0]) as repacked:
        assert set(repacked.namelist()) == set(first.namelist())
        for name in repacked.namelist():
            assert name.endswith("/RECORD") or repacked.read(name) == first.read(name)
    process = _pip(
        "--no-deps",
        "--no-index",
        "--target",
        str(tmp_path / "t"),
        str(tmp_path / "again" / packed_wheel[0]),
        folder=tmp_path,
    )
    assert process.returncode == 0, process.stderr


def test_a_generator_that_is_not_installed_is_reported(tmp_path: Path) -> None:
    """Only its folder is on the path, so pip has no record of its requirements."""
    hide = "import importlib.metadata as m\ndef none(name): raise m.PackageNotFoundError(name)\nm.distribution = none\n"
    code = f"{hide}from generator.__main__ import main\nmain()\n"
    command = [sys.executable, "-c", code, "new", "site", "friends", "--ci", "s3", "--format", "concise"]
    process = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=dict(os.environ))
    assert (process.returncode, process.stderr) == (1, "")
    assert process.stdout.startswith("requirements.txt: error[no-wheel] ambassador-pages runs from a folder")
    assert not (tmp_path / "friends").exists()
