"""Tests that Ctrl-C at any moment of the start ends with a short message and 130, without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.signals import usual_signals

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the test sends SIGINT as POSIX does")

# The process sends itself the signal before it imports its n-th module, or (0) never, and then prints their number.
PROBE = """
import os, signal, sys
remaining, count = {moment}, 0
def watch(event, _):
    global remaining, count
    if event == "import":
        count += 1
        remaining -= 1
        if remaining == 0:
            os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["ambassador", *{arguments!r}]
from generator.__main__ import main
sys.addaudithook(watch)
try:
    main()
finally:
    if {moment} == 0:
        print(count)
"""


def run(arguments: list[str], moment: int, site: Path) -> subprocess.CompletedProcess[str]:
    code = PROBE.format(moment=moment, arguments=arguments)
    with usual_signals():
        return subprocess.run([sys.executable, "-c", code], cwd=site, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize(
    ("arguments", "tries"), [(["--version"], 10), (["build", "--jobs", "1", "--clean"], 8)], ids=["version", "build"]
)
def test_ctrl_c_during_imports_ends_with_a_message(arguments: list[str], tries: int, tmp_path: Path) -> None:
    (tmp_path / "content/ambassadors").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("brand: B\nurl: https://b.example\nshop: https://s.example\n", "utf-8")
    (tmp_path / "content/ambassadors/lea.md").write_text("---\nname: Lea\n---\nA story.\n", "utf-8")
    run(arguments, 0, tmp_path)  # the first run after an installation also compiles the themes' templates
    whole = run(arguments, 0, tmp_path)
    assert whole.returncode == 0, whole.stderr
    count = int(whole.stdout.split()[-1])
    assert count > tries, "the audit hook counted too few imports"
    for number in range(tries):
        moment = 1 + number * (count - 1) // tries
        process = run(arguments, moment, tmp_path)
        assert process.returncode == 130, (moment, process.stderr)
        message = process.stderr.lstrip("\n")  # click ends the line in which the terminal shows ^C
        assert message in ("Stopped.\n", "Stopped. The old site did not change.\n"), (moment, message)


def test_an_ignored_signal_stays_ignored(tmp_path: Path) -> None:
    """As `nohup` and a shell's `&` set it."""
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + PROBE.format(
        moment=9, arguments=["--version"]
    )
    process = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert (process.returncode, process.stderr) == (0, "")


def test_usual_signals_resets_ignored_signals_for_children() -> None:
    """`nohup make test &` ignores some signals, and children inherit that. Tests that send signals use this helper."""
    code = """
import signal, subprocess, sys
from tests.signals import usual_signals
names = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
for name in names:
    signal.signal(name, signal.SIG_IGN)
for name in names:
    with usual_signals():
        child = subprocess.Popen([sys.executable, "-Ic", "print(flush=True); import time; time.sleep(600)"], stdout=-1)
    child.stdout.readline()
    child.send_signal(name)
    print(name.name, child.wait(240) not in (0, None), signal.getsignal(name) is signal.SIG_IGN)
"""
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert process.stdout == "SIGHUP True True\nSIGINT True True\nSIGTERM True True\n", process.stderr[-300:]
