"""Chromium for the browser tests: found on the machine, or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.gates.apt import apt_install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

# A quiet browser: nothing but the pages under test may cause a request. Root needs --no-sandbox.
FLAGS = [
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
    "--disable-dev-shm-usage", "--disable-gpu", "--disable-extensions", "--no-first-run", "--no-pings",
    "--metrics-recording-only",
]  # fmt: skip


def find_browser() -> Path | None:
    """Find Chromium or Chrome: named by $BROWSER_PATH, on PATH, in its usual place, or playwright's own."""
    named = os.environ.get("BROWSER_PATH")
    for name in [named] if named else NAMES:
        if path := shutil.which(name):
            return Path(path)
    if MAC.exists():
        return MAC
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def install_browser() -> Path | None:
    """Find a browser or install one: playwright's own build, else the system's package."""
    if found := find_browser():
        return found
    try:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
    except subprocess.TimeoutExpired as error:
        print(error)
    if found := find_browser():
        return found
    apt_install("chromium")
    return find_browser()
