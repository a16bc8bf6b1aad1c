"""Tests the README's first ten minutes and its site from sheets: all commands and files, step by step.

Not run: `make site`, which installs (`make test` has the same steps), and `new ci`, which asks a package index.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.signals import usual_signals

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def _steps(heading: str) -> list[str]:
    """Return the numbered steps below a heading; the first is at 1."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return ["", *re.split(r"^\d+\. ", section, flags=re.MULTILINE)[1:]]


STEPS = _steps("The first ten minutes of a marketer")
OWN_SITE = _steps("Your own site, from your own sheets")
COMMAND = re.compile(r"`((?:\.venv/bin/)?(?:ambassador|make) [^`]+)`")
BLOCK = re.compile(r"^   ```\w*\n(.*?)^   ```$", re.MULTILINE | re.DOTALL)
AMBASSADOR = Path(sys.executable).parent / "ambassador"
SECONDS = 240  # after which a command that hangs is ended
LEA = "content/ambassadors/lea-moreau/profile.yaml"


def _commands(step: int, steps: list[str] = STEPS) -> list[str]:
    return [" ".join(match.split()) for match in COMMAND.findall(steps[step])]


def _block(step: int, steps: list[str] = STEPS) -> str:
    (block,) = BLOCK.findall(steps[step])
    return "".join(line.removeprefix("   ") for line in block.splitlines(keepends=True))


def _words(command: str) -> list[str]:
    program, *words = shlex.split(command)
    assert program in (".venv/bin/ambassador", "ambassador")
    return [str(AMBASSADOR), *words]


def _run(command: str, site: Path) -> tuple[int, str]:
    process = subprocess.run(_words(command), cwd=site, capture_output=True, text=True, timeout=SECONDS)
    # A slow build shows its progress as lines such as `pages: 16 of 17 (theo-brandt)`.
    assert re.sub(r"^[a-z]+(: [\d,]+ of [\d,]+)?( \(.*\))?\n", "", process.stderr, flags=re.M) == ""
    return process.returncode, process.stdout


@contextmanager
def _serving(command: str, site: Path) -> Iterator[Callable[[str], str]]:
    """Run `serve`. The value is a function that reads the output up to a line with a text, and returns the line."""
    with usual_signals():
        process = subprocess.Popen(_words(command), cwd=site, stdout=subprocess.PIPE, text=True, start_new_session=True)
    limit = threading.Timer(SECONDS, process.kill)
    limit.start()
    assert process.stdout

    def wait_for(text: str) -> str:
        assert process.stdout
        for line in process.stdout:
            if text in line:
                return line
        raise AssertionError(f"the preview ended before it printed {text!r}")

    try:
        yield wait_for
        os.killpg(process.pid, signal.SIGINT)
        assert wait_for("Stopped. Nothing was published.")
        assert process.wait() == 0
    finally:
        process.kill()
        process.communicate()
        limit.cancel()


def _page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=240) as answer:
        return str(answer.read().decode())


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{file.name} does not hold {old!r}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def _copy(source: str, target: str) -> None:
    with suppress(FileNotFoundError):  # a build of another test replaces files there
        shutil.copy2(source, target)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Copy the content of the example, and the picture cache of `make site` if there is one."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    pictures = Path(".ambassador/pictures")
    if (ROOT / pictures).is_dir():
        shutil.copytree(ROOT / pictures, tmp_path / pictures, copy_function=_copy)
    return tmp_path


def test_the_first_ten_minutes_work_as_written(site: Path) -> None:
    assert len(STEPS) == 7
    # 1. Look at the example.
    make, serve = _commands(1)
    assert make == "make site"
    assert "<http://127.0.0.1:8000/>" in STEPS[1]
    with _serving(serve, site) as wait_for:
        address = wait_for("The site: ").split()[2]
        assert re.fullmatch(r"http://127\.0\.0\.1:80\d\d/", address)  # 8000, or the next that is free
        wait_for("no problems")
        assert "Léa Moreau" in _page(address)
        # 2. Change the tagline: the preview shows each save.
        assert f"`{LEA}`" in STEPS[2]
        assert "](product:hush-balm)" in (site / LEA).with_name("story.md").read_text("utf-8")
        profile = (site / LEA).read_text("utf-8")
        (site / LEA).write_text(re.sub("(?m)^tagline: .*", "tagline: Dix minutes, pas onze.", profile), "utf-8")
        wait_for("changed")
        assert "Dix minutes, pas onze." in _page(f"{address}lea-moreau/")
        # 3. Make a mistake on purpose: the preview reports it.
        assert "write `product: hush-blam`" in STEPS[3]
        _replace(site / LEA, "product: hush-balm", "product: hush-blam")
        assert "1 error in 1 file" in wait_for("nothing new to show")
    check, explain = _commands(3)
    code, out = _run(check, site)
    assert code == 1
    assert _block(3) in out
    assert _run(explain, site)[1].startswith("# unknown-product")
    _replace(site / LEA, "product: hush-blam", "product: hush-balm")
    assert _run(check, site)[0] == 0
    # 4. Add a person: the fuller form, or one file.
    (new,) = _commands(4)
    assert _run(new, site)[0] == 0
    fuller = site / "content/ambassadors/ana-lopez"
    assert (fuller / "profile.yaml").read_text("utf-8").count("\n# ") > 10
    shutil.rmtree(fuller)
    assert "a file `content/ambassadors/ana-lopez.md` is enough" in STEPS[4]
    (site / "content/ambassadors/ana-lopez.md").write_text(_block(4), "utf-8")
    # 5. Build.
    (build,) = _commands(5)
    assert _run(build, site)[0] == 0
    page = (site / "output/ana-lopez/index.html").read_text("utf-8")
    assert '<html lang="es"' in page
    assert "utm_source=ana-lopez" in page
    assert "Publicidad" in page
    assert {"card.jpg", "qr.svg"} <= {path.name for path in (site / "output/ana-lopez").iterdir()}
    # 6. See what Monday will look like.
    (monday,) = _commands(6)
    assert _run(monday, site)[0] == 0
    assert (site / "output.monday/ana-lopez/index.html").is_file()


def test_a_site_from_sheets_works_as_written(tmp_path: Path) -> None:
    (new,) = _commands(1, OWN_SITE)
    assert _run(new, tmp_path)[0] == 0
    site = tmp_path / "friends"
    # 2. Products.
    (site / "shop.csv").write_text(_block(2, OWN_SITE), "utf-8")
    rehearsal, products = _commands(2, OWN_SITE)
    before = (site / "content/products.yaml").read_text("utf-8")
    assert _run(rehearsal, site)[0] == 0
    assert (site / "content/products.yaml").read_text("utf-8") == before
    assert _run(products, site)[0] == 0
    # 3. People.
    (site / "people.csv").write_text(_block(3, OWN_SITE), "utf-8")
    (people,) = _commands(3, OWN_SITE)
    assert _run(people, site)[0] == 0
    # 4. Without the example.
    assert "`content/ambassadors/lea-moreau`" in OWN_SITE[4]
    shutil.rmtree(site / "content/ambassadors/lea-moreau")
    catalogue = (site / "content/products.yaml").read_text("utf-8")
    comment, _, *own_products = re.split(r"(?m)^(?=[a-z-]+:$)", catalogue)
    assert own_products[0].startswith("boy-brow:")
    (site / "content/products.yaml").write_text(comment + "".join(own_products[1:]), "utf-8")
    # 5. Check and build.
    serve, check, build = _commands(5, OWN_SITE)
    assert serve == "ambassador serve"
    code, out = _run(check, site)
    assert code == 0
    assert "unused-product" not in out
    assert _run(build, site)[0] == 0
    page = (site / "output/ana-lopez/index.html").read_text("utf-8")
    assert "https://your-brand.example/products/night-oil?utm_source=ana-lopez" in page
    assert "ANA15" in page
