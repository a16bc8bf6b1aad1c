"""The built example, a server for it, and a browser, each once for all tests in a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.example import Example, build_example
from tests.browser.server import serve
from tests.needs import need
from tools.gates.browser import FLAGS, find_browser
from tools.gates.java import find_java
from tools.gates.node import AXE, NU

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright once: a process cannot have a second one."""
    with sync_playwright() as running_playwright:
        yield running_playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = need(find_browser(), "Chromium")
    chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Example]:
    """Build the example brand with the command line, and serve it."""
    folder = build_example(tmp_path_factory.mktemp("example") / "site")
    with serve(folder) as url:
        yield Example(folder, url)


@pytest.fixture(scope="session")
def axe() -> Path:
    return need(AXE if AXE.exists() else None, "axe-core")


@pytest.fixture(scope="session")
def nu() -> tuple[Path, Path]:
    java = need(find_java(), "Java")
    return java, need(NU if NU.exists() else None, "the Nu HTML checker")


def pytest_report_header() -> str:
    try:
        version = subprocess.run([str(find_browser()), "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        version = "none"
    return f"browser: {version.strip()} (Python {sys.version.split()[0]})"
