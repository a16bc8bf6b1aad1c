"""Tests that two people whose links cannot be distinguished are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.test_unique_ids import build_problems

IDS = {"lea-m": "partner_id: p1\ncode: LM15", "le-am": "partner_id: p2\ncode: LEAM"}
NOBODY = {"bo": "", "mia": ""}
PAP = "scheme: post-affiliate-pro"
ALIKE = "{ambassador|alnum}"


@pytest.mark.parametrize(
    ("people", "tracking", "expected"),
    [
        (NOBODY, "{}", []),
        (NOBODY, "{utm: {source: friends}}", [("shared-utm", "error")]),
        (IDS, f"{{utm: {{source: '{ALIKE}'}}}}", [("shared-utm", "error")]),
        (IDS, f"{{utm: {{source: '{ALIKE}', content: '{{code}}'}}}}", []),
        (NOBODY, "{utm: false}", [("shared-link", "error")]),
        (NOBODY, "{scheme: matomo, utm: {source: friends}, settings: {}}", [("shared-utm", "error")]),
    ],
)
def test_links_with_only_utm_need_distinct_utm(
    tmp_path: Path, people: dict[str, str], tracking: str, expected: list[tuple[str, str]]
) -> None:
    problems = build_problems(tmp_path / "site", people, f"tracking: {tracking}\n")
    shared = [(problem.name, problem.severity.value) for problem in problems if problem.name.startswith("shared")]
    assert shared == expected
    for problem in problems:
        assert len(problem.related) == 2
        assert problem.related[1][1].file == "content/site.yaml"


@pytest.mark.parametrize(
    ("tracking", "expected"),
    [
        (f"{{{PAP}, utm: {{source: friends}}}}", [("shared-utm", "warning")]),
        (f"{{{PAP}, utm: false}}", []),
        (f"{{{PAP}, utm: false, settings: {{sub: '{{placement}}'}}}}", []),
        (f"{{{PAP}, utm: false, settings: {{sub: '{ALIKE}'}}}}", [("shared-sub-id", "warning")]),
        # Only a sub-id is a template. Braces in another setting stay as they are, and name no person.
        (f"{{{PAP}, utm: false, settings: {{sub: '{{placement}}', banner: '{{ambassador}}'}}}}", []),
        ("{scheme: amazon, utm: {source: friends}}", []),
    ],
)
def test_ids_in_links_distinguish_people(tmp_path: Path, tracking: str, expected: list[tuple[str, str]]) -> None:
    site = tmp_path / "site"
    problems = build_problems(site, {**IDS, "lea": "partner_id: p3"}, f"tracking: {tracking}\n")
    shared = {(problem.name, problem.severity.value) for problem in problems if problem.name.startswith("shared")}
    assert shared == set(expected)


def test_links_with_only_a_sub_id_need_distinct_sub_ids(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "content/networks").mkdir(parents=True)
    own = 'title: Own\nkind: params\nutm: none\nset: {sid: "{sub}"}\nrequires: [sub]\n'
    (site / "content/networks/own.yaml").write_text(own, "utf-8")
    problems = build_problems(site, NOBODY, "tracking: {scheme: own, utm: false, settings: {sub: '{placement}'}}\n")
    assert {(problem.name, problem.severity.value) for problem in problems} == {("shared-sub-id", "error")}
    assert "and 1 more" in problems[0].message
