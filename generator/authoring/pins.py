"""What CI installs for a site: requirements.txt, each package by version and hash, and wheels for what is on no index.

The hashes of what this package needs come with it, in a lock for all systems and Pythons. This package itself and its
extensions cannot be in that lock: they lie beside the site as wheels. pip then takes that file and no other, whatever
an index offers under the same name (https://pip.pypa.io/en/stable/topics/secure-installs/).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from generator import __version__
from generator.authoring.starter import starter, starter_text
from generator.authoring.wheel import checkout, normal_name, wheel_name, wheel_of, wheel_of_checkout
from generator.authoring.write import rewrite, tell_it_is_there
from generator.problems import Place, Report
from generator.registry import extending_packages

Files = dict[str, str | bytes]
"""Texts and bytes by their path."""
PACKAGE = "ambassador-pages"
PINS = "requirements.txt"
WHEELS = "wheels"
_OURS = "# What CI installs:"
"""How a requirements.txt begins that this tool wrote."""
_LOCK = "ci/requirements.lock"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pin_files(root: Path, report: Report, anew: bool = False) -> Files | None:
    """requirements.txt, and the wheels that it names and that are not in the site yet; by path in the site.

    A wheel of the same version that lies there is taken, unless all are to be made `anew`. None after a reported
    problem `no-wheel`.
    """
    try:
        distribution(PACKAGE)
    except PackageNotFoundError:
        message = f"{PACKAGE} runs from a folder here and is not installed, so what CI needs is not known"
        report.error("no-wheel", message, Place(PINS), "install it: `python -m pip install .` in its folder")
        return None
    lock = starter_text(_LOCK)
    locked = {normal_name(name) for name, _ in _LOCKED.findall(lock)}
    files: Files = {}
    lines, whole = [], True
    for package in _own_packages(locked):
        there = _there(root, package)
        made = _make(package) if anew or there is None else None
        if made is not None:
            files[f"{WHEELS}/{made[0]}"] = made[1]
        if wheel := made or there:
            lines.append(f"./{WHEELS}/{wheel[0]} --hash=sha256:{hashlib.sha256(wheel[1]).hexdigest()}")
        else:
            whole = False
            _tell_no_wheel(package, report)
    pins = "\n".join([*lines, re.sub(r"\A(?:#.*\n)+", "", lock).rstrip()])
    files[PINS] = starter(f"ci/{PINS}", pins=pins)
    return files if whole else None


@dataclass(frozen=True, slots=True)
class Renewed:
    """The paths that were written, and the packages that the older requirements.txt named and the new one does not."""

    files: tuple[str, ...]
    gone: tuple[str, ...]


def renew_pins(root: Path, report: Report) -> Renewed | None:
    """Write requirements.txt and its wheels for what is installed now, over older ones that this tool wrote.

    None after a reported problem.
    """
    files = pin_files(root, report, anew=True)
    if files is None:
        return None
    new, old = str(files[PINS]), ""
    if os.path.lexists(root / PINS):
        with suppress(OSError, ValueError):  # what cannot be read is not ours
            old = (root / PINS).read_text("utf-8")
        if not old.startswith(_OURS):
            tell_it_is_there(PINS, report)
            return None
    gone = pinned_names(old) - pinned_names(new)
    return Renewed(tuple(files), tuple(sorted(gone))) if rewrite(root, files, report) else None


def is_pinned(text: str) -> bool:
    """Whether a requirements.txt has CI install the version that runs here."""
    name = PACKAGE.replace("-", "_")
    return f"/{name}-{__version__}-" in text or f"{PACKAGE}=={__version__}" in text.split()


def pinned_names(text: str) -> set[str]:
    """The packages that a requirements.txt names, normalised."""
    wheels = re.findall(r"^\S*?([^/\s]+)\.whl", text, re.MULTILINE)
    return {normal_name(name) for name, _ in _LOCKED.findall(text)} | {normal_name(one.split("-")[0]) for one in wheels}


def other_versions() -> Iterator[str]:
    """What CI installs in another version than the one that is installed here, in words."""
    for name, version in _LOCKED.findall(starter_text(_LOCK)):
        try:
            here = distribution(name).version
        except PackageNotFoundError:
            continue  # needed on another kind of machine only
        if here != version:
            yield f"{name} {version} (here {here})"


def _own_packages(locked: set[str]) -> list[Distribution]:
    """This package, its extensions, and what they need that is in no lock; this one first, the others by name."""
    found: dict[str, Distribution] = {}
    waiting = [PACKAGE, *extending_packages()]
    while waiting:
        name = normal_name(waiting.pop())
        if name in found or name in locked:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            continue  # needed on another kind of machine only: pip says what is missing where it is needed
        for line in found[name].requires or ():
            wanted = re.match(r"[A-Za-z0-9._-]+", line)
            if wanted and "extra ==" not in line:
                waiting.append(wanted[0])
    return [found.pop(PACKAGE), *(found[name] for name in sorted(found))]


def _there(root: Path, package: Distribution) -> tuple[str, bytes] | None:
    """A wheel of this version that lies in the site."""
    try:
        found = sorted((root / WHEELS).glob(f"{wheel_name(package)}-*.whl"))
        return (found[-1].name, found[-1].read_bytes()) if found else None
    except OSError:
        return None


def _make(package: Distribution) -> tuple[str, bytes] | None:
    if normal_name(package.name) == PACKAGE and (folder := checkout()) is not None:
        return wheel_of_checkout(folder)
    return wheel_of(package)


def _tell_no_wheel(package: Distribution, report: Report) -> None:
    exact = f"{package.name}=={package.version}"
    message = f"CI cannot install {exact}: its hash is not known here, and no wheel can be made of what is installed"
    source = checkout() if normal_name(package.name) == PACKAGE else None
    command = f"python -m pip wheel --no-deps --wheel-dir {WHEELS} {source or exact}"
    hint = f"put its wheel for the system of CI (Linux) into {WHEELS}/, for example by `{command}`, and run this again"
    report.error("no-wheel", message, Place(PINS), hint)
