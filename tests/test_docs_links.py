"""Tests that links, commands and options in the documentation exist, and that no command or option is missing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from generator.cli import ambassador

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^( *)(```|~~~).*?^\1\2[ \t]*$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)
MACHINE = re.compile(r"(?<![\w.])(?:/(?:work|root|tmp|home/\w+|Users/\w+)(?:/|\b)|C:\\)")
CLI = (ROOT / "docs" / "cli.md").read_text("utf-8")


def _prose(page: Path) -> str:
    return FENCE.sub("", page.read_text("utf-8"))


def _anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives headings: small letters, hyphens for spaces, no other signs."""
    names: set[str] = set()
    for heading in HEADING.findall(_prose(page)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        number = 1
        while name in names:
            name = f"{name}-{number}"
            number += 1
        names.add(name)
    return names


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_links_lead_to_existing_pages_and_headings(page: Path) -> None:
    prose = re.sub(r"`[^`\n]*`", "", _prose(page))
    for link in LINK.findall(prose):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        if anchor:
            assert anchor in _anchors(target), link


def test_links_were_found_in_the_pages() -> None:
    links = [link for page in PAGES for link in LINK.findall(_prose(page))]
    assert len(PAGES) > 100
    assert sum("#" in link for link in links) >= 5


@pytest.mark.parametrize("page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES])
def test_no_page_names_a_machine(page: Path) -> None:
    assert MACHINE.findall(_prose(page)) == []


def _commands() -> dict[str, click.Command]:
    commands: dict[str, click.Command] = {}
    context = click.Context(ambassador)
    for name in ambassador.list_commands(context):
        command = ambassador.get_command(context, name)
        assert command is not None
        commands[name] = command
        if isinstance(command, click.Group):
            commands |= {f"{name} {sub}": subcommand for sub, subcommand in command.commands.items()}
    return commands


def _options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts}


COMMANDS = _commands()
COMMON = {"--site", "--as-of", "--format"}  # documented once, at the top
ANYWHERE = {name for command in COMMANDS.values() for name in _options(command)} | {"--help", "--version"}


def _section(name: str) -> str:
    """Return the text below the heading that names a command or, failing that, its first word."""
    for part in re.split(r"^## ", CLI, flags=re.MULTILINE)[1:]:
        heading = part.partition("\n")[0]
        if any(
            re.match(rf"{re.escape(name)}\b(?!-)", heading_command)
            for heading_command in re.findall(r"`ambassador ([^`]+)`", heading)
        ):
            return part
    first, _, others = name.partition(" ")
    return _section(first) if others else ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    section = _section(name)
    assert section, f"docs/cli.md has no section for `ambassador {name}`"
    options = set(re.findall(r"--[a-z][a-z-]+", section))
    assert _options(COMMANDS[name]) - COMMON - options == set()


def test_every_documented_option_exists() -> None:
    options = {
        option
        for page in PAGES
        if "decisions" not in page.parts
        for line in re.findall(r"ambassador [a-z][^`\n]*", page.read_text("utf-8"))
        for option in re.findall(r"(?<!\S)--[a-z][a-z-]+", line.split("#")[0].split("&&")[0].split(" | ")[0])
    }
    assert len(options) > 15
    assert options - ANYWHERE == set()
    table = set(re.findall(r"^\| `(--[a-z][a-z-]+)", CLI, re.MULTILINE))
    assert len(table) > 25
    assert table - ANYWHERE == set()
