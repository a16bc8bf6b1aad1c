"""Tests that `checks:` of site.yaml switches each check that may be switched, and no other."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from generator.checks import PAGE_CHECKS, TEXT_CHECKS
from generator.links.lint.report import _ERRORS
from generator.lints import (
    CONTENT_LINTS,
    PERSON_LINTS,
    SITE_LINTS,
    known_lints,
)
from generator.lints.levels import BUILD_WARNINGS
from tests.lints.small_site import (
    BASE,
    LEA,
    STORY,
    find_problems,
    problems_called,
)
from tests.scenario import run_cli

DOCS = Path(__file__).parents[2] / "docs"


def _files_with_checks(checks: str) -> dict[str, str | bytes]:
    return {"content/site.yaml": f"{BASE}checks: {checks}\n", STORY: "Short."}


@pytest.mark.parametrize("level", ["off", "OFF", "false", '"off"', "'false'"])
def test_off_may_be_written_in_every_way_of_yaml(tmp_path: Path, level: str) -> None:
    problems = find_problems(tmp_path, _files_with_checks(f"{{short-story: {level}}}"))
    assert problems_called("short-story", problems) == []
    assert problems_called("no-product-in-story", problems) != []


@pytest.mark.parametrize("level", ["warning", "error"])
def test_a_level_is_the_severity(tmp_path: Path, level: str) -> None:
    [problem] = problems_called("short-story", find_problems(tmp_path, _files_with_checks(f"{{short-story: {level}}}")))
    assert problem.severity == level


@pytest.mark.parametrize("level", ["on", "true", "warn", "fatal", "[off]", "{off: off}"])
def test_an_unknown_level_is_a_mistake_at_its_line(tmp_path: Path, level: str) -> None:
    problems = find_problems(tmp_path, _files_with_checks(f"{{short-story: {level}}}"))
    assert [problem.place.keys for problem in problems if problem.severity == "error"] == [("checks", "short-story")]


@pytest.mark.parametrize(
    ("name", "problem", "hint"),
    [
        ("shortstory", "unknown-check", "did you mean `short-story`?"),
        ("xyz", "unknown-check", "`ambassador explain` lists all names"),
        ("unlabelled-link", "check-always-on", "delete the line"),
        ("unknown-product", "check-always-on", "ambassador explain unknown-product"),
    ],
)
def test_a_switch_of_anything_else_is_an_error_in_every_run(tmp_path: Path, name: str, problem: str, hint: str) -> None:
    errors = [
        error for error in find_problems(tmp_path, _files_with_checks(f"{{{name}: off}}")) if error.severity == "error"
    ]
    assert [(error.name, error.place.keys, error.place.on) for error in errors] == [(problem, ("checks", name), "key")]
    assert hint in errors[0].help
    assert run_cli(["build"], tmp_path)[0] == 1


def test_no_check_of_finished_pages_has_a_switch() -> None:
    page_checks = {check.name for check in PAGE_CHECKS}
    assert len(page_checks) > 10
    assert page_checks.isdisjoint(lint.name for lint in known_lints())


ROW = re.compile(r"^\| \[([a-z-]+)\]\(problems/([a-z-]+)\.md\) \| .+ \| (.+) \| (.+) \|$", re.MULTILINE)


def test_every_check_is_in_the_table_with_its_run_and_level() -> None:
    always_on = {check.name for check in (*PAGE_CHECKS, *TEXT_CHECKS)}
    in_builds = BUILD_WARNINGS | {lint.name for lint in CONTENT_LINTS}
    only_check = {lint.name for lint in (*PERSON_LINTS, *SITE_LINTS)}
    switchable = "a warning, unless you switch it"
    assert ROW.findall((DOCS / "checks.md").read_text("utf-8")) == [
        *((name, name, "every build", "always an error") for name in sorted(always_on)),
        *((name, name, "every build", switchable) for name in sorted(in_builds)),
        *((name, name, "`check` only", switchable) for name in sorted(only_check)),
    ]


def test_every_warning_of_a_build_can_be_switched() -> None:
    """Collect the warnings from the syntax tree. A warning that only single commands report needs no switch."""
    elsewhere = (
        *("importing", "exporting", "cms", "cli", "tables", "columns", "authoring", "link_sheet"),
        *("report", "commissions", "roster", "kit"),
    )
    names = set()
    for path in sorted((DOCS.parent / "generator").rglob("*.py")):
        if path.relative_to(DOCS.parent / "generator").parts[0] in elsewhere:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            function = node.func if isinstance(node, ast.Call) else None
            if isinstance(function, ast.Attribute) and function.attr == "warning" and isinstance(node, ast.Call):
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    names.add(str(name.value))
            elif isinstance(function, ast.Name) and function.id == "LinkLint" and isinstance(node, ast.Call):
                names.update(str(arg.value) for arg in node.args[:1] if isinstance(arg, ast.Constant))
    for_one_link = {"untagged-link", "empty-link"}  # both are errors of other links
    assert names - _ERRORS - for_one_link - BUILD_WARNINGS == set()
    assert "shared-domain" in names


@pytest.mark.parametrize(
    ("name", "files"),
    [
        (
            "shared-domain",
            {"content/site.yaml": f"{BASE}".replace("https://friends.example", "https://x.lune.example")},
        ),
        ("stray-file", {"content/stray.yaml": "a: b\n"}),
        ("no-catalogue", {LEA: "name: Léa\nlocale: fi\nfavorites: [cloud-balm]\n"}),
        ("html-left-out", {STORY: "A <iframe src='https://x.example'></iframe> story.\n"}),
        ("utm-medium", {"content/site.yaml": f"{BASE}tracking: {{utm: {{source: a, medium: social}}}}\n"}),
    ],
)
def test_a_warning_of_a_build_has_three_levels(tmp_path: Path, name: str, files: dict[str, str]) -> None:
    site = files.pop("content/site.yaml", BASE)
    for level, code in (("", 0), ("warning", 0), ("off", 0), ("error", 1)):
        folder = tmp_path / (level or "none")
        checks = f"checks: {{{name}: {level}}}\n" if level else ""
        problems = problems_called(name, find_problems(folder, {**files, "content/site.yaml": f"{site}{checks}"}))
        assert {problem.severity for problem in problems} == (set() if level == "off" else {level or "warning"})
        exit_code, output = run_cli(["build", "--format", "concise"], folder)
        assert (exit_code, f"[{name}]" in output) == (code, level != "off"), output
        next_exit_code, output = run_cli(
            ["build", "--format", "concise"], folder
        )  # the problems of the build state are the same
        assert (next_exit_code, f"[{name}]" in output) == (code, level != "off"), output


def test_a_mistake_cannot_be_switched_off(tmp_path: Path) -> None:
    errors = [
        problem.name
        for problem in find_problems(tmp_path, _files_with_checks("{unknown-product: off}"))
        if problem.severity == "error"
    ]
    assert errors == ["check-always-on"]


def test_each_lint_can_be_switched_off(tmp_path: Path) -> None:
    files = {
        STORY: "Hello lea@mail.example.",
        LEA: "name: Léa\nniches: [a]\nsince: 2026-11-01\nrelationship: paid\ncode: LEA15\ncampaigns: [one]\n"
        "favorites: [cloud-balm]\nsections: [favorites, story, offer]\n",
        "content/campaigns/one.yaml": "name: One\nuntil: 2026-01-01\noffer: {title: T}\n",
        "content/campaigns/two.yaml": "name: Two\nbrief: {messages: [a, b, c, d]}\n",
        "content/products.yaml": 'cloud-balm: {name: C, url: https://lune.example/c, price: "1", tags: [b]}\n'
        "boy-brow: {name: B, url: https://lune.example/b}\n",
        "content/images/old.jpg": "x",
        "content/ambassadors/mia.md": "---\nname: Mia\n---\nOne line.\n",
        "content/ambassadors/noa.md": f"---\nname: Noa\nfavorites: [{', '.join(f'p{n}' for n in range(10))}]\n"
        f"titles: {{favorites: {'Long ' * 20}, video: Unused}}\nsections: [story, favorites, routine, lists]\n"
        "routine: {title: R, steps: [{text: T, product: p0}]}\n"
        "lists: [{title: L, products: [p0]}]\n---\n[One](product:p0)\n",
    }
    files["content/products.yaml"] += "".join(
        f"p{n}: {{name: P{n}, url: https://lune.example/p{n}}}\n" for n in range(10)
    )
    look = 'theme_options: {accent: "#ff7a9c"}\ntracking: {cart: shopify-cart}\n'
    names = {problem.name for problem in find_problems(tmp_path, {**files, "content/site.yaml": f"{BASE}{look}"})}
    # Pictures, long texts and heavy pages have their own tests.
    assert names == {lint.name for lint in known_lints()} - {
        "small-portrait",
        "spot-not-shown",
        "alt-says-nothing",
        "heavy-page",
        "long-story",
    }
    off = ", ".join(f"{name}: off" for name in sorted(names))
    assert find_problems(tmp_path, {**files, "content/site.yaml": f"{BASE}{look}checks: {{{off}}}\n"}) == []


def test_check_reports_in_each_format_with_the_right_exit_code(tmp_path: Path) -> None:
    find_problems(tmp_path, _files_with_checks("{no-product-in-story: off, stale-price: off, unused-product: off}"))
    arguments = ["check", "--as-of", "2026-11-22", "--format"]
    code, out = run_cli([*arguments, "json"], tmp_path)
    [problem] = json.loads(out)
    assert (code, problem["name"], problem["severity"], problem["file"], problem["line"]) == (
        0,
        "short-story",
        "warning",
        STORY,
        1,
    )
    code, out = run_cli([*arguments, "github"], tmp_path)
    assert (code, out.split("::")[1]) == (0, f"warning file={STORY},line=1,col=1,title=short-story")
    code, out = run_cli([*arguments, "github", "--strict"], tmp_path)
    assert (code, out.split("::")[1]) == (1, f"error file={STORY},line=1,col=1,title=short-story")
    find_problems(
        tmp_path,
        _files_with_checks("{no-product-in-story: off, stale-price: off, unused-product: off, short-story: error}"),
    )
    assert run_cli([*arguments, "json"], tmp_path)[0] == 1
    assert run_cli(["build", "--as-of", "2026-11-22"], tmp_path)[0] == 0, "a build runs no check that only `check` runs"
