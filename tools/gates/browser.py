"""Chromium for the browser tests: found on the machine, or installed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from functools import cache
from pathlib import Path

from tools.gates.apt import apt_install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

HELPER = Path("/usr/lib/chromium/chrome-sandbox")


def has_sandbox() -> bool:
    """Whether Chromium can shut its processes in: not as root, nor in a container that allows no user namespaces."""
    if sys.platform != "linux":
        return True
    if os.geteuid() == 0:
        return False
    if HELPER.exists() and HELPER.stat().st_mode & stat.S_ISUID:
        return True
    unshare = shutil.which("unshare")
    new_namespace = [unshare or "", "--user", "--map-root-user", "true"]
    return unshare is not None and subprocess.run(new_namespace, capture_output=True, check=False).returncode == 0


# A quiet browser: nothing but the pages under test may cause a request.
FLAGS = [
    *([] if has_sandbox() else ["--no-sandbox"]),
    "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
    "--disable-dev-shm-usage", "--disable-gpu", "--disable-extensions", "--no-first-run", "--no-pings",
    "--metrics-recording-only",
]  # fmt: skip


_ASK = "from playwright.sync_api import sync_playwright as p\nwith p() as one: print(one.chromium.executable_path)"


@cache
def own_browser() -> Path | None:
    """Where playwright's own Chromium lies or would lie; None where playwright or its Node does not start.

    Asked in a process of its own: playwright cannot be started twice in one.
    """
    try:
        done = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Path(done.stdout.strip()) if done.returncode == 0 else None


def find_browser() -> Path | None:
    """Find Chromium or Chrome: named by $BROWSER_PATH, on PATH, in its usual place, or playwright's own.

    None too where playwright could not drive it.
    """
    own = own_browser()
    if own is None:
        return None
    named = os.environ.get("BROWSER_PATH")
    for name in [named] if named else NAMES:
        if path := shutil.which(name):
            return Path(path)
    if MAC.exists():
        return MAC
    return own if own.exists() else None


def install_browser() -> Path | None:
    """Find a browser or install one: playwright's own build, else the system's package."""
    if own_browser() is None:
        apt_install("libatomic1")  # what playwright's Node wants, and small Debian images do not have
        own_browser.cache_clear()
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
