"""The editor beside the pages: the site's own `admin/`, if `ambassador cms` has written it, as it is.

The editor cannot work under the policy of the pages, and where two rules of `_headers` match, hosts enforce both. So
beside an editor each page carries its policy itself, and the header keeps what a page cannot say.
"""

from __future__ import annotations

from pathlib import Path

from generator.content.reading import note
from generator.output.files import OutputFile
from generator.output.headers import render_csp

FOLDER = "admin"
FIRST_LINE = "# Made by `ambassador cms`"
"""How the config.yml of such a folder begins; any other `admin/` is somebody's own, and stays where it is."""

PAGE_POLICY = render_csp(in_page=True)
"""What each page carries beside an editor."""
_PARTS = (
    "index.html", "admin.js", "config.yml", "sveltia-cms.js", "LICENSE.txt",
    "fonts/*.woff2", "fonts/*.LICENSE.txt", "cms/package.json", "cms@*/locales/*.json",
)  # fmt: skip
_ALONE = "Cross-Origin-Opener-Policy: same-origin\n"
_WITH_WINDOWS = "Cross-Origin-Opener-Policy: same-origin-allow-popups\n"


def has_editor(root: Path) -> bool:
    """Whether the site in `root` has one."""
    try:
        with (root / FOLDER / "config.yml").open("rb") as file:
            return not (root / FOLDER).is_symlink() and file.readline().startswith(FIRST_LINE.encode())
    except OSError:
        return False


def editor_files(root: Path) -> list[OutputFile]:
    """The editor's parts, as they are; none without one. A symbolic link is never followed."""
    folder = root / FOLDER
    note(folder / "config.yml")
    found = {path for part in _PARTS for path in folder.glob(part)} if has_editor(root) else set()
    for path in {folder, *found, *(path.parent for path in found)}:
        note(path)
    named = {path: path.relative_to(folder) for path in sorted(found) if path.is_file()}
    return [
        OutputFile(f"{FOLDER}/{name.as_posix()}", source=path)
        for path, name in named.items()
        if path.resolve() == folder.resolve() / name
    ]


def headers_beside(root: Path, headers: bytes) -> bytes:
    """`_headers` as they must be beside an editor; as they are without one."""
    if not has_editor(root):
        return headers
    text = headers.decode().replace(render_csp(), "frame-ancestors 'none'")
    return text.replace(_ALONE, _WITH_WINDOWS).encode()  # people sign in by a window that tells the editor so
