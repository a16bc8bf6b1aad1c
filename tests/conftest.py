"""What holds for all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.drawn_once import icons_drawn_once
from tests.draws import WHOLE, drawn_cases, seed

# A slow machine is no failure, and CI says the same thing twice.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", PATIENT)
settings.register_profile("ci", PATIENT, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")


# What a shell may say to the tool, to the libraries beneath it and to Git. Tests that mean it say it themselves.
for name in (
    "AMBASSADOR_CACHE", "COLUMNS", "EDITOR_URL", "FORCE_COLOR", "GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "LINES",
    "NO_COLOR", "PYDANTIC_DISABLE_PLUGINS", "SOURCE_DATE_EPOCH",
):  # fmt: skip
    os.environ.pop(name, None)
os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
os.umask(0o022)

# A container often forbids compiled modules to be kept. Each of the hundreds of commands that tests start would then
# compile the whole package again, which is more work than what most of them do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.fixture(scope="session", autouse=True)
def _icons() -> Iterator[None]:
    with icons_drawn_once():
        yield


# One process runs a whole file (`--dist loadfile`). The folders with the longest files come first, so that none of
# those is begun when the other process has nothing left to do.
LONGEST = ("browser", "build", "hostile", "authoring", "cms", "cli", "images")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tests = config.rootpath / "tests"
    drawn = drawn_cases(items)
    if len(drawn) < len(items):
        kept = set(drawn)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = drawn

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
