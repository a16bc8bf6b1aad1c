"""The command line starts quickly, and says what it can do."""

from __future__ import annotations

import platform
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from PIL import features

from generator import __version__
from generator.cli import COMMANDS
from generator.cli.interpreter import is_optimised
from tests.scenario import run_cli

# What `--version` and `--help` may load of all that a build needs.
HEAVY = (
    "babel",
    "jinja2",
    "markdown",
    "nh3",
    "PIL",
    "pydantic",
    "pydantic_core",
    "rich",
    "segno",
    "selectolax",
    "yaml",
)
PROBE = """
import sys
sys.argv = ["ambassador", *{arguments!r}]
from generator.cli import main
try:
    main()
except SystemExit:
    pass
print("loaded", *sorted(name for name in sys.modules if "." not in name or name.startswith("generator")))
"""


def _loaded(*arguments: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=arguments)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.splitlines()[-1].split()[1:])


def test_the_probe_sees_what_is_loaded() -> None:
    assert {"pydantic", "generator.build"} <= _loaded("check", "--help")


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_a_short_question_loads_little(argument: str) -> None:
    loaded = _loaded(argument)
    assert loaded & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith("generator")} == {
        "generator",
        "generator.cli",
        "generator.cli.streams",
        "generator.startup",
    }


def test_version_is_printed(tmp_path: Path) -> None:
    assert run_cli(["--version"], tmp_path) == (0, f"ambassador, version {__version__}\n")


def test_help_names_every_command(tmp_path: Path) -> None:
    code, text = run_cli(["--help"], tmp_path)
    assert code == 0
    assert len(COMMANDS) >= 3
    for command in COMMANDS:
        assert f"\n  {command} " in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    code, text = run_cli([command, "--help"], tmp_path)
    assert code == 0
    assert text.startswith(f"Usage: ambassador {command} ")


@pytest.mark.parametrize(
    ("options", "optimised", "said"),
    [
        ("'--enable-shared' '--enable-optimizations' '--with-lto'", True, "built with optimisation."),
        (
            "'--prefix=/usr/local'",
            False,
            "built without optimisation: builds take 15 to 30 % longer. Use",
        ),
        (None, None, "it does not say whether it was built with optimisation"),
        ("", None, "it does not say whether it was built with optimisation"),
    ],
)
def test_the_version_says_how_python_was_built(
    options: str | None, optimised: bool | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = sysconfig.get_config_var
    monkeypatch.setattr(sysconfig, "get_config_var", lambda name: options if name == "CONFIG_ARGS" else known(name))
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert is_optimised() is optimised
    for arguments in (["--version", "--verbose"], ["--verbose", "--version"]):
        code, told = run_cli(arguments, tmp_path)
        assert (code, told.splitlines()[0]) == (0, f"ambassador, version {__version__}")
        assert said in told


@pytest.mark.parametrize(
    ("has", "said"), [(True, "Pillow finds FriBiDi: "), (False, "left out. Install it: `apt install libfribidi0`")]
)
def test_the_version_says_how_letters_are_set(
    has: bool, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "check", lambda feature: has)
    assert said in run_cli(["--version", "--verbose"], tmp_path)[1]


def test_verbose_alone_is_refused(tmp_path: Path) -> None:
    code, told = run_cli(["--verbose", "explain"], tmp_path)
    assert code == 2
    assert "it belongs to --version" in told


@pytest.mark.parametrize(
    ("system", "optimised"),
    [({"ID": "debian"}, True), ({"ID": "ubuntu", "ID_LIKE": "debian"}, True), ({"ID": "fedora"}, None), (None, None)],
)
def test_the_python_of_a_system_may_be_optimised_in_its_own_way(
    system: dict[str, str] | None, optimised: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def release() -> dict[str, str]:
        if system is None:
            raise OSError("no os-release")
        return system

    monkeypatch.setattr(sysconfig, "get_config_var", lambda _: "'--prefix=/usr'")
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(platform, "freedesktop_os_release", release)
    assert is_optimised() is optimised


ENDING = """
import atexit, sys
from generator import startup
atexit.register(print, "last")
if {plain}:
    startup._end_at_once = lambda _: None
def run():
    atexit.register(print, "handled")
    print("a" * 100_000)
    {end}
startup.run_command_line(lambda: run)
"""


@pytest.mark.parametrize(
    ("end", "quick"), [("pass", True), ("sys.exit(3)", True), ("sys.exit('said')", False), ("raise ValueError", False)]
)
def test_the_quick_end_of_a_process_is_like_the_usual_one(end: str, quick: bool) -> None:
    usual, ended = (
        subprocess.run(
            [sys.executable, "-c", ENDING.format(plain=plain, end=end)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        for plain in (True, False)
    )
    assert usual.stdout == "a" * 100_000 + "\nhandled\nlast\n"
    assert ended.stdout == usual.stdout.removesuffix("last\n" if quick else "")
    assert (ended.returncode, ended.stderr) == (usual.returncode, usual.stderr)
