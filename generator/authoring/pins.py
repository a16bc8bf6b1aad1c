"""Packages that CI installs for a site: requirements.txt with versions and hashes, and wheels of unpublished packages.

The hashes of this package's dependencies come with it, in a lock for all systems and Pythons. That lock cannot contain
this package and its extensions: they are wheels in the site. pip then takes that file and no other, whatever an index
offers under the same name (https://pip.pypa.io/en/stable/topics/secure-installs/).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from msgspec import Struct

from generator import __version__
from generator.authoring.starter import starter, starter_text
from generator.authoring.wheel import checkout, normal_name, wheel_name, wheel_of, wheel_of_checkout
from generator.authoring.write import report_existing_file, rewrite
from generator.problems import Place, Report
from generator.registry import extending_packages

Files = dict[str, str | bytes]
"""Texts and bytes by path."""
PACKAGE = "ambassador-pages"
PINS = "requirements.txt"
WHEELS = "wheels"
_OURS = "# What CI installs:"
"""First words of a requirements.txt that this tool wrote."""
_LOCK = "ci/requirements.lock"
_LOCK_LINE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pin_files(root: Path, report: Report, renew: bool = False) -> Files | None:
    """Return requirements.txt, and the wheels that it names and the site lacks, by path in the site.

    Reuse a wheel of the same version in the site, unless `renew` is true. Return None after a reported problem
    `no-wheel`.
    """
    try:
        distribution(PACKAGE)
    except PackageNotFoundError:
        message = f"{PACKAGE} runs from a folder and is not installed, so the packages that CI needs are not known"
        report.error("no-wheel", message, Place(PINS), "install it: `python -m pip install .` in its folder")
        return None
    lock = starter_text(_LOCK)
    locked_names = {normal_name(name) for name, _ in _LOCK_LINE.findall(lock)}
    files: Files = {}
    lines, whole = [], True
    for package in _own_packages(locked_names):
        there = _there(root, package)
        new_files = _make(package) if renew or there is None else None
        if new_files is not None:
            files[f"{WHEELS}/{new_files[0]}"] = new_files[1]
        if wheel := new_files or there:
            lines.append(f"./{WHEELS}/{wheel[0]} --hash=sha256:{hashlib.sha256(wheel[1]).hexdigest()}")
        else:
            whole = False
            _report_no_wheel(package, report)
    pins = "\n".join([*lines, re.sub(r"\A(?:#.*\n)+", "", lock).rstrip()])
    files[PINS] = starter(f"ci/{PINS}", pins=pins)
    return files if whole else None


class PinChanges(Struct, frozen=True):
    """Paths that were written, and packages that only the older requirements.txt named."""

    files: tuple[str, ...]
    removed_names: tuple[str, ...]


def renew_pins(root: Path, report: Report) -> PinChanges | None:
    """Write requirements.txt and wheels for the installed versions; overwrite only files that this tool wrote.

    Return None after a reported problem.
    """
    files = pin_files(root, report, renew=True)
    if files is None:
        return None
    new, old = str(files[PINS]), ""
    if os.path.lexists(root / PINS):
        with suppress(OSError, ValueError):  # an unreadable file is not ours
            old = (root / PINS).read_text("utf-8")
        if not old.startswith(_OURS):
            report_existing_file(PINS, report)
            return None
    removed_names = pinned_names(old) - pinned_names(new)
    return PinChanges(tuple(files), tuple(sorted(removed_names))) if rewrite(root, files, report) else None


def is_pinned(text: str) -> bool:
    """Return whether a requirements.txt makes CI install the version that runs here."""
    name = PACKAGE.replace("-", "_")
    return f"/{name}-{__version__}-" in text or f"{PACKAGE}=={__version__}" in text.split()


def pinned_names(text: str) -> set[str]:
    """Return the normalised names of the packages in a requirements.txt."""
    wheels = re.findall(r"^\S*?([^/\s]+)\.whl", text, re.MULTILINE)
    return {normal_name(name) for name, _ in _LOCK_LINE.findall(text)} | {
        normal_name(wheel.split("-")[0]) for wheel in wheels
    }


def other_versions() -> Iterator[str]:
    """Yield sentences about packages whose version in CI differs from the installed one."""
    for name, version in _LOCK_LINE.findall(starter_text(_LOCK)):
        try:
            here = distribution(name).version
        except PackageNotFoundError:
            continue  # only other kinds of machines need it
        if here != version:
            yield f"{name} {version} (here {here})"


def _own_packages(locked_names: set[str]) -> list[Distribution]:
    """Return this package, its extensions, and their dependencies outside the lock; this one first, then by name."""
    distributions: dict[str, Distribution] = {}
    waiting = [PACKAGE, *extending_packages()]
    while waiting:
        name = normal_name(waiting.pop())
        if name in distributions or name in locked_names:
            continue
        try:
            distributions[name] = distribution(name)
        except PackageNotFoundError:
            continue  # only other kinds of machines need it; there, pip reports it as missing
        for line in distributions[name].requires or ():
            match = re.match(r"[A-Za-z0-9._-]+", line)
            if match and "extra ==" not in line:
                waiting.append(match[0])
    return [distributions.pop(PACKAGE), *(distributions[name] for name in sorted(distributions))]


def _there(root: Path, package: Distribution) -> tuple[str, bytes] | None:
    """Return a wheel of this version in the site."""
    try:
        paths = sorted((root / WHEELS).glob(f"{wheel_name(package)}-*.whl"))
        return (paths[-1].name, paths[-1].read_bytes()) if paths else None
    except OSError:
        return None


def _make(package: Distribution) -> tuple[str, bytes] | None:
    if normal_name(package.name) == PACKAGE and (folder := checkout()) is not None:
        return wheel_of_checkout(folder)
    return wheel_of(package)


def _report_no_wheel(package: Distribution, report: Report) -> None:
    exact = f"{package.name}=={package.version}"
    message = (
        f"CI cannot install {exact}: its hash is not known here, and the installed package cannot be packed "
        f"into a wheel"
    )
    source = checkout() if normal_name(package.name) == PACKAGE else None
    command = f"python -m pip wheel --no-deps --wheel-dir {WHEELS} {source or exact}"
    hint = f"put its wheel for the system of CI (Linux) into {WHEELS}/, for example by `{command}`, and run this again"
    report.error("no-wheel", message, Place(PINS), hint)
