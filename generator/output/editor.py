"""The editor beside the pages: the site's own `admin/`, if `ambassador cms` has written it, as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from generator.output.files import OutputFile
from generator.output.headers import render_csp

FOLDER = "admin"
FIRST_LINE = "# Made by `ambassador cms`"
"""How the config.yml of such a folder begins; any other `admin/` is somebody's own, and stays where it is."""

_PARTS = (
    "index.html", "admin.js", "config.yml", "sveltia-cms.js", "LICENSE.txt",
    "fonts/*.woff2", "fonts/*.LICENSE.txt", "cms/package.json", "cms@*/locales/*.json",
)  # fmt: skip
_STARTS = [re.compile(start, re.IGNORECASE) for start in (r"<head(?:\s[^>]*)?>", r"<!doctype[^>]*>", r"\A")]


def with_editor(root: Path, files: Iterable[OutputFile]) -> list[OutputFile]:
    """Add the editor of the site in `root` to what is published; without one, nothing changes.

    The editor cannot work under the policy of the pages, and where two rules of `_headers` match, hosts enforce both.
    So beside an editor each page carries its policy itself, and the header keeps what a page cannot say.
    Raises OSError where a page cannot be read.
    """
    listed = list(files)
    editor = _find(root / FOLDER)
    return [*map(_guard, listed), *editor] if editor else listed


def _find(folder: Path) -> list[OutputFile]:
    """The parts that are regular files inside the folder: a symbolic link is never followed."""
    try:
        ours = (folder / "config.yml").read_text("utf-8", errors="replace").startswith(FIRST_LINE)
    except OSError:
        return []
    found = {path for part in _PARTS for path in folder.glob(part)} if ours and not folder.is_symlink() else set()
    inside = [
        path for path in found if path.is_file() and path.resolve() == folder.resolve() / path.relative_to(folder)
    ]
    return [OutputFile(f"{FOLDER}/{path.relative_to(folder).as_posix()}", source=path) for path in sorted(inside)]


def _guard(file: OutputFile) -> OutputFile:
    if file.path.endswith(".html"):
        meta = f'<meta http-equiv="Content-Security-Policy" content="{render_csp(in_page=True)}">'
        html = file.read().decode()
        at = next(match.end() for match in (start.search(html) for start in _STARTS) if match)
        return OutputFile(file.path, f"{html[:at]}\n{meta}{html[at:]}".encode())
    if file.path == "_headers":
        # The editor signs people in by a window that tells it so.
        rules = file.read().decode().replace(render_csp(), "frame-ancestors 'none'")
        rules = rules.replace(
            "Cross-Origin-Opener-Policy: same-origin\n", "Cross-Origin-Opener-Policy: same-origin-allow-popups\n"
        )
        return OutputFile(file.path, rules.encode())
    return file
