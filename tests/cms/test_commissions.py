"""Tests that the editor has a form for commission rules exactly if the site has such rules."""

from __future__ import annotations

from pathlib import Path

from generator.cms.config import make_config
from generator.cms.form_choices import form_choices
from generator.content.load import load_site
from generator.problems import Report
from generator.sections import BUILT_IN
from tests.cms.editor_package import BACKEND, SITE

ROOT = Path(__file__).parents[2]


def _forms(root: Path) -> tuple[dict[str, list[str]], list[str]]:
    report = Report()
    site = load_site(root, BUILT_IN, report)
    config = make_config(site, BUILT_IN, form_choices(site, BUILT_IN), BACKEND, report)
    forms = {singleton["file"]: [field["name"] for field in singleton["fields"]] for singleton in config["singletons"]}
    return forms, [problem.message for problem in report]


def test_only_a_site_with_rules_has_a_form_for_them() -> None:
    forms, messages = _forms(ROOT)
    assert {"base", "hold", "minimum", "rules", "steps", "bonuses", "caps"} <= set(forms["content/commissions.yaml"])
    assert forms["content/report.yaml"] == ["margin", "benchmarks"]
    assert [message for message in messages if "commissions" in message or "report.yaml" in message] == []
    assert "content/commissions.yaml" not in _forms(SITE)[0]
