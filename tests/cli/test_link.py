"""Tests that `ambassador link` prints the links of the pages and the examples of each scheme."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.build.options import BuildOptions
from generator.build.preview import render_site
from generator.links.schemes.builtin import builtin_names, load_builtin
from generator.models.network import Example
from generator.models.written import read_day
from generator.problems import Report
from tests.cli.streams import run_apart
from tests.test_docs import BLOCK, DOCS

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"
EXAMPLES = [(name, number) for name in builtin_names() for number in range(len(load_builtin(name).examples))]


def test_link_prints_the_links_of_the_pages(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/golden/site", tmp_path, dirs_exist_ok=True)
    site = render_site(BuildOptions(tmp_path, read_day(DAY)), Report())
    assert site
    # One link of each kind, because each command reads the site again.
    kinds = {
        (plan.slug, plan.want.placement, plan.channel, bool(plan.want.product)): plan
        for plans in site.planned_links.values()
        for plan in plans
        if not plan.want.items
    }
    assert len(kinds) >= 9
    for plan in kinds.values():
        want = plan.want
        product = ["--product", want.product] if want.product else []
        # A product with its own address in a story needs both arguments.
        where = ["--ambassador", plan.slug, "--placement", want.placement, "--channel", plan.channel]
        code, out, err = run_apart(["link", want.destination, *product, *where, "--as-of", DAY], tmp_path)
        assert (code, out) == (0, plan.href + "\n"), (plan, err)


def _arguments(name: str, example: Example) -> list[str]:
    arguments = ["link", "--scheme", name, "--existing", example.existing]
    for key, value in example.values:
        arguments += ["--set", f"{key}={value}"]
    for key, value in example.utm:
        arguments += ["--utm", f"{key}={value}"]
    return [*arguments, "--", example.destination] if example.destination else arguments


def test_every_scheme_has_an_example() -> None:
    assert {name for name, _ in EXAMPLES} == set(builtin_names())


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_link_prints_every_example_of_every_scheme(name: str, number: int, tmp_path: Path) -> None:
    example = load_builtin(name).examples[number]
    code, out, err = run_apart(_arguments(name, example), tmp_path)
    assert (code, out) == (0, example.expect + "\n"), err


def test_the_link_alone_is_on_standard_output(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/scenarios/base", tmp_path, dirs_exist_ok=True)
    code, out, err = run_apart(["link", "https://lune.example/balm?fbclid=1", "--ambassador", "lea"], tmp_path)
    assert (code, out.count("\n"), out[:40]) == (0, 1, "https://lune.example/balm?fbclid=1&utm_s")
    assert err.startswith("warning[click-id-in-url]")
    code, out, err = run_apart(["link", "https://lune.example/balm", "--ambassador", "leo"], tmp_path)
    assert (code, out) == (1, "")
    assert "did you mean `lea`?" in err


@pytest.mark.parametrize(
    "destination",
    ["https://[", "https://\x00", "//x", "https://a b/", "https://é.example/\u202e", "data:text/html,x", "-", "\udc80"],
)
def test_odd_destinations_are_reported(destination: str, tmp_path: Path) -> None:
    arguments = ["link", "--scheme", "awin", "--set", "mid=1", "--set", "id=2", "--", destination]
    code, out, err = run_apart(arguments, tmp_path)
    assert (code, out) in ((1, ""), (0, out))
    assert "Traceback" not in err
    if code == 0:
        assert re.fullmatch(r"https://www\.awin1\.com/[!-~]+\n", out)
    else:
        assert err.startswith("error[")


def test_link_prints_the_examples_of_the_documentation(tmp_path: Path) -> None:
    for yaml, markdown, text in BLOCK.findall((DOCS / "content.md").read_text("utf-8")):
        (tmp_path / (yaml or markdown)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / (yaml or markdown)).write_text(text, "utf-8")
    examples = re.findall(r"^\$ ambassador (link .*)\n(.*)$", (DOCS / "cli.md").read_text("utf-8"), re.MULTILINE)
    assert len(examples) == 2
    (tmp_path / "elsewhere").mkdir()
    for (command, link), folder in zip(examples, (tmp_path, tmp_path / "elsewhere"), strict=True):
        assert run_apart([*command.split(), "--as-of", "2027-01-05"], folder) == (0, f"{link}\n", "")
