"""Tests that colours follow the terminal and NO_COLOR."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

AMBASSADOR = [sys.executable, "-m", "generator"]
ROOT = Path(__file__).parents[2]


def _run_in_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    terminal, child_terminal = pty.openpty()
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    plain |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | environment
    with subprocess.Popen(
        [*AMBASSADOR, *arguments],
        cwd=folder,
        env=plain,
        stdin=child_terminal,
        stdout=child_terminal,
        stderr=child_terminal,
    ) as process:
        os.close(child_terminal)
        output = b""
        with suppress(OSError):  # on Linux, a closed terminal raises this
            while more := os.read(terminal, 4096):
                output += more
        process.wait()
    os.close(terminal)
    return output.decode()


@pytest.mark.parametrize(
    ("environment", "has_colour"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_follow_terminal_and_environment(environment: dict[str, str], has_colour: bool, tmp_path: Path) -> None:
    text = _run_in_terminal(["check"], tmp_path, **environment)
    assert "error[missing-site]" in text
    assert ("\x1b[31m" in text) is has_colour
