"""Tests that the command line imports little at its start, and prints its version and help."""

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

# Packages that a build needs, and that `--version` and `--help` must not import.
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


def _imported_modules(*arguments: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", PROBE.format(arguments=arguments)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.splitlines()[-1].split()[1:])


def test_the_probe_sees_imported_modules() -> None:
    assert {"pydantic", "generator.build"} <= _imported_modules("check", "--help")


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_import_few_modules(argument: str) -> None:
    modules = _imported_modules(argument)
    assert modules & set(HEAVY) == set()
    assert {name for name in modules if name.startswith("generator")} == {
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
    ("options", "optimisation", "message"),
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
def test_verbose_version_names_the_optimisation_of_python(
    options: str | None, optimisation: bool | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    get_config_var = sysconfig.get_config_var
    monkeypatch.setattr(
        sysconfig, "get_config_var", lambda name: options if name == "CONFIG_ARGS" else get_config_var(name)
    )
    monkeypatch.setattr(sys, "base_prefix", "/opt/python")
    assert is_optimised() is optimisation
    for arguments in (["--version", "--verbose"], ["--verbose", "--version"]):
        code, output = run_cli(arguments, tmp_path)
        assert (code, output.splitlines()[0]) == (0, f"ambassador, version {__version__}")
        assert message in output


@pytest.mark.parametrize(
    ("has", "message"), [(True, "Pillow finds FriBiDi: "), (False, "left out. Install it: `apt install libfribidi0`")]
)
def test_verbose_version_reports_whether_pillow_finds_fribidi(
    has: bool, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(features, "check", lambda feature: has)
    assert message in run_cli(["--version", "--verbose"], tmp_path)[1]


def test_verbose_alone_is_refused(tmp_path: Path) -> None:
    code, output = run_cli(["--verbose", "explain"], tmp_path)
    assert code == 2
    assert "it belongs to --version" in output


@pytest.mark.parametrize(
    ("system", "optimisation"),
    [({"ID": "debian"}, True), ({"ID": "ubuntu", "ID_LIKE": "debian"}, True), ({"ID": "fedora"}, None), (None, None)],
)
def test_only_some_systems_are_known_to_optimise_python(
    system: dict[str, str] | None, optimisation: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def release() -> dict[str, str]:
        if system is None:
            raise OSError("no os-release")
        return system

    monkeypatch.setattr(sysconfig, "get_config_var", lambda _: "'--prefix=/usr'")
    monkeypatch.setattr(sys, "base_prefix", "/usr")
    monkeypatch.setattr(platform, "freedesktop_os_release", release)
    assert is_optimised() is optimisation


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
def test_a_quick_end_prints_and_exits_like_the_usual_one(end: str, quick: bool) -> None:
    usual_process, quick_process = (
        subprocess.run(
            [sys.executable, "-c", ENDING.format(plain=plain, end=end)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
        for plain in (True, False)
    )
    assert usual_process.stdout == "a" * 100_000 + "\nhandled\nlast\n"
    assert quick_process.stdout == usual_process.stdout.removesuffix("last\n" if quick else "")
    assert (quick_process.returncode, quick_process.stderr) == (usual_process.returncode, usual_process.stderr)
