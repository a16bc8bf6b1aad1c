"""The content editor: the site's own `admin/`, if `ambassador cms` wrote it, published unchanged.

The editor runs with the rights of the signed-in user, because it holds their token for the repository. So a build
publishes only parts that it can verify: those of the pinned package by hash (`cms/parts.json`), and the page and its
script by their templates. `config.yml` names the place where the editor saves, and is trusted like code
(docs/security.md).

The editor cannot work under the policy of the pages, and if two rules of `_headers` match, hosts enforce both. So on a
site with an editor each page contains its policy. The header keeps only what a page cannot state.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator.content.read_log import note_dependency
from generator.content.safe_open import NotAFileError, read_whole
from generator.output.headers import render_csp
from generator.output.output_file import OutputFile
from generator.problems import Place, Report
from generator.registry import data_folder

FOLDER = "admin"
FIRST_LINE = "# Made by `ambassador cms`"
"""First line of our config.yml; an `admin/` without it belongs to the user, and is not published."""
ABOUT = "cms/package.json"
"""File that the editor's script requests: the installed version, and its parts."""
LARGEST = 20_000_000  # bytes of one part; the script has 3 million

PAGE_POLICY = render_csp(in_page=True)
"""Policy inside each page of a site with an editor."""
_PARTS = (
    "index.html", "admin.js", "config.yml", "sveltia-cms.js", "LICENSE.txt",
    "fonts/*.woff2", "fonts/*.LICENSE.txt", "cms/package.json", "cms@*/locales/*.json",
)  # fmt: skip
_ALONE = "Cross-Origin-Opener-Policy: same-origin\n"
_WITH_WINDOWS = "Cross-Origin-Opener-Policy: same-origin-allow-popups\n"
_HOSTS = r"(?: https://[A-Za-z0-9.-]+(?::[0-9]+)?)*"
_POLICY = (
    r"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    rf"img-src 'self' data: blob:{_HOSTS}; media-src 'self' blob:; connect-src 'self' data: blob:{_HOSTS}; "
    r"worker-src 'self' blob:; frame-src 'self' blob:; base-uri 'none'; form-action 'none'"
)
"""Pattern of the policy that `cms/policy.py` renders, for any host."""


def has_editor(root: Path) -> bool:
    """Return whether the site in `root` has an editor."""
    try:
        with (root / FOLDER / "config.yml").open("rb") as file:
            return not (root / FOLDER).is_symlink() and file.readline().startswith(FIRST_LINE.encode())
    except OSError:
        return False


def editor_files(root: Path, report: Report) -> list[OutputFile]:
    """Return the editor's parts unchanged; none without an editor. It never follows a symbolic link.

    A part that differs from what `ambassador cms` writes is an error, and is left out.
    """
    folder = root / FOLDER
    note_dependency(folder / "config.yml")
    paths = {path for part in _PARTS for path in folder.glob(part)} if has_editor(root) else set()
    for path in {folder, *paths, *(path.parent for path in paths)}:
        note_dependency(path)
    files = []
    for path in sorted(paths):
        name = path.relative_to(folder)
        if not path.is_file() or path.resolve() != folder.resolve() / name:
            continue
        data = _read_small(path)
        if data is None or not is_part(name.as_posix(), data):
            message = f"`{FOLDER}/{name.as_posix()}` is not what this version of `ambassador cms` writes"
            hint = "run `ambassador cms` again; keep an editor of your own in another folder"
            report.error("changed-editor", message, Place(f"{FOLDER}/{name.as_posix()}"), hint)
            continue
        files.append(OutputFile(f"{FOLDER}/{name.as_posix()}", data))
    return files


def part_sums() -> tuple[str, Mapping[str, str]]:
    """Return the version of the pinned package, and the hash of each part by its path in `admin/`."""
    sums = json.loads((data_folder("cms") / "parts.json").read_bytes())
    return sums["version"], sums["parts"]


def sum_of(data: bytes) -> str:
    """Return the hash that identifies a part: BLAKE2b of 16 bytes, in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def render_about(languages: list[str], names: list[str]) -> bytes:
    """Render `cms/package.json` for an editor with translations in these languages and with these parts."""
    version, sums = part_sums()
    about = {"version": version, "languages": languages, "parts": {name: sums[name] for name in sorted(names)}}
    return f"{json.dumps(about, indent=1)}\n".encode()


def is_part(name: str, data: bytes) -> bool:
    """Return whether these bytes are a part of the editor, as this version writes it."""
    if name == "config.yml":
        return data.startswith(FIRST_LINE.encode())
    try:
        if name == ABOUT:
            about = json.loads(data)
            return data == render_about([str(language) for language in about["languages"]], list(about["parts"]))
        if name in ("index.html", "admin.js"):
            return _is_rendered(name, data.decode())
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    return part_sums()[1].get(name) == sum_of(data)


def _is_rendered(name: str, text: str) -> bool:
    """Return whether the page or its script is its template with only valid values filled in."""
    template = re.escape((data_folder("cms") / "admin" / name).read_text("utf-8"))
    if name == "index.html":
        pattern = template.replace(re.escape("$brand"), "[^<>]*").replace(re.escape("$policy"), _POLICY)
        return re.fullmatch(pattern, text) is not None
    match = re.fullmatch(template.replace("PRODUCT", "(.*)"), text)
    # The one value is JSON on one line, so it is data, whatever its text.
    return match is not None and json.dumps(json.loads(match[1]), ensure_ascii=False) == match[1]


def _read_small(path: Path) -> bytes | None:
    try:
        size, data = read_whole(path, LARGEST)
    except (OSError, NotAFileError):
        return None
    return data if size <= LARGEST else None


def headers_beside(root: Path, headers: bytes) -> bytes:
    """Return `_headers` changed for an editor; unchanged without one."""
    if not has_editor(root):
        return headers
    text = headers.decode().replace(render_csp(), "frame-ancestors 'none'")
    return text.replace(_ALONE, _WITH_WINDOWS).encode()  # the sign-in window must be able to report back to the editor
