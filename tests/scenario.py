"""Scenarios: text files with a site's files, a command, and the output of the terminal.

    # What it proves, in a line or two.
    $ ambassador check --as-of 2026-11-22
    -- content/products.yaml --
    ...
    -- output --
    ...
    -- exit 1 --

The files are added to the tiny site of tests/scenarios/base/; `base: none` before the command starts without it. Words
after a file's name say what it is: `(more)` is appended to the base's file, `(gone)` deletes it, `(folder)` is a
folder, `(unreadable)` has no permissions, `(link to PATH)` is a symbolic link, and `(escaped)` has `\\xff` for a byte,
`\\n`, `\\r`, `\\t`, `\\\\`, and `\\*5000{9}` for repetition; its own line ends are not part of it. Names may be escaped
too.
`-- pages --`, after a build, lists the pages in output/. UPDATE_SCENARIOS=1 writes the new output into the file.
"""

from __future__ import annotations

import io
import math
import os
import re
import shlex
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from generator.cli import main

NO_LINES = patch("generator.cli.progress._SECONDS", math.inf)
"""A build writes a line to a log now and then. It is slow enough for one where the machine stands still."""
FOLDER = Path(__file__).parent / "scenarios"
_MARK = re.compile(r"^-- (\S.*?)(?: \(([a-z]+(?: to [^)]+)?)\))? --\n", re.MULTILINE)
_ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|\*([0-9]+)\{([^}]*)\}|([nrt\\]))")


@dataclass(frozen=True)
class File:
    name: str
    how: str
    text: str


@dataclass(frozen=True)
class Scenario:
    head: str
    files: tuple[File, ...]
    output: str
    exit: int
    pages: str | None

    @property
    def command(self) -> list[str]:
        line = next(line for line in self.head.splitlines() if line.startswith("$ "))
        return shlex.split(line[2:])

    @property
    def has_base(self) -> bool:
        return "\nbase: none\n" not in self.head

    def text(self) -> str:
        """The scenario as the text of its file."""
        files = "".join(f"-- {file.name}{f' ({file.how})' if file.how else ''} --\n{file.text}" for file in self.files)
        pages = "" if self.pages is None else f"-- pages --\n{self.pages}"
        return f"{self.head}{files}-- output --\n{self.output}-- exit {self.exit} --\n{pages}"


def read_scenario(text: str) -> Scenario:
    head, *rest = _MARK.split(text)
    files, output, code, pages = [], "", 0, None
    for name, how, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if name == "output":
            output = body
        elif name == "pages":
            pages = body
        elif name.startswith("exit "):
            code = int(name.removeprefix("exit "))
        else:
            files.append(File(name, how or "", body))
    return Scenario(head, tuple(files), output, code, pages)


def lay_out(scenario: Scenario, site: Path) -> None:
    """Write the scenario's files into an empty folder."""
    if scenario.has_base:
        shutil.copytree(FOLDER / "base", site, dirs_exist_ok=True)
    for file in scenario.files:
        path = site / os.fsdecode(unescape(file.name))
        if file.how == "gone":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.how == "folder":
            path.unlink(missing_ok=True)
            path.mkdir()
        elif file.how.startswith("link to "):
            path.unlink(missing_ok=True)
            path.symlink_to(file.how.removeprefix("link to "))
        elif file.how == "more":
            path.write_bytes(path.read_bytes() + file.text.encode())
        else:
            path.write_bytes(unescape(file.text) if file.how == "escaped" else file.text.encode())
        if file.how == "unreadable":
            path.chmod(0)


def unescape(text: str) -> bytes:
    def real(match: re.Match[bytes]) -> bytes:
        byte, times, unit, letter = match.groups()
        if byte:
            return bytes.fromhex(byte.decode())
        if times:
            return unit * int(times)
        return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\\": b"\\"}[letter]

    return _ESCAPE.sub(real, text.replace("\n", "").encode())


def run_cli(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Run `ambassador ...` in a folder, and return its exit code and the output of a terminal."""
    terminal = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
    before = Path.cwd()
    os.chdir(folder)
    code: object = 0
    try:
        with (
            redirect_stdout(terminal),
            redirect_stderr(terminal),
            patch.object(sys, "argv", ["ambassador", *arguments]),
            NO_LINES,
        ):
            main()
    except SystemExit as stop:
        code = stop.code
    finally:
        os.chdir(before)
    terminal.seek(0)
    return int(str(code or 0)), terminal.read().replace(str(folder.absolute()), "/the/site")


def run_scenario(scenario: Scenario, site: Path) -> Scenario:
    """Run the scenario, and return it with its new output, exit code and pages."""
    code, output = run_cli(scenario.command[1:], site)
    pages = None if scenario.pages is None else "".join(
        f"{path.relative_to(site / 'output').as_posix()}\n" for path in sorted((site / "output").rglob("*.html"))
    )  # fmt: skip
    return replace(scenario, output=output, exit=code, pages=pages)
