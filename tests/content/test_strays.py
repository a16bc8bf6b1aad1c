"""Tests that each file in content/ that nothing reads is reported, except pictures and leftovers of systems."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.load import load_site
from generator.problems import Report
from generator.sections import BUILT_IN


def _stray_files(root: Path, *files: str) -> list[str]:
    for file, text in {
        "site.yaml": "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\n",
        "ambassadors/lea/profile.yaml": "name: Léa\n",
        "ambassadors/lea/story.md": "Hello.\n",
        **dict.fromkeys(files, "x"),
    }.items():
        path = root / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report = Report()
    load_site(root, BUILT_IN, report)
    return [problem.place.file.removeprefix("content/") for problem in report if problem.name == "stray-file"]


@pytest.mark.parametrize(
    "file",
    [
        "notes.txt",
        "Site.yaml",
        "brief.pdf",
        "old/lea.md",
        "images/read me.txt",
        "images/a/b/list.csv",
        "products/balm.yml",
        "campaigns/spring.txt",
        "networks/own.json",
        "pages/privacy.docx",
        "pages/drafts/terms.md",
        "ambassadors/lea.txt",
        "ambassadors/lea/story.txt",
        "ambassadors/lea/story.docx",
        "ambassadors/lea/drafts/story.md",
        "ambassadors/lea/bio.md",
        "_notes.md",
        "ambassadors/_wren.md",
        "ambassadors/lea/_story.md",
        "products/_balm.yaml",
        "pages/_terms.md",
        "campaigns/_spring.yaml",
        "images/_list.csv",
    ],
)
def test_a_file_that_nothing_reads_is_reported(file: str, tmp_path: Path) -> None:
    assert _stray_files(tmp_path, file) == [file]


def test_pictures_and_leftovers_are_no_strays(tmp_path: Path) -> None:
    files = (
        *(".DS_Store", "images/Thumbs.db", "desktop.ini", "ambassadors/lea/~$story.docx", "ambassadors/lea/story.md~"),
        *(
            "images/a.JPG",
            "ambassadors/lea/me.heic",
            "ambassadors/lea/more/b.png",
            "photos/c.webp",
            "logo.svg",
            "pages/x.png",
        ),
        *("ambassadors/lea/.story.md.swp", "site.yaml.bak", "pages/.#terms.md"),
        *("_originals/a.jpg", "_originals/README.md", "images/_b.png", "ambassadors/lea/_raw/more/c.heic"),
    )
    assert _stray_files(tmp_path, *files) == []


@pytest.mark.parametrize(
    ("files", "folder"),
    [
        (("_old/site.yaml", "_old/more/lea.md"), "_old"),
        (("ambassadors/_wren/profile.yaml", "ambassadors/_wren/story.md"), "ambassadors/_wren"),
        (("ambassadors/lea/_drafts/a/story.md",), "ambassadors/lea/_drafts"),
        (("pages/_terms/a.png", "pages/_terms/a.docx"), "pages/_terms"),
    ],
)
def test_a_folder_that_is_switched_off_is_reported_once(files: tuple[str, ...], folder: str, tmp_path: Path) -> None:
    assert _stray_files(tmp_path, *files) == [folder]
