"""`ambassador serve` as a person runs it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.cli.streams import run_apart
from tests.serve.live import tiny_site


def test_it_serves_until_ctrl_c_and_writes_nothing(tmp_path: Path) -> None:
    site = tiny_site(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "generator", "serve", "--port", str(port), "--as-of", "2026-11-22"]
    run = subprocess.Popen(
        [*command, "--site", str(site)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONWARNINGS": "error"},
    )  # fmt: skip
    assert run.stdout is not None
    try:
        assert run.stdout.readline().startswith(f"The site: http://127.0.0.1:{port}/ ")
        assert re.search(r"\d+ pages, no problems", run.stdout.readline())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/lea/", timeout=10) as answer:
            assert b"/__preview/client.js" in answer.read()
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=20)
    finally:
        run.kill()
    assert (run.returncode, out, err) == (0, "Stopped. Nothing was published.\n", "")
    assert not (site / "output").exists()


def test_a_port_in_use_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tiny_site(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run_apart(["serve", "--port", str(port)], site)
    assert (code, out) == (2, "")
    assert f"port {port} is in use" in err
