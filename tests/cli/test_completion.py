"""Completion as docs/cli.md sets it up, in the shells themselves."""

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
ASKED = [
    ("ambassador ch", {"check"}),
    ("ambassador import am", {"ambassadors"}),
    ("ambassador check --on", {"--only"}),
    ("ambassador explain unknown-prod", {"unknown-product"}),
    ("ambassador check --only stray-f", {"stray-file"}),
    ("ambassador build --format gith", {"github"}),
]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """With a program `ambassador` that is this checkout's."""
    program = tmp_path / "bin/ambassador"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n')
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BASH", "ZDOTDIR", "COMP"))}
    return {
        **kept,
        "PATH": path,
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "ZDOTDIR": str(tmp_path),
        "TERM": "xterm",
    }


def _shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"there is no {name} on this machine")
    return found


def test_the_document_has_a_line_for_each_shell() -> None:
    assert sorted(LINES) == ["bash", "fish", "zsh"]


@pytest.mark.parametrize(("typed", "offered"), ASKED)
def test_completion_works_in_bash(environment: dict[str, str], typed: str, offered: set[str]) -> None:
    words = typed.split()
    script = (
        f"{LINES['bash']}\nCOMP_WORDS=({' '.join(words)})\nCOMP_CWORD={len(words) - 1}\n"
        '_ambassador_completion ambassador\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    run = [_shell("bash"), "--norc", "-c", script]
    out = subprocess.run(run, env=environment, capture_output=True, text=True, check=True, timeout=240).stdout
    assert set(out.split()) == offered


@pytest.mark.parametrize(("typed", "offered"), ASKED)
def test_completion_works_in_fish(environment: dict[str, str], typed: str, offered: set[str]) -> None:
    line = LINES["fish"].replace("\\|", "|")
    run = [_shell("fish"), "--no-config", "-c", f'{line}\ncomplete --do-complete "{typed}"']
    out = subprocess.run(run, env=environment, capture_output=True, text=True, check=True, timeout=240).stdout
    assert {line.split("\t")[0] for line in out.splitlines()} == offered


@pytest.mark.parametrize(("typed", "offered"), ASKED)
def test_completion_works_in_zsh(environment: dict[str, str], typed: str, offered: set[str]) -> None:
    """Typed into a terminal, with the key that completes."""
    zsh, (word,) = _shell("zsh"), offered
    home = Path(environment["HOME"])
    (home / ".zshrc").write_text(f"autoload -U compinit && compinit -u\n{LINES['zsh']}\nPS1='ready> '\n")
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(zsh, [zsh, "-i"], environment)
    try:
        _until(terminal, "ready> ")
        os.write(terminal, f"{typed}\t".encode())
        whole = f"{typed[: typed.rindex(' ')]} {word}"
        assert whole in _until(terminal, whole[len(typed) :])
    finally:
        os.write(terminal, b"\x03\nexit\n")
        os.close(terminal)
        os.waitpid(pid, 0)


def _until(terminal: int, wanted: str) -> str:
    shown, end = "", time.monotonic() + 240
    while wanted not in shown:
        left = end - time.monotonic()
        assert left > 0, shown
        assert select.select([terminal], [], [], left)[0], shown
        shown += os.read(terminal, 4096).decode(errors="replace")
    time.sleep(0.2)
    return shown
