"""Tests that the examples of the content reference build, and that it has every key."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.models.written import read_day
from generator.problems import Report

DOCS = Path(__file__).parent.parent / "docs"
BLOCK = re.compile(
    r"^```(?:yaml|markdown)\n(?:# (content/\S+)|<!-- (content/\S+) -->)\n(.*?)^```", re.DOTALL | re.MULTILINE
)


def test_the_content_reference_is_a_site_without_problems(tmp_path: Path) -> None:
    files = {yaml or markdown: text for yaml, markdown, text in BLOCK.findall((DOCS / "content.md").read_text("utf-8"))}
    assert len(files) == 10
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    report = Report()
    site = render_site(BuildOptions(tmp_path, read_day("2027-03-05")), report)
    assert list(report) == []
    assert site is not None
    assert {"lea-moreau/index.html", "lea-moreau/ig/index.html", "lea/index.html", "privacy/index.html"} <= {
        file.path for file in site.files
    }


def test_every_key_of_the_models_is_in_the_content_reference() -> None:
    from generator.models.settings import Settings
    from generator.sections import BUILT_IN
    from generator.sections.profile import profile_model

    text = (DOCS / "content.md").read_text("utf-8")
    keys = {
        field.alias or name
        for model in (Settings, profile_model(BUILT_IN))
        for name, field in model.model_fields.items()
    }
    assert len(keys) > 40
    assert {key for key in keys if f"`{key}`" not in text} == set()
