"""The package of Sveltia CMS: one pinned version from npm, verified, and patched to load its parts from the site."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from generator.output.cms_files import ABOUT, is_part, render_about

NAME = "@sveltia/cms"
VERSION = "0.221.1"
INTEGRITY = "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
"""What the registry says of this version (`npm view @sveltia/cms dist.integrity`)."""

_PATIENCE = 300  # seconds for npm
_FONTS = {
    "source-sans-3": "source-sans-3-latin-wght-normal",
    "noto-mono": "noto-mono-latin-400-normal",
    "material-symbols-outlined": "material-symbols-outlined-latin-wght-normal",
}
_FONT = re.compile(r"https://cdn\.jsdelivr\.net/fontsource/fonts/([a-z0-9-]+?)(?::vf)?@[0-9.]+/[a-z0-9-]+\.woff2")
_PARTS = "`https://unpkg.com/@sveltia/cms`"
_SOURCE_MAP = re.compile(r"\n//# sourceMappingURL=\S+\s*\Z")


class PackageError(Exception):
    """The error of a missing or different package; `help` has the advice."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.help = help


def fetch_package() -> bytes:
    """Return the package as npm downloads it, from the registry in the user's npm settings. Raises PackageError."""
    otherwise = (
        f"download {NAME} {VERSION} on another machine (`npm pack {NAME}@{VERSION}`), and name it: --bundle FILE.tgz"
    )
    npm = shutil.which("npm")
    if npm is None:
        raise PackageError(
            "npm is not installed, and the editor is downloaded with npm", f"install Node.js; or {otherwise}"
        )
    with TemporaryDirectory() as folder:
        command = [npm, "pack", f"{NAME}@{VERSION}", "--pack-destination", folder, "--ignore-scripts", "--silent"]
        try:
            process = subprocess.run(  # noqa: S603 - the user's own npm, with fixed words
                command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=_PATIENCE
            )
        except subprocess.TimeoutExpired:
            raise PackageError(
                f"npm did not download {NAME} within {_PATIENCE} seconds", f"try again; or {otherwise}"
            ) from None
        except OSError as error:
            raise PackageError(f"npm cannot be run: {error.strerror}", otherwise) from None
        paths = list(Path(folder).glob("*.tgz"))
        if process.returncode or len(paths) != 1:
            lines = [line for line in process.stderr.splitlines() if line.strip()]
            detail = f": {lines[0].strip()[:200]}" if lines else ""
            raise PackageError(f"npm did not download {NAME} {VERSION}{detail}", f"check the network; or {otherwise}")
        return paths[0].read_bytes()


def open_package(data: bytes) -> dict[str, bytes]:
    """Return the files of the package by their path in it. Raises PackageError for any other package."""
    checksum = f"sha512-{base64.b64encode(hashlib.sha512(data).digest()).decode()}"
    if checksum != INTEGRITY:
        message = f"this is not {NAME} {VERSION}: its checksum is {checksum[:23]}..., and should be {INTEGRITY[:23]}..."
        raise PackageError(message, f"download it again: npm pack {NAME}@{VERSION}")
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        files = ((member, archive.extractfile(member)) for member in archive if member.isfile())
        return {member.name.removeprefix("package/"): file.read() for member, file in files if file}


def parts_of(package: Mapping[str, bytes], languages: Iterable[str]) -> dict[str, bytes]:
    """Return the files that the editor needs, by their path in admin/, with its words in `languages`."""
    languages_wanted = _languages(languages)
    parts = {
        name: data
        for name, data in all_parts(package).items()
        if not name.startswith(f"cms@{VERSION}/") or PurePosixPath(name).stem.split("-")[0] in languages_wanted
    }
    return {**parts, ABOUT: render_about(languages_wanted, list(parts))}


def all_parts(package: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the editor with its words in every language.

    The published script loads fonts and words from two delivery networks. The package has them too, so they are placed
    beside the script. Raises PackageError if the script is not the one of this version.
    """
    script = package["dist/sveltia-cms.mjs"].decode()
    script, fonts = _FONT.subn(lambda match: f"fonts/{match[1]}.woff2", script)
    if fonts != len(_FONTS) or script.count(_PARTS) != 1:
        raise PackageError(f"{NAME} {VERSION} has other parts than expected", "please report this")
    script = _SOURCE_MAP.sub("\n", script.replace(_PARTS, "`cms`"))
    parts = {
        "sveltia-cms.js": script.encode(),
        "LICENSE.txt": package["LICENSE.txt"],
    }
    for name, file in _FONTS.items():
        (data,) = (data for path, data in package.items() if path.startswith(f"npm/assets/{file}"))
        parts[f"fonts/{name}.woff2"] = data
        parts[f"fonts/{name}.LICENSE.txt"] = package[f"npm/assets/{name}.LICENSE.txt"]
    for path, data in package.items():
        match = re.fullmatch(r"locales/([a-z]+(?:-[A-Z]+)?)\.json", path)
        if match and match[1] != "en-US":  # which is in the script
            parts[f"cms@{VERSION}/locales/{match[1]}.json"] = data
    return parts


def parts_in(folder: Path, languages: Iterable[str]) -> dict[str, bytes] | None:
    """Return the parts in a folder; None unless all parts of this version are there, unchanged."""
    try:
        about = (folder / ABOUT).read_bytes()
        if not is_part(ABOUT, about) or not set(_languages(languages)) <= set(json.loads(about)["languages"]):
            return None
        parts = {name: (folder / name).read_bytes() for name in json.loads(about)["parts"]}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return {**parts, ABOUT: about} if all(is_part(name, data) for name, data in parts.items()) else None


def _languages(tags: Iterable[str]) -> list[str]:
    return sorted({tag.split("-")[0] for tag in tags})
