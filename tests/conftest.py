"""Settings, fixtures and options of all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.drawn_once import icons_drawn_once
from tests.draws import WHOLE, drawn_cases, seed

# A slow machine is no failure, and CI draws the same examples each time.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")


# Variables of a shell that change the tool, its libraries or Git. Tests that need one set it themselves.
for name in (
    "AMBASSADOR_CACHE", "COLUMNS", "EDITOR_URL", "FORCE_COLOR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "LINES",
    "NO_COLOR", "PYDANTIC_DISABLE_PLUGINS", "SOURCE_DATE_EPOCH",
):  # fmt: skip
    os.environ.pop(name, None)
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
os.umask(0o022)

# Containers often forbid Python to write bytecode. Each of the hundreds of commands that tests start would then compile
# the whole package again, which is more work than most of the commands.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session", autouse=True)
def _icons() -> Iterator[None]:
    with icons_drawn_once():
        yield


# One process runs a whole file (`--dist loadfile`). The folders with the longest files come first, so that no process
# starts a long file when the other one has no more work.
LONGEST = ("browser", "build", "hostile", "authoring", "cms", "cli", "images")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tests = config.rootpath / "tests"
    drawn_items = drawn_cases(items)
    if len(drawn_items) < len(items):
        drawn_set = set(drawn_items)
        config.hook.pytest_deselected(items=[item for item in items if item not in drawn_set])
        items[:] = drawn_items

    def rank(item: pytest.Item) -> int:
        parts = item.path.relative_to(tests).parts if item.path.is_relative_to(tests) else ("",)
        return LONGEST.index(parts[0]) if parts[0] in LONGEST else len(LONGEST)

    items.sort(key=rank)


def pytest_report_header() -> str:
    return "all cases of all tests" if WHOLE else f"DRAW_SEED={seed()} draws some cases of long tests; WHOLE=1 runs all"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--lighthouse` asserts the performance score, which only a quiet machine can measure; `--attacks` is a count."""
    parser.addoption("--lighthouse", action="store_true", help="assert Lighthouse's performance score, median of three")
    parser.addoption("--attacks", default="2300", help="how many attacks the browser test places in content")
