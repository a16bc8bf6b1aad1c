"""Tests that docs/architecture.md describes the code, and that the code keeps its rules of structure."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.mirrors import COVERED_BY, has_mirror, import_graph, modules, reachable_modules

ROOT = Path(__file__).parent.parent
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
OPEN = {"models", "sections"}
"""Folders whose classes have the names of keys in content, which other classes may have as well."""


def test_the_documented_layers_are_the_enforced_ones() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layer_contracts = [contract for contract in contracts if contract["type"] == "layers"]
    assert len(layer_contracts) == 3
    for contract in layer_contracts:
        [container] = contract["containers"]
        layers = " > ".join(re.sub("[()]", "", layer).replace(" | ", ", ") for layer in contract["layers"])
        assert f"- `{container}`: {layers}." in ARCHITECTURE


def test_every_folder_is_described() -> None:
    folders = {path.parent.name for path in (ROOT / "generator").glob("*/__init__.py")}
    assert [name for name in sorted(folders) if f"| `{name}/` |" not in ARCHITECTURE] == []


def test_each_class_has_a_name_of_its_own() -> None:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "generator").rglob("*.py")):
        name = path.relative_to(ROOT / "generator")
        if name.parts[0] not in OPEN:
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    homes[node.name].append(name.as_posix())
    assert len(homes) > 200
    assert {name: files for name, files in homes.items() if len(files) > 1} == {}


def test_the_table_of_changes_has_enough_rows() -> None:
    table = ARCHITECTURE.partition("## Where do I change")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| .* \| \[`", table, re.MULTILINE)) >= 20


def _late_imports(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the first import of each block of imports inside a function."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for node in (inner for function in functions for inner in ast.walk(function)):
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            was_import = False
            for statement in body if isinstance(body, list) else []:
                is_import = isinstance(statement, ast.Import | ast.ImportFrom)
                if is_import and not was_import:
                    yield statement
                was_import = is_import


def _unexplained_imports(source: str) -> list[int]:
    lines = source.splitlines()
    return [
        node.lineno
        for node in _late_imports(ast.parse(source))
        if not any(re.search("# lazy: .{9,}", line) for line in lines[max(0, node.lineno - 2) : node.lineno])
    ]


def test_an_import_inside_a_function_names_its_reason() -> None:
    lines_of_files = {
        path.relative_to(ROOT).as_posix(): lines
        for path in sorted((ROOT / "generator").rglob("*.py"))
        if (lines := _unexplained_imports(path.read_text("utf-8")))
    }
    assert lines_of_files == {}


def test_an_unexplained_import_is_found() -> None:
    assert _unexplained_imports("def f():\n    if x:\n        import a\n        import b\n") == [3]
    assert _unexplained_imports("def f():\n    import a  # lazy: it is large\n    import b\n") == []
    assert _unexplained_imports("def f():\n    # lazy: it is large\n    import a\n") == []
    assert _unexplained_imports("import a\n") == []


def test_no_package_exports_by_a_function() -> None:
    """A reader finds each name where it is defined: no module has a `__getattr__`."""
    modules_with_getattr = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "generator").rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "__getattr__"
    ]
    assert modules_with_getattr == []


def test_each_module_has_a_test_at_the_same_place_or_an_entry() -> None:
    """See tests/mirrors.py: a new module gets a test file of its name, or its line in COVERED_BY."""
    without_mirror = {module for module in modules() if not has_mirror(module)}
    assert without_mirror - COVERED_BY.keys() == set()
    assert COVERED_BY.keys() - without_mirror == set(), "these modules are deleted, or have a test of their own"


def test_each_entry_names_a_test_that_reaches_the_module() -> None:
    graph = import_graph()
    names = {file: "tests." + file.removesuffix(".py").replace("/", ".") for file in set(COVERED_BY.values())}
    assert [file for file, name in names.items() if name not in graph] == []
    reach = {file: reachable_modules(graph, name) for file, name in names.items()}
    assert [
        (module, file)
        for module, file in COVERED_BY.items()
        if "generator." + module.removesuffix(".py").replace("/", ".") not in reach[file]
    ] == []
    assert "generator.kit.page" not in reachable_modules(graph, "tests.links.urls.test_url"), (
        "a test reaches everything"
    )


def test_pytest_skips_no_folder_of_tests(pytestconfig: pytest.Config) -> None:
    """By default it skips folders named `build`, for one."""
    tests = ROOT / "tests"
    folders = {part for path in tests.rglob("test_*.py") for part in path.relative_to(tests).parts[:-1]}
    patterns = pytestconfig.getini("norecursedirs")
    assert [name for name in sorted(folders) if any(fnmatch(name, pattern) for pattern in patterns)] == []
    assert "build" in folders
