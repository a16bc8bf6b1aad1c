"""Tests that the package in docs/extensions.md works, and that a broken package is reported by its name."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.scenario import FOLDER

REPO = Path(__file__).parents[2]
PAGE = (REPO / "docs/extensions.md").read_text("utf-8")
PYTHON = re.findall(r"```python\n# press/__init__.py\n(.*?)```", PAGE, re.DOTALL)[0]
PROJECT = re.findall(r"```toml\n(# pyproject.toml\n.*?)```", PAGE, re.DOTALL)[0]
TEMPLATE = re.findall(r"```html\n<!-- .*? -->\n(.*?)```", PAGE, re.DOTALL)[0]
POINTS = "[ambassador_pages.sections]\npress = press:Press\n[ambassador_pages.lints]\nno-press = press:no_press\n"


class Site:
    """A small site, and packages that only it can import."""

    def __init__(self, folder: Path) -> None:
        self.root, self.lib = folder / "site", folder / "lib"
        shutil.copytree(FOLDER / "base", self.root)
        self.write("content/site.yaml", (self.root / "content/site.yaml").read_text("utf-8").replace("plain", "dew"))
        (self.lib).mkdir()

    def write(self, file: str, text: str) -> None:
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def install(self, points: str, code: str, **files: str) -> None:
        info = self.lib / "ambassador_press-1.0.dist-info"
        info.mkdir(exist_ok=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ambassador-press\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(points)
        for file, text in {"__init__.py": code, **files}.items():
            path = self.lib / "press" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def install_documented(self, **files: str) -> None:
        """Build the package as the page shows it, and unpack its wheel like pip."""
        project = self.root.with_name("press")
        for file, text in {"pyproject.toml": PROJECT, "press/__init__.py": PYTHON, **files}.items():
            path = project / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(project / "dist")]
        subprocess.run(command, cwd=project, check=True, capture_output=True, timeout=240)
        (wheel,) = (project / "dist").glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(self.lib)

    def run(self, *arguments: str) -> tuple[int, str, str]:
        result = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": f"{self.lib}{os.pathsep}{REPO}", "NO_COLOR": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=240,
        )
        return result.returncode, result.stdout, result.stderr


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_package_of_the_documentation_works(site: Site) -> None:
    words = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "In the press"\nmsgstr "La presse"\n'
    )
    files = {
        "press/templates/sections/press.html": TEMPLATE,
        "press/locales/fr/LC_MESSAGES/press.po": words,
        "press/problems/no-press.md": "# no-press\n\nNobody has written about them. It happens.\n",
    }
    site.install_documented(**files)
    lea = "name: Léa\nlocale: fr\nfavorites: [cloud-balm]\npress: [The Slow Journal]\n"
    site.write("content/ambassadors/lea/profile.yaml", lea)
    code, out, _ = site.run("build")
    assert (code, "warning[section-not-shown]: no page shows `press`" in out) == (0, True)
    site.write("content/ambassadors/lea/profile.yaml", f"{lea}sections: [story, press]\n")
    code, out, _ = site.run("build")
    assert (code, "section-not-shown" in out) == (0, False)
    page = (site.root / "output/lea/index.html").read_text("utf-8")
    assert "<h2>La presse</h2>\n<ul><li>The Slow Journal</li></ul>" in page
    # A theme's own template comes first.
    site.write("themes/house/theme.toml", 'name = "house"\nextends = "dew"\nsections = ["press", "story"]\n')
    site.write("themes/house/templates/sections/press.html", "<p>{{ view | join }}, said the house</p>\n")
    site.write("content/site.yaml", (site.root / "content/site.yaml").read_text("utf-8").replace("dew", "house"))
    site.write("content/ambassadors/lea/profile.yaml", lea)
    assert site.run("build")[0] == 0
    assert "The Slow Journal, said the house" in (site.root / "output/lea/index.html").read_text("utf-8")
    site.write("content/ambassadors/lea/profile.yaml", "name: Léa\nfavorites: [cloud-balm]\nsections: [story, press]\n")
    code, out, _ = site.run("check")
    assert (code, "warning[no-press]: the page lists `press`" in out) == (0, True)
    code, out, _ = site.run("explain", "no-press")
    assert (code, out.startswith("# no-press\n\nNobody has written about them.")) == (0, True)
    assert "checks: {no-press: off}" in out
    assert "no-press: Nobody has written about them." in site.run("explain")[1]


def test_a_problem_without_a_page_names_the_package(site: Site) -> None:
    site.install(POINTS, PYTHON)
    code, _, err = site.run("explain", "no-press")
    assert code == 2
    assert "the package ambassador-press has no page for a problem of this name" in err


def test_an_instance_works_like_a_class(site: Site) -> None:
    points = "[ambassador_pages.sections]\npress = press:made\n"
    site.install(points, f"{PYTHON}\nmade = Press()\n", **{"templates/sections/press.html": TEMPLATE})
    site.write(
        "content/ambassadors/lea/profile.yaml",
        "name: Léa\nfavorites: [cloud-balm]\npress: [The Slow Journal]\nsections: [story, press]\n",
    )
    assert site.run("build")[0] == 0
    assert "The Slow Journal" in (site.root / "output/lea/index.html").read_text("utf-8")


SECTION = "class S:\n    name = 'press'\n    fields = {}\n    def wants(self, s): yield from ()\n"
VIEW = "    def view(self, s, a): return None\n"


@pytest.mark.parametrize(
    ("points", "code", "message"),
    [
        (
            "sections]\npress = press:S",
            SECTION,
            "`press:S`, which the entry point `press` of the package `ambassador-press`",
        ),
        ("sections]\npress = press:S", SECTION, "has no `view`"),
        (
            "sections]\npress = press:S",
            f"{SECTION}{VIEW}    def __init__(self, words): pass\n",
            "cannot be made without",
        ),
        ("sections]\npress = press:Nope", SECTION, "cannot be loaded: AttributeError"),
        ("sections]\npress = pres:S", SECTION, "cannot be loaded: ModuleNotFoundError"),
        ("sections]\npress = press:S", "def", "cannot be loaded: SyntaxError"),
        ("sections]\npress = press:S", "1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("sections]\npress = press:S", (SECTION + VIEW).replace("'press'", "'story'"), "adds the section `story`"),
        ("sections]\npress = press:S", (SECTION + VIEW).replace("{}", "{'name': str}"), "adds the key `name`"),
        ("sections]\npress = press:S", (SECTION + VIEW).replace("{}", "{'faq': str}"), "adds the key `faq`"),
        ("lints]\npress = press:S", f"{SECTION}    def find(self, one): yield\n", "is not a check"),
        ("lints]\npress = press", "", "has no `name` and `find`"),
        ("networks]\npress = press:S", SECTION, "adds to `ambassador_pages.networks`, which nothing reads"),
        ("section]\npress = press:S", SECTION, "adds to `ambassador_pages.section`, which nothing reads"),
    ],
)
def test_a_broken_extension_is_reported_with_its_package(site: Site, points: str, code: str, message: str) -> None:
    site.install(f"[ambassador_pages.{points}\n", code)
    exit_code, out, err = site.run("build")
    assert (exit_code, "error[broken-extension]: " in out) == (1, True), (out, err)
    assert message in out
    assert "Traceback" not in out + err
    assert "bug in ambassador-pages" not in err
    assert not (site.root / "output").exists()
    problems = json.loads(site.run("check", "--format", "json")[1])
    assert [problem["name"] for problem in problems] == ["broken-extension"]


def test_an_error_of_an_extension_in_a_build_names_the_package(site: Site) -> None:
    points = "[ambassador_pages.sections]\npress = press:S\n"
    site.install(points, f"{SECTION}    def view(self, s, a): return 1 / 0\n")
    site.write("content/ambassadors/lea/profile.yaml", "name: Léa\nfavorites: [cloud-balm]\nsections: [story, press]\n")
    code, _, err = site.run("build")
    assert code == 3
    assert f"This is a bug in the extension {site.lib / 'press'}, not in your content: ZeroDivisionError." in err
    assert not (site.root / "output").exists()
