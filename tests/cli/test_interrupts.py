"""Ctrl-C at any moment of the start: a word and 130, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.signals import usual_signals

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is sent as POSIX has it")

# The own process gets the signal when it is about to load its n-th module, or (0) never; then it tells how many it saw.
PROBE = """
import os, signal, sys
left, seen = {moment}, 0
def watch(event, _):
    global left, seen
    if event == "import":
        seen += 1
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["ambassador", *{arguments!r}]
from generator.__main__ import main
sys.addaudithook(watch)
try:
    main()
finally:
    if {moment} == 0:
        print(seen)
"""


def run(arguments: list[str], moment: int, site: Path) -> subprocess.CompletedProcess[str]:
    code = PROBE.format(moment=moment, arguments=arguments)
    with usual_signals():
        return subprocess.run([sys.executable, "-c", code], cwd=site, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize(
    ("arguments", "tries"), [(["--version"], 10), (["build", "--jobs", "1", "--clean"], 8)], ids=["version", "build"]
)
def test_stopped_while_modules_are_loaded(arguments: list[str], tries: int, tmp_path: Path) -> None:
    (tmp_path / "content/ambassadors").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("brand: B\nurl: https://b.example\nshop: https://s.example\n", "utf-8")
    (tmp_path / "content/ambassadors/lea.md").write_text("---\nname: Lea\n---\nA story.\n", "utf-8")
    run(arguments, 0, tmp_path)  # the first run after an installation also loads what compiles the themes' templates
    whole = run(arguments, 0, tmp_path)
    assert whole.returncode == 0, whole.stderr
    count = int(whole.stdout.split()[-1])
    assert count > tries, "the moments were not seen"
    for number in range(tries):
        moment = 1 + number * (count - 1) // tries
        done = run(arguments, moment, tmp_path)
        assert done.returncode == 130, (moment, done.stderr)
        said = done.stderr.lstrip("\n")  # click ends the line that the terminal shows ^C in
        assert said in ("Stopped.\n", "Stopped. The old site did not change.\n"), (moment, said)


def test_what_is_to_be_ignored_is_ignored(tmp_path: Path) -> None:
    """As `nohup` and a shell's `&` have it."""
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + PROBE.format(
        moment=9, arguments=["--version"]
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stderr) == (0, "")


def test_children_take_signals_whatever_was_inherited() -> None:
    """`nohup make test &` ignores some signals, and children inherit that: tests that send them use `usual_signals`."""
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
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.stdout == "SIGHUP True True\nSIGINT True True\nSIGTERM True True\n", done.stderr[-300:]
