"""The editor beside the pages: the site's own `admin/`, if `ambassador cms` has written it, part by part as it was.

The editor runs with the rights of whoever signs in: it holds their token for the repository. So a build publishes only
what it can prove: the parts of the one pinned package by their hashes (`cms/parts.json`), and the page and its script
by the templates that they are made from. `config.yml` says where the editor saves to, and is trusted like code
(docs/security.md).

The editor cannot work under the policy of the pages, and where two rules of `_headers` match, hosts enforce both. So
beside an editor each page carries its policy itself, and the header keeps what a page cannot say.
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
"""How the config.yml of such a folder begins; any other `admin/` is somebody's own, and stays where it is."""
ABOUT = "cms/package.json"
"""What the editor's script asks for: the version that the site has, and its parts."""
LARGEST = 20_000_000  # bytes of one part; the script has 3 million

PAGE_POLICY = render_csp(in_page=True)
"""What each page carries beside an editor."""
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
"""What `cms/policy.py` renders, for whichever host."""


def has_editor(root: Path) -> bool:
    """Whether the site in `root` has one."""
    try:
        with (root / FOLDER / "config.yml").open("rb") as file:
            return not (root / FOLDER).is_symlink() and file.readline().startswith(FIRST_LINE.encode())
    except OSError:
        return False


def editor_files(root: Path, report: Report) -> list[OutputFile]:
    """The editor's parts, as they are; none without one. A symbolic link is never followed.

    A part that is not as `ambassador cms` writes it is an error, and is not among them.
    """
    folder = root / FOLDER
    note_dependency(folder / "config.yml")
    found = {path for part in _PARTS for path in folder.glob(part)} if has_editor(root) else set()
    for path in {folder, *found, *(path.parent for path in found)}:
        note_dependency(path)
    files = []
    for path in sorted(found):
        name = path.relative_to(folder)
        if not path.is_file() or path.resolve() != folder.resolve() / name:
            continue
        data = _read(path)
        if data is None or not is_part(name.as_posix(), data):
            message = f"`{FOLDER}/{name.as_posix()}` is not as this version of `ambassador cms` writes it"
            hint = "run `ambassador cms` again; keep an editor of your own in another folder"
            report.error("changed-editor", message, Place(f"{FOLDER}/{name.as_posix()}"), hint)
            continue
        files.append(OutputFile(f"{FOLDER}/{name.as_posix()}", data))
    return files


def part_sums() -> tuple[str, Mapping[str, str]]:
    """The version of the pinned package, and the hash of each of its parts by its path in `admin/`."""
    known = json.loads((data_folder("cms") / "parts.json").read_bytes())
    return known["version"], known["parts"]


def sum_of(data: bytes) -> str:
    """How parts are told: BLAKE2b of 16 bytes, in hex."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def render_about(languages: list[str], names: list[str]) -> bytes:
    """Render `cms/package.json`, for an editor that has its words in these languages and consists of these parts."""
    version, sums = part_sums()
    about = {"version": version, "languages": languages, "parts": {name: sums[name] for name in sorted(names)}}
    return f"{json.dumps(about, indent=1)}\n".encode()


def is_part(name: str, data: bytes) -> bool:
    """Whether these are the bytes of a part of the editor, as this version writes it."""
    if name == "config.yml":
        return data.startswith(FIRST_LINE.encode())
    try:
        if name == ABOUT:
            about = json.loads(data)
            return data == render_about([str(one) for one in about["languages"]], list(about["parts"]))
        if name in ("index.html", "admin.js"):
            return _is_rendered(name, data.decode())
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    return part_sums()[1].get(name) == sum_of(data)


def _is_rendered(name: str, text: str) -> bool:
    """Whether the page or its script is its template, filled with what may stand there and no more."""
    template = re.escape((data_folder("cms") / "admin" / name).read_text("utf-8"))
    if name == "index.html":
        pattern = template.replace(re.escape("$brand"), "[^<>]*").replace(re.escape("$policy"), _POLICY)
        return re.fullmatch(pattern, text) is not None
    found = re.fullmatch(template.replace("PRODUCT", "(.*)"), text)
    # The one field, as JSON on one line: data, whatever words are in it.
    return found is not None and json.dumps(json.loads(found[1]), ensure_ascii=False) == found[1]


def _read(path: Path) -> bytes | None:
    try:
        size, data = read_whole(path, LARGEST)
    except (OSError, NotAFileError):
        return None
    return data if size <= LARGEST else None


def headers_beside(root: Path, headers: bytes) -> bytes:
    """`_headers` as they must be beside an editor; as they are without one."""
    if not has_editor(root):
        return headers
    text = headers.decode().replace(render_csp(), "frame-ancestors 'none'")
    return text.replace(_ALONE, _WITH_WINDOWS).encode()  # people sign in by a window that tells the editor so
