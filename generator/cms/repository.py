"""The repository of a site's folder."""

from __future__ import annotations

import re
from pathlib import Path

from generator.cms.config import Backend

_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "gitea.com": "gitea", "codeberg.org": "gitea"}
_ORIGIN = re.compile(r'^\[remote "origin"\]\s*$(.*?)(?=^\[|\Z)', re.DOTALL | re.MULTILINE)
_URL = re.compile(
    r"^\s*url\s*=\s*(?:[a-z+]+://)?(?:[^@\s/]+@)?([^:/\s]+)(?::[0-9]+)?[:/](\S+?)(?:\.git)?/?\s*$", re.MULTILINE
)


def find_repository(folder: Path) -> Backend | None:
    """Read the URL of `origin` from .git/config of the folder, or of the nearest one above it."""
    for place in (folder.resolve(), *folder.resolve().parents):
        try:
            text = (place / ".git" / "config").read_text("utf-8", errors="replace")
        except OSError:
            continue
        origin = _ORIGIN.search(text)
        url = _URL.search(origin[1]) if origin else None
        name = _HOSTS.get(url[1].lower()) if url else None
        if not url or not name or "/" not in url[2]:
            return None
        api = "https://codeberg.org/api/v1" if url[1].lower() == "codeberg.org" else ""
        return Backend(name, url[2], api_root=api, base_url="https://codeberg.org" if api else "")
    return None
