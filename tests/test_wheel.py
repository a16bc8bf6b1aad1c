"""Tests that the wheel has all files that it needs and no others, and that it builds a site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPO = Path(__file__).parent.parent
SITE = "brand: Aubine\nurl: https://friends.example\nshop: https://aubine-shop.example\ntracking: {scheme: rewardful}\n"
PERSON = "---\nname: Léa\nlocale: fr\npartner_id: lea\n---\n[La boutique](https://aubine-shop.example/p) est calme.\n"

_WORD = r"[a-zA-Z0-9_@-]+(?:\.[a-z]{2}(?:-[A-Z]{2})?)?"
# Every file of the wheel matches one of these: code, its data, and the metadata for pip.
ALLOWED = tuple(
    re.compile(pattern.replace("WORD", _WORD))
    for pattern in (
        r"generator/(?:[a-z_]+/)*[a-z0-9_]+\.py",
        r"generator/py\.typed",
        r"generator/(?:disclosures|networks|columns|cms|lints)/WORD\.(?:yaml|json|toml)",
        r"generator/kit/words/[a-z]{2}\.yaml",
        r"generator/locales/[a-z]{2}(?:_[A-Z]{2})?/LC_MESSAGES/disclosures\.po",
        r"generator/problems/docs/WORD\.md",
        r"generator/(?:serve|report|commissions|roster|kit)/(?:assets|templates)/WORD\.(?:js|css|html|svg)",
        r"generator/cms/admin/WORD\.(?:js|css|html)",
        r"generator/authoring/starters/(?:[a-zA-Z0-9_.-]+/)*[a-zA-Z0-9_.-]+",
        r"generator/themes/[a-z-]+/(?:theme\.toml|babel\.cfg|LICENSE|README\.md)",
        r"generator/themes/[a-z-]+/templates/(?:[a-z-]+/)*WORD\.html",
        r"generator/themes/[a-z-]+/templates/(?:[a-z-]+/)*__pycache__/WORD\.[a-z]+-[0-9]+\.jinja",
        r"generator/themes/[a-z-]+/(?:assets|share)/(?:[a-z-]+/)*[\w.-]+\.(?:css|js|woff2|ttf|svg|txt)",
        r"generator/themes/[a-z-]+/locales/(?:[a-z]{2}(?:_[A-Z]{2})?/LC_MESSAGES/)?[a-z-]+\.(?:po|pot)",
        r"ambassador_pages-[0-9.]+\.dist-info/(?:METADATA|WHEEL|RECORD|entry_points\.txt|licenses/.+)",
    )
)

# A build that refuses to compile templates, because the wheel has them compiled.
BUILD = """
import jinja2
def refuse(self, source, name):
    raise AssertionError(f"{name} was compiled")
jinja2.Environment._compile = refuse
from generator.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_has_all_its_files_and_no_others(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "generator/themes/dew/theme.toml",
        "generator/themes/dew/locales/fr/LC_MESSAGES/dew.po",
        "generator/networks/post-affiliate-pro.yaml",
        "generator/disclosures/uk.yaml",
        "generator/locales/de/LC_MESSAGES/disclosures.po",
        "generator/problems/docs/unknown-product.md",
        "generator/authoring/starters/site/content/site.yaml",
        "generator/authoring/starters/gitignore",
        "generator/authoring/starters/theme/theme.toml",
        "generator/cms/admin/index.html",
        "generator/authoring/starters/ci/netlify/manifest.yml",
        "generator/authoring/starters/ci/requirements.txt",
        "generator/py.typed",
    ):
        assert part in names
    tops = {name.split("/")[0] for name in names}
    assert {top.split("-")[0] for top in tops} == {"generator", "ambassador_pages"}
    unexpected = [name for name in names if not any(pattern.fullmatch(name) for pattern in ALLOWED)]
    assert unexpected == []


def test_the_wheel_is_small_enough(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        largest = max(archive.infolist(), key=lambda info: info.file_size)
    assert wheel.stat().st_size < 3_000_000
    assert largest.file_size < 500_000, largest.filename


def test_the_installed_wheel_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    packages, site = tmp_path / "installed", tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(packages), str(wheel)]
    subprocess.run(pip, check=True)
    (site / "content/ambassadors").mkdir(parents=True)
    (site / "content/site.yaml").write_text(SITE, "utf-8")
    (site / "content/ambassadors/lea.md").write_text(PERSON, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(packages)}
    where = subprocess.run(
        [sys.executable, "-c", "import generator; print(generator.__file__)"],
        cwd=site, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(packages))
    run = [sys.executable, "-c", BUILD, "build", "--as-of", "2026-11-22"]
    result = subprocess.run(run, cwd=site, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    page = (site / "output/lea/index.html").read_text("utf-8")
    assert "https://aubine-shop.example/p?via=lea&amp;utm_source=lea" in page
    process = subprocess.run([sys.executable, "-m", "generator", "new", "site", "begun"], cwd=site, env=environment)
    assert (process.returncode, (site / "begun/content/site.yaml").is_file()) == (0, True)
    command = [sys.executable, "-m", "generator", "explain", "unknown-product"]
    assert subprocess.run(command, cwd=site, env=environment, capture_output=True).returncode == 0
