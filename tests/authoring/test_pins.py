"""requirements.txt: by version and hash, whole, and out of reach of whoever takes a name on an index."""

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
from tests.test_locks import SITE_LOCK, locked

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
    """A wheel as its author would build it."""
    info = f"{name}-{version}.dist-info"
    files = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{facts}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = io.StringIO()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, text in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            csv.writer(record).writerow([path, f"sha256={digest}", len(text.encode())])
            archive.writestr(path, text)
        archive.writestr(f"{info}/RECORD", f"{record.getvalue()}{info}/RECORD,,\n")
    file = folder / f"{name}-{version}{build}-py3-none-any.whl"
    file.write_bytes(packed.getvalue())
    return file


def test_everything_that_is_needed_is_in_it_by_version_and_hash(site: Path) -> None:
    """pip takes all of it from here or as it is installed: nothing is left to an index."""
    text = (site / PINS).read_text("utf-8")
    digest = hashlib.sha256((site / WHEELS / OWN).read_bytes()).hexdigest()
    assert f"\n./{WHEELS}/{OWN} --hash=sha256:{digest}\n" in text
    assert "\n--require-hashes\n--only-binary :all:\n" in text
    needed = {Requirement(line).name for line in distribution(PACKAGE).requires or () if "extra ==" not in line}
    assert {PACKAGE, *(name.lower().replace(".", "-").replace("_", "-") for name in needed)} <= pinned_names(text)
    done = _pip("--no-index", "--dry-run", "--requirement", PINS, folder=site)
    assert done.returncode == 0, done.stderr
    assert f"Would install ambassador-pages-{version(PACKAGE)}\n" in done.stdout
    assert done.stdout.count("already satisfied") >= len(pinned_names(text)) - 1


def test_the_lock_that_is_shipped_is_the_one_that_is_tested(site: Path) -> None:
    tested = {
        (pin.name, str(pin.specifier), str(pin.marker)): set(hashes) for pin, hashes in locked("requirements.lock")
    }
    shipped = {(pin.name, str(pin.specifier), str(pin.marker)): set(hashes) for pin, hashes in locked(SITE_LOCK)}
    assert shipped.items() <= tested.items()


class _Index(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A package index on this machine: its folder, and its address."""
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
@pytest.mark.parametrize("hashed", [True, False], ids=["index with hashes", "index without"])
def test_a_package_of_the_same_name_on_an_index_is_never_taken(
    name: str, hashed: bool, site: Path, index: tuple[Path, str], tmp_path: Path
) -> None:
    """A build tag wins over the same version without one; a later version wins where there is no pin."""
    folder, address = index
    project = name.replace("_", "-")
    files = folder / project
    files.mkdir()
    evil = {"evil.py": "raise SystemExit('taken over')\n"}
    offered = [wheel(files, name, version(project), evil, build="-1"), wheel(files, name, "999.0", evil)]
    links = [
        f'<a href="{file.name}#sha256={hashlib.sha256(file.read_bytes()).hexdigest()}">{file.name}</a>'
        if hashed else f'<a href="{file.name}">{file.name}</a>'
        for file in offered
    ]  # fmt: skip
    (files / "index.html").write_text("".join(links))
    lines = (site / PINS).read_text("utf-8").replace(" \\\n", " ").splitlines()
    wanted = [line for line in lines if line.startswith(("--require", f"{project}==", f"./{WHEELS}/{name}-"))]
    assert len(wanted) == 2
    (site / "alone.txt").write_text("\n".join(wanted) + "\n")
    target = tmp_path / "installed"
    words = ["--no-deps", "--ignore-installed", "--no-cache-dir", "--target", str(target), "--index-url", address]
    done = _pip(*words, "--requirement", "alone.txt", folder=site)
    assert not (target / "evil.py").exists()
    if name == "ambassador_pages":
        assert done.returncode == 0, done.stderr
        assert (target / "generator/__main__.py").is_file()
    else:
        assert done.returncode == 1
        assert "DO NOT MATCH THE HASHES" in done.stderr
    control = _pip(*words, f"{project}=={version(project)}", folder=site)
    assert control.returncode == 0, control.stderr
    assert (target / "evil.py").exists(), "the attack works where there are no hashes"


EXTENSION = {
    "reviews.py": "class Reviews:\n    name = 'reviews'\n",
    "reviews-1.2.dist-info/entry_points.txt": "[ambassador_pages.sections]\nreviews = reviews:Reviews\n",
}


def _install(folder: Path, *wheels: Path) -> Path:
    """Install wheels into a folder, for `_run`."""
    done = _pip("--no-deps", "--no-index", "--target", str(folder / "lib"), *map(str, wheels), folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "lib"


def _run(words: list[str], folder: Path) -> tuple[int, str]:
    """Run the generator where the folder's packages are installed."""
    command = [sys.executable, "-m", "generator", *words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "lib"), *filter(None, sys.path)])}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout + done.stderr


def test_an_extension_and_what_it_needs_are_in_it(tmp_path: Path) -> None:
    needs = "Requires-Dist: stars-of-ours>=2\nRequires-Dist: click\nRequires-Dist: never; extra == 'x'\n"
    reviews = wheel(tmp_path, "reviews", "1.2", EXTENSION, facts=needs)
    stars = wheel(tmp_path, "stars_of_ours", "2.5", {"stars_of_ours/__init__.py": ""})
    _install(tmp_path, reviews, stars)
    code, said = _run(["new", "site", "friends", "--ci", "s3"], tmp_path)
    assert code == 0, said
    site = tmp_path / "friends"
    text = (site / PINS).read_text("utf-8")
    assert {"reviews", "stars-of-ours", PACKAGE} <= pinned_names(text)
    assert text.count("\nclick==") == 1
    assert "never" not in pinned_names(text)
    # pip installs them from the site alone, and the generator finds the extension.
    lines = [line for line in text.splitlines() if line.startswith(("--require", f"./{WHEELS}/"))]
    (site / "own.txt").write_text("\n".join(lines) + "\n")
    done = _pip("--no-deps", "--no-index", "--target", str(tmp_path / "ci"), "--requirement", "own.txt", folder=site)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ci/reviews.py").read_text() == EXTENSION["reviews.py"]
    assert (tmp_path / "ci/reviews-1.2.dist-info/entry_points.txt").is_file()


def test_what_cannot_be_packed_is_reported_and_a_wheel_helps(tmp_path: Path) -> None:
    target = _install(tmp_path, wheel(tmp_path, "reviews", "1.2", EXTENSION))
    facts = target / "reviews-1.2.dist-info/WHEEL"
    facts.write_text(facts.read_text().replace("py3-none-any", "cp311-cp311-linux_x86_64"))
    code, said = _run(["new", "site", "friends", "--ci", "s3", "--format", "concise"], tmp_path)
    assert (code, (tmp_path / "friends").exists()) == (1, False)
    assert said.startswith("requirements.txt: error[no-wheel] CI cannot install reviews==1.2")
    (tmp_path / f"friends/{WHEELS}").mkdir(parents=True)
    wheel(tmp_path / f"friends/{WHEELS}", "reviews", "1.2", EXTENSION)
    code, said = _run(["new", "site", "friends", "--ci", "s3"], tmp_path)
    assert code == 0, said
    assert f"./{WHEELS}/reviews-1.2-py3-none-any.whl --hash=sha256:" in (tmp_path / "friends" / PINS).read_text()


def test_pins_are_renewed_over_older_ones_and_report_what_is_gone(site: Path, tmp_path: Path) -> None:
    assert run_apart(["new", "site", "friends", "--ci", "gitlab"], tmp_path)[0] == 0
    own = tmp_path / "friends"
    first = (own / PINS).read_bytes()
    assert run_apart(["new", "pins"], own)[0] == 0
    assert (own / PINS).read_bytes() == first, "the same packages give the same bytes"
    with (own / PINS).open("a") as file:
        file.write("reviews==1.2 --hash=sha256:00\n")
    code, out, _ = run_apart(["new", "pins"], own)
    assert (code, "Removed from it: reviews.\n" in out) == (0, True)
    assert (own / PINS).read_bytes() == first
    (own / PINS).write_text("mine\n")
    code, out, _ = run_apart(["new", "pins"], own)
    assert (code, "error[already-there]" in out, (own / PINS).read_text()) == (1, True, "mine\n")


def test_a_package_is_packed_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same files, each time the same bytes, and nothing of this machine."""
    command = {"tool-3.dist-info/entry_points.txt": "[console_scripts]\ntool = tool:main\n"}
    made = wheel(tmp_path, "tool", "3", {"tool/__init__.py": "def main(): ...\n", 'tool/a,"b.txt': "x", **command})
    target = tmp_path / "lib"
    assert _pip("--no-deps", "--no-index", "--target", str(target), str(made), folder=tmp_path).returncode == 0
    (target / "tool/__pycache__").mkdir(exist_ok=True)
    (target / "tool/__pycache__/x.pyc").write_bytes(b"of this machine")
    monkeypatch.syspath_prepend(str(target))
    found = wheel_of(distribution("tool"))
    assert found is not None
    assert found == wheel_of(distribution("tool"))
    assert found[0] == made.name
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / found[0]).write_bytes(found[1])
    with zipfile.ZipFile(made) as first, zipfile.ZipFile(tmp_path / "again" / found[0]) as again:
        assert set(again.namelist()) == set(first.namelist())
        for name in again.namelist():
            assert name.endswith("/RECORD") or again.read(name) == first.read(name)
    done = _pip(
        "--no-deps", "--no-index", "--target", str(tmp_path / "t"), str(tmp_path / "again" / found[0]), folder=tmp_path
    )
    assert done.returncode == 0, done.stderr


def test_a_generator_that_is_not_installed_is_reported(tmp_path: Path) -> None:
    """Only its folder is on the path, and so nobody knows what it needs."""
    hide = "import importlib.metadata as m\ndef none(name): raise m.PackageNotFoundError(name)\nm.distribution = none\n"
    code = f"{hide}from generator.__main__ import main\nmain()\n"
    command = [sys.executable, "-c", code, "new", "site", "friends", "--ci", "s3", "--format", "concise"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=dict(os.environ))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("requirements.txt: error[no-wheel] ambassador-pages runs from a folder")
    assert not (tmp_path / "friends").exists()
