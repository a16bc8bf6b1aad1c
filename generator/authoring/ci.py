"""Files for CI that build a site on every push, and every day because content has dates."""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.authoring.pins import PINS, Files, pin_files
from generator.authoring.starter import starter
from generator.authoring.write import write_new
from generator.problems import Place, Report

INSTALL = f"python -m pip install --requirement {PINS}"
PYTHON = "3.13"
NODE = "24"

REVIEW = ".github/workflows/review.yml"
"""Workflow that checks pull requests on GitHub, wherever the site is published."""
FILES = {
    "github-pages": {".github/workflows/github-pages.yml": "ci/github-pages.yml", REVIEW: "ci/review.yml"},
    "netlify": {
        "netlify.toml": "ci/netlify.toml",
        "netlify/functions/daily-build.mjs": "ci/netlify/daily-build.mjs",
        "netlify/plugins/keep/index.js": "ci/netlify/index.js",
        "netlify/plugins/keep/manifest.yml": "ci/netlify/manifest.yml",
        REVIEW: "ci/review.yml",
    },
    "cloudflare-pages": {
        ".github/workflows/cloudflare-pages.yml": "ci/cloudflare-pages.yml",
        ".github/wrangler/package.json": "ci/wrangler/package.json",
        ".github/wrangler/package-lock.json": "ci/wrangler/package-lock.json",
        REVIEW: "ci/review.yml",
    },
    "gitlab": {".gitlab-ci.yml": "ci/gitlab.yml"},
    "s3": {".github/workflows/s3.yml": "ci/s3.yml", REVIEW: "ci/review.yml"},
}
"""Hosts, each with its files and their starters."""
# Pinned by commit, because a tag can move to other code. The comment after each names the release.
ACTIONS = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "setup_python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "setup_node": "actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0",
    "cache": "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "upload_pages": "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "deploy_pages": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    "upload": "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "download": "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1",
    "aws": "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
}


def ci_files(root: Path, names: tuple[str, ...], timezone: str, day: date, report: Report) -> Files | None:
    """Return some of FILES by path; None after a reported problem.

    All of them need requirements.txt and REVIEW: an existing one stays, and a different REVIEW is reported.
    """
    values = {**ACTIONS, "cron": daily(timezone, day), "timezone": timezone, "python": PYTHON, "node": NODE}
    sources = {file: source for name in names for file, source in FILES[name].items()}
    files: Files = {file: starter(source, install=INSTALL, **values) for file, source in sources.items()}
    if os.path.lexists(root / REVIEW) and (review := files.pop(REVIEW, None)):
        _report_another(root / REVIEW, str(review), report)
    if names and not os.path.lexists(root / PINS):
        pins = pin_files(root, report)
        if pins is None:
            return None
        files |= pins
    return files


def _report_another(file: Path, text: str, report: Report) -> None:
    try:
        same = file.read_text("utf-8") == text
    except (OSError, ValueError):
        same = False
    if not same:
        hint = "move it and run the command again to get the file that checks pull requests"
        report.warning("already-there", "another file of this name exists, and was not replaced", Place(REVIEW), hint)


def new_ci(root: Path, names: tuple[str, ...], timezone: str, day: date, report: Report) -> tuple[str, ...] | None:
    """Write the files into a site without overwriting any; return None after a reported problem."""
    files = ci_files(root, names, timezone, day, report)
    return tuple(files) if files is not None and write_new(root, files, report) else None


def daily(timezone: str, day: date) -> str:
    """Return a daily time in UTC as cron writes it: 17 minutes after local midnight, or later while clocks go ahead.

    It is after midnight on every day of the year that begins with `day`: clocks change in any month (in Morocco with
    Ramadan). It avoids the full hour, when many builds start and wait in line.
    """
    zone = ZoneInfo(timezone)
    days = (datetime.combine(day + timedelta(number), time(12), zone) for number in range(367))
    least = min(offset for day in days if (offset := day.utcoffset()) is not None)
    minutes = (17 - int(least.total_seconds()) // 60) % (24 * 60)
    return f"{minutes % 60} {minutes // 60} * * *"
