"""What there is: built-in data, and what other packages add by entry point. No global table, no scanning."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, distributions, entry_points
from pathlib import Path
from typing import Any, cast

_PACKAGE = Path(__file__).parent
_PREFIX = "ambassador_pages."
FAMILIES = {"sections": ("name", "fields", "wants", "view"), "lints": ("name", "find")}
"""The families that other packages can add to, with what each of their members has."""


class ExtensionError(Exception):
    """What another package adds cannot be used: what is wrong, the file and line if known, what to write instead."""

    def __init__(self, message: str, help: str, file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message, self.help, self.file, self.line = message, help, file, line


@cache
def data_folder(name: str) -> Path:
    """A folder of built-in data: inside the installed package, or beside it in a checkout (themes, docs/problems)."""
    inside = {"themes": "themes", "docs/problems": "problems/docs"}.get(name, name)
    package_folder = _PACKAGE / inside
    return package_folder if package_folder.is_dir() else _PACKAGE.parent / name


def extensions(family: str) -> tuple[Any, ...]:
    """Return what other packages add to an open family under `ambassador_pages.<family>`, in the order of their names.

    A class counts as an instance of it. Raises ExtensionError for what is no member of the family, and for an entry
    point of an unknown family.
    """
    _check_families()
    return tuple(_load(entry, family) for entry in sorted(extension_points(family), key=lambda entry: entry.name))


def extension_points(family: str) -> Iterable[EntryPoint]:
    """The entry points of other packages in an open family."""
    return cast("EntryPoints", _installed_entry_points()).select(group=f"{_PREFIX}{family}")


def extension_homes() -> tuple[Path, ...]:
    """The packages that extend us, in the order of their names: a folder, or the file of a module without one.

    `templates/`, `locales/` and `problems/` in such a folder are used like ours. Raises ExtensionError.
    """
    entries = [entry for family in FAMILIES if extensions(family) for entry in extension_points(family)]
    homes = [home for entry in sorted(entries, key=lambda entry: entry.module) if (home := home_of(entry.module))]
    return tuple(dict.fromkeys(homes))


def problem_pages() -> dict[str, Path]:
    """The page that explains each problem, by its name: ours, and those of packages that extend us."""
    folders = [home / "problems" for home in extension_homes()]
    pages = [page for folder in (*folders, data_folder("docs/problems")) for page in folder.glob("*.md")]
    return {page.stem: page for page in sorted(pages, key=lambda page: page.stem) if page.stem != "README"}


def home_of(module: str) -> Path | None:
    """The folder of the package that an imported module belongs to; of a module without a package, its file."""
    parts = module.split(".")
    for end in range(1, len(parts) + 1):  # a namespace package has no file, what lies in it has
        loaded_module = sys.modules.get(".".join(parts[:end]))
        file = getattr(loaded_module, "__file__", None)
        if file is not None:
            return Path(file).parent if hasattr(loaded_module, "__path__") else Path(file)
    return None


def extending_packages() -> set[str]:
    """The names of the installed packages that add anything to an open family."""
    return {
        package.name
        for package in distributions()
        if any(entry.group.startswith("ambassador_pages.") for entry in package.entry_points)
    }


@cache
def _installed_entry_points() -> object:
    return entry_points()  # reads a file of every package that is installed


def _check_families() -> None:
    for group in cast("EntryPoints", _installed_entry_points()).groups:
        if group.startswith(_PREFIX) and group.removeprefix(_PREFIX) not in FAMILIES:
            entry = next(iter(cast("EntryPoints", _installed_entry_points()).select(group=group)))
            hint = f"there are {' and '.join(f'`{_PREFIX}{family}`' for family in FAMILIES)}"
            raise ExtensionError(f"{_describe(entry)} adds to `{group}`, which nothing reads", hint)


@cache
def _load(entry: EntryPoint, family: str) -> Any:
    try:
        extension = entry.load()
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        file, line = frame.filename, frame.lineno or 0
        if isinstance(error, SyntaxError) and error.filename:
            file, line = error.filename, error.lineno or 0
        message = f"{_describe(entry)} cannot be loaded: {type(error).__name__}: {error}"
        raise ExtensionError(message, "repair the package, or uninstall it", file, line) from error
    where = f"`{entry.value}`, which {_describe(entry)} names,"
    file = getattr(sys.modules.get(entry.module), "__file__", None) or ""
    if isinstance(extension, type):
        try:
            extension = extension()
        except TypeError as error:
            hint = "let the entry point name an instance, or a class that needs no arguments"
            raise ExtensionError(f"{where} is a class that cannot be made without more: {error}", hint, file) from error
    missing = [name for name in FAMILIES[family] if not hasattr(extension, name)]
    if missing:
        lacks = " and ".join(f"`{name}`" for name in missing)
        hint = f"a member of `{_PREFIX}{family}` has {' and '.join(f'`{name}`' for name in FAMILIES[family])}"
        raise ExtensionError(f"{where} has no {lacks}", hint, file)
    return extension


def _describe(entry: EntryPoint) -> str:
    package = entry.dist.name if entry.dist else entry.module.partition(".")[0]
    return f"the entry point `{entry.name}` of the package `{package}`"
