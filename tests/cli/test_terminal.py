"""Colours are for terminals that take them, and for people who want them."""

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


def _on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    ours, theirs = pty.openpty()
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    plain |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT)} | environment
    with subprocess.Popen(
        [*AMBASSADOR, *arguments], cwd=folder, env=plain, stdin=theirs, stdout=theirs, stderr=theirs
    ) as run:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # so a terminal ends on Linux
            while more := os.read(ours, 4096):
                shown += more
        run.wait()
    os.close(ours)
    return shown.decode()


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_follow_the_terminal(environment: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    text = _on_a_terminal(["check"], tmp_path, **environment)
    assert "error[missing-site]" in text
    assert ("\x1b[31m" in text) is coloured
