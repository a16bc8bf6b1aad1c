"""Programs that a test needs on the machine."""

from __future__ import annotations

import os
from typing import TypeVar

import pytest

Thing = TypeVar("Thing")


def need(thing: Thing | None, name: str) -> Thing:
    """Return the thing. If it is missing, CI fails and other machines skip the test."""
    if thing is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is missing, and CI must have it: python -m tools.gates.install")
        pytest.skip(f"{name} is missing: python -m tools.gates.install")
    return thing
