"""The files with which CI builds a site: on every push, and every day, for content is dated."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.authoring.starter import starter
from generator.authoring.write import write_new
from generator.problems import Report

PACKAGE = "ambassador-pages"
PINS = "requirements.txt"
INSTALL = f"python -m pip install --requirement {PINS}"
PYTHON = "3.13"
WRANGLER = "4.164.0"

FILES = {
    "github-pages": {".github/workflows/github-pages.yml": "ci/github-pages.yml"},
    "netlify": {
        "netlify.toml": "ci/netlify.toml",
        "netlify/functions/daily-build.mjs": "ci/netlify/daily-build.mjs",
        "netlify/plugins/keep/index.js": "ci/netlify/index.js",
        "netlify/plugins/keep/manifest.yml": "ci/netlify/manifest.yml",
    },
    "cloudflare-pages": {".github/workflows/cloudflare-pages.yml": "ci/cloudflare-pages.yml"},
    "gitlab": {".gitlab-ci.yml": "ci/gitlab.yml"},
    "s3": {".github/workflows/s3.yml": "ci/s3.yml"},
}
"""Where a site is published: the files, and the starters that they begin with."""

# Pinned by commit: a tag can be moved to other code. Each is the commit of the release named behind it.
ACTIONS = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "setup_python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "cache": "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "upload_pages": "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "deploy_pages": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    "upload": "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "download": "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
    "aws": "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
}


def ci_files(root: Path, names: tuple[str, ...], timezone: str, day: date) -> dict[str, str]:
    """The files for some of FILES, by their path. One requirements.txt serves all: if there is one, it stays."""
    values = {
        **ACTIONS,
        "cron": daily(timezone, day),
        "timezone": timezone,
        "python": PYTHON,
        "wrangler": WRANGLER,
        "install": INSTALL,
    }
    texts = {file: starter(source, **values) for name in names for file, source in FILES[name].items()}
    if names and not os.path.lexists(root / PINS):
        texts[PINS] = starter(f"ci/{PINS}", pins="\n".join(pins()))
    return texts


def new_ci(root: Path, names: tuple[str, ...], timezone: str, day: date, report: Report) -> tuple[str, ...] | None:
    """Write them into a site, over nothing; None after a reported problem."""
    files = ci_files(root, names, timezone, day)
    return tuple(files) if write_new(root, files, report) else None


def daily(timezone: str, day: date) -> str:
    """A time of the day in UTC, as cron writes it: 17 minutes past midnight there, or an hour and 17 in summer.

    Not at the full hour, when everybody's builds begin and wait.
    """
    zone = ZoneInfo(timezone)
    offsets = [datetime(day.year, month, 1, tzinfo=zone).utcoffset() for month in (1, 7)]
    minutes = (17 - min(int(offset.total_seconds()) // 60 for offset in offsets if offset is not None)) % (24 * 60)
    return f"{minutes % 60} {minutes // 60} * * *"


def pins() -> list[str]:
    """This package and all that it needs, in the versions that are installed here, sorted; itself first."""
    found = dict(_installed(PACKAGE, set()))
    return [f"{PACKAGE}=={found.pop(PACKAGE)}", *(f"{name}=={found[name]}" for name in sorted(found))]


def _installed(name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    try:
        one = distribution(name)
    except PackageNotFoundError:
        return  # needed on another kind of machine only
    seen.add(name)
    yield name, one.version
    for line in one.requires or ():
        wanted = re.match(r"[A-Za-z0-9._-]+", line)
        if wanted and "extra ==" not in line:
            needed = re.sub(r"[-_.]+", "-", wanted[0]).lower()  # https://peps.python.org/pep-0503/#normalized-names
            if needed not in seen:
                yield from _installed(needed, seen)
