"""What holds for all tests."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# A slow machine is no failure, and CI says the same thing twice.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--lighthouse` asserts the performance score, which only a quiet machine can measure; `--attacks` is a count."""
    parser.addoption("--lighthouse", action="store_true", help="assert Lighthouse's performance score, median of three")
    parser.addoption("--attacks", default="2300", help="how many attacks the browser test places in content")
