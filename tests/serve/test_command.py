"""Tests of `ambassador serve` in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from generator.build.options import BuildOptions
from generator.serve import run as run_module
from generator.serve.preview import Preview
from generator.serve.run import follow
from generator.serve.watch import Burst
from tests.cli.streams import run_apart
from tests.ports import free_port
from tests.serve.live import DAY, PROFILE, STORY, save, tiny_site
from tests.signals import usual_signals


@contextmanager
def serving(site: Path, *options: str, **env: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start `ambassador serve` in a process of its own, and give its port."""
    port = free_port()
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port), "--as-of", "2026-11-22", *options]
    with usual_signals():
        run = subprocess.Popen(
            [*command, "--site", str(site)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "error", **env},
            start_new_session=True,
        )  # fmt: skip
    try:
        yield run, port
    finally:
        run.kill()
        run.communicate()


def test_serve_runs_until_ctrl_c_and_publishes_nothing(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    with serving(site, EDITOR_URL="vscode://file/{file}:{line}") as (run, port):
        assert run.stdout is not None
        assert run.stdout.readline().startswith(f"The site: http://127.0.0.1:{port}/ ")
        assert re.search(r"\d+ pages, no problems", run.stdout.readline())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/lea/", timeout=240) as answer:
            assert b"/__preview/client.js" in answer.read()
        save(site / STORY, "Another.\n")
        assert re.search(r"  1 page changed, no problems \(", run.stdout.readline())
        save(site / PROFILE, "nmae: Léa\n")
        assert "  nothing new to show, 1 error in 1 file (" in run.stdout.readline()
        line = run.stdout.readline()
        assert re.match(rf"  {PROFILE}:1:1: error\[[a-z-]+\] .*`nmae`.*name", line)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of its processes
        out, err = run.communicate(timeout=240)
    # A Ctrl-C during the write may repeat the line: its bytes are out, but still in the buffer.
    assert (run.returncode, out.removeprefix(line), err) == (0, "Stopped. Nothing was published.\n", "")
    assert not (site / "output").exists()


def test_ctrl_c_while_pictures_are_encoded_ends_quietly(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    for number in range(6):
        Image.effect_noise((2400, 1600), 90).save(site / f"content/{number}.jpg")
        (site / f"content/ambassadors/p{number}.md").write_text(
            f"---\nname: P{number}\nportrait: {{src: ../{number}.jpg, alt: Noise}}\n---\nHello.\n"
        )
    # The interrupt may come between opening a file and its `with`: Python then closes the file and warns.
    with serving(site, PYTHONWARNINGS="error,ignore::ResourceWarning") as (run, port):
        assert run.stdout is not None
        assert str(port) in run.stdout.readline()
        while not (site / ".ambassador").exists():
            time.sleep(0.01)
        os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all of its processes
        out, err = run.communicate(timeout=240)
    out = re.sub(r"^.* pages, no problems .*\n", "", out)  # this process stood still while the other made its pages
    assert (run.returncode, out, err) == (0, "Stopped. Nothing was published.\n", "")


@pytest.mark.parametrize("pattern", ["code", "vscode://file/", "javascript://{file}"])
def test_an_editor_that_cannot_be_used_is_reported(tmp_path: Path, pattern: str) -> None:
    with serving(tiny_site(tmp_path), EDITOR_URL=pattern) as (run, _):
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.readline().startswith("The site: ")
        warning = run.stderr.readline()
    assert warning.startswith(f"EDITOR_URL is not used: `{pattern}` is not an address with {{file}} in it")


def test_a_drive_without_notifications_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "is_far", lambda folder: True)
    messages: list[str] = []
    preview = Preview(BuildOptions(tiny_site(tmp_path), DAY))
    follow(preview, Burst(), False, lambda state, seconds: preview.close(), lambda: messages.append("polls"))
    assert messages == ["polls"]


def test_a_port_in_use_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tiny_site(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        code, out, err = run_apart(["serve", "--port", str(port)], site)
    assert (code, out) == (2, "")
    assert f"port {port} is in use" in err
