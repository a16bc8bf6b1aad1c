"""Tests that completion works in real shells, set up as docs/cli.md says."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = dict(
    re.findall(r"^\| (bash|zsh|fish)[^|]*\| [^|]*\| `(.*)` \|$", (ROOT / "docs/cli.md").read_text(), re.MULTILINE)
)
COMPLETIONS = [
    ("ambassador ch", {"check"}),
    ("ambassador import am", {"ambassadors"}),
    ("ambassador check --on", {"--only"}),
    ("ambassador explain unknown-prod", {"unknown-product"}),
    ("ambassador check --only stray-f", {"stray-file"}),
    ("ambassador build --format gith", {"github"}),
]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment whose program `ambassador` runs this checkout."""
    program = tmp_path / "bin/ambassador"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BASH", "ZDOTDIR", "COMP"))}
    return {
        **plain,
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "ZDOTDIR": str(tmp_path),
        "TERM": "xterm",
    }


def _shell(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"there is no {name} on this machine")
    return path


def test_the_document_has_a_line_for_each_shell() -> None:
    assert sorted(LINES) == ["bash", "fish", "zsh"]


@pytest.mark.parametrize(("line", "completions"), COMPLETIONS)
def test_completion_works_in_bash(environment: dict[str, str], line: str, completions: set[str]) -> None:
    words = line.split()
    script = (
        f"{LINES['bash']}\nCOMP_WORDS=({' '.join(words)})\nCOMP_CWORD={len(words) - 1}\n"
        '_ambassador_completion ambassador\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    command = [_shell("bash"), "--norc", "-c", script]
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=240).stdout
    assert set(out.split()) == completions


@pytest.mark.parametrize(("line", "completions"), COMPLETIONS)
def test_completion_works_in_fish(environment: dict[str, str], line: str, completions: set[str]) -> None:
    setup = LINES["fish"].replace("\\|", "|")
    command = [_shell("fish"), "--no-config", "-c", f'{setup}\ncomplete --do-complete "{line}"']
    out = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=240).stdout
    assert {row.split("\t")[0] for row in out.splitlines()} == completions


@pytest.mark.parametrize(("line", "completions"), COMPLETIONS)
def test_completion_works_in_zsh(environment: dict[str, str], line: str, completions: set[str]) -> None:
    """In a real terminal, with the Tab key."""
    zsh, (word,) = _shell("zsh"), completions
    home = Path(environment["HOME"])
    (home / ".zshrc").write_text(f"autoload -U compinit && compinit -u\n{LINES['zsh']}\nPS1='ready> '\n")
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(zsh, [zsh, "-i"], environment)
    try:
        _until(terminal, "ready> ")
        os.write(terminal, f"{line}\t".encode())
        whole = f"{line[: line.rindex(' ')]} {word}"
        assert whole in _until(terminal, whole[len(line) :])
    finally:
        os.write(terminal, b"\x03\nexit\n")
        os.close(terminal)
        os.waitpid(pid, 0)


def _until(terminal: int, text: str) -> str:
    output, end = "", time.monotonic() + 240
    while text not in output:
        remaining = end - time.monotonic()
        assert remaining > 0, output
        assert select.select([terminal], [], [], remaining)[0], output
        output += os.read(terminal, 4096).decode(errors="replace")
    time.sleep(0.2)
    return output
