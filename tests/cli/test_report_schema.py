"""`ambassador schema report` describes what `--format json` tells: every scenario's problems are right by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from msgspec.structs import fields

from generator.authoring.report_schema import make_report_schema
from generator.problems import Problem
from tests.cli.streams import run_apart
from tests.scenario import FOLDER, lay_out, read_scenario, run_cli

SCHEMA = make_report_schema()
# One of each kind of place: a line, a whole file, related places, a syntax error, odd file names, nothing at all.
KINDS = (
    "references/many-files-at-once", "files/no-site", "references/duplicate-slug", "yaml/unclosed-bracket",
    "files/utf-16", "formats/json-of-odd-names", "formats/json-fine", "links/utm-medium", "life/leaked-code",
)  # fmt: skip


def _wrong(data: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(data)]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", KINDS)
def test_what_is_reported_is_as_described(name: str, command: str, tmp_path: Path) -> None:
    scenario = read_scenario((FOLDER / f"{name}.txt").read_text("utf-8"))
    lay_out(scenario, tmp_path)
    code, output = run_cli([command, "--as-of", "2026-11-22", "--format", "json"], tmp_path)
    told = json.loads(output)
    assert _wrong(told) == []
    assert code == any(problem["severity"] == "error" for problem in told)
    assert bool(told) == (name != "formats/json-fine")


def test_it_is_a_schema_that_can_say_no() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    right = {
        "name": "unknown-product", "severity": "error", "message": "m", "help": "", "file": "content/site.yaml",
        "line": None, "column": None, "length": None, "related": [{"message": "m", "file": "f", "line": 3}],
    }  # fmt: skip
    assert _wrong([right]) == []
    for change in ({"severity": "fatal"}, {"line": 0}, {"name": "Unknown product"}, {"place": "x"}, {"related": [{}]}):
        assert _wrong([{**right, **change}]), change
    assert all(_wrong([{key: value for key, value in right.items() if key != gone}]) for gone in right)
    assert _wrong({})
    assert _wrong("")
    shown = set(SCHEMA["$defs"]["ReportedProblem"]["properties"])
    assert {field.name for field in fields(Problem)} - {"place"} <= shown


def test_the_command_prints_it(tmp_path: Path) -> None:
    code, out, err = run_apart(["schema", "report"], tmp_path)
    assert (code, json.loads(out), err) == (0, SCHEMA, "")
