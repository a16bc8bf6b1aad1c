"""Run the command line, and return its two streams apart."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from generator.cli import main
from tests.scenario import NO_LINES


def run_apart(arguments: list[str], folder: Path) -> tuple[int, str, str]:
    """Run `ambassador ...` in a folder; return its exit code, standard output and standard error."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in range(2))
    before = Path.cwd()
    os.chdir(folder)
    code: object = 0
    try:
        with (
            redirect_stdout(out),
            redirect_stderr(err),
            patch.object(sys, "argv", ["ambassador", *arguments]),
            NO_LINES,
        ):
            main()
    except SystemExit as stop:
        code = stop.code
    finally:
        os.chdir(before)
    out.seek(0)
    err.seek(0)
    return int(str(code or 0)), out.read(), err.read()
