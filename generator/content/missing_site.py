"""Detection of a folder without a site, and the hint for its user."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from generator.problems import Place, Report

SITE_FILE = "content/site.yaml"
# Literal names: every command checks this, and importing the reader of content would slow most of them.
_OURS = ("site.yaml", "products.yaml", "ambassadors")
_MOST = 500  # entries that the search for a site in subfolders reads


def holds_content(root: Path) -> bool:
    """Return whether a folder has content of a site; `content/` alone may belong to another program."""
    return any(os.path.lexists(root / "content" / name) for name in _OURS)


def report_missing_site(root: Path, report: Report) -> None:
    """Report that a folder is not a site: the path, the nearest site, and the command for a new one."""
    whole = Path(os.path.abspath(root))  # noqa: PTH100 - resolve() would follow links, and name another folder
    message = f"there is no {SITE_FILE} in `{whole}`"
    report.error("missing-site", message, Place(SITE_FILE), _hint(root, whole))


def _hint(root: Path, whole: Path) -> str:
    begin = "`ambassador new site NAME` creates a site in a new folder"
    near = _above(root, whole) or _beneath(root, whole)
    if near is not None:
        return f"`{near}` has a site: run the command there, or add `--site {near}`. {begin}"
    return (
        f"{begin}. If you have a site, run the command in the folder that has content/, or name that folder with --site"
    )


def _above(root: Path, whole: Path) -> Path | None:
    """Return the path of the nearest parent folder that is a site."""
    for up, folder in enumerate(whole.parents, 1):
        if (folder / SITE_FILE).is_file():
            return Path(*[".."] * up) if root == Path() else folder
    return None


def _beneath(root: Path, whole: Path) -> Path | None:
    """Return the path of the first direct subfolder that is a site, by name."""
    try:
        with os.scandir(whole) as scan:
            names = sorted(entry.name for entry in islice(scan, _MOST))
    except OSError:
        return None
    return next((root / name for name in names if (whole / name / SITE_FILE).is_file()), None)
