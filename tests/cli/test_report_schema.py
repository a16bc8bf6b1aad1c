"""Tests that the schema of `ambassador schema report` describes the problems of `--format json`."""

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
# One of each kind of place: a line, a whole file, related places, a syntax error, odd file names, no problem.
KINDS = (
    "references/many-files-at-once", "files/no-site", "references/duplicate-slug", "yaml/unclosed-bracket",
    "files/utf-16", "formats/json-of-odd-names", "formats/json-fine", "links/utm-medium", "life/leaked-code",
)  # fmt: skip


def _errors_of(data: Any) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(SCHEMA).iter_errors(data)]


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", KINDS)
def test_reported_problems_match_the_schema(name: str, command: str, tmp_path: Path) -> None:
    scenario = read_scenario((FOLDER / f"{name}.txt").read_text("utf-8"))
    lay_out(scenario, tmp_path)
    code, output = run_cli([command, "--as-of", "2026-11-22", "--format", "json"], tmp_path)
    problems = json.loads(output)
    assert _errors_of(problems) == []
    assert code == any(problem["severity"] == "error" for problem in problems)
    assert bool(problems) == (name != "formats/json-fine")


def test_the_schema_refuses_invalid_problems() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    valid = {
        "name": "unknown-product", "severity": "error", "message": "m", "help": "", "file": "content/site.yaml",
        "line": None, "column": None, "length": None, "related": [{"message": "m", "file": "f", "line": 3}],
    }  # fmt: skip
    assert _errors_of([valid]) == []
    for change in ({"severity": "fatal"}, {"line": 0}, {"name": "Unknown product"}, {"place": "x"}, {"related": [{}]}):
        assert _errors_of([{**valid, **change}]), change
    assert all(
        _errors_of([{key: value for key, value in valid.items() if key != key_without}]) for key_without in valid
    )
    assert _errors_of({})
    assert _errors_of("")
    properties = set(SCHEMA["$defs"]["ReportedProblem"]["properties"])
    assert {field.name for field in fields(Problem)} - {"place"} <= properties


def test_the_command_prints_the_schema(tmp_path: Path) -> None:
    code, out, err = run_apart(["schema", "report"], tmp_path)
    assert (code, json.loads(out), err) == (0, SCHEMA, "")
