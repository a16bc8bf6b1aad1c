"""What the tests run beside Python: found, or named with what to do."""

from __future__ import annotations

import sys

import pytest

from tools.gates import browser, install

PARTS = install.PARTS


def test_what_is_missing_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = ("Chromium", "nginx")
    parts = {name: ((lambda: None) if name in missing else (lambda: "/here"), how) for name, (_, how) in PARTS.items()}
    monkeypatch.setattr(install, "PARTS", parts)
    install.main()
    lines = capsys.readouterr().out.splitlines()
    found = [line for line in lines if line.endswith(": /here")]
    assert found == [f"{name}: /here" for name in PARTS if name not in missing]
    assert [line for line in lines if line.startswith("- ")] == [
        "- Chromium: needs apt-get install chromium libatomic1",
        "- nginx: needs apt-get install nginx",
    ]


def test_a_browser_that_playwright_cannot_drive_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its Node needs a library that small Debian images do not have."""
    browser.own_browser.cache_clear()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert browser.find_browser() is None
    browser.own_browser.cache_clear()
