"""Tests that missing programs of the tests are reported with their installation."""

from __future__ import annotations

import sys

import pytest

from tools.gates import browser, install

PARTS = install.PARTS


def test_missing_programs_are_named_with_their_installation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing_names = ("Chromium", "nginx")
    parts = {
        name: ((lambda: None) if name in missing_names else (lambda: "/here"), how) for name, (_, how) in PARTS.items()
    }
    monkeypatch.setattr(install, "PARTS", parts)
    install.main()
    lines = capsys.readouterr().out.splitlines()
    found_lines = [line for line in lines if line.endswith(": /here")]
    assert found_lines == [f"{name}: /here" for name in PARTS if name not in missing_names]
    assert [line for line in lines if line.startswith("- ")] == [
        "- Chromium: needs apt-get install chromium libatomic1",
        "- nginx: needs apt-get install nginx",
    ]


def test_a_browser_that_playwright_cannot_use_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its Node needs a library that small Debian images do not have."""
    browser.own_browser.cache_clear()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert browser.find_browser() is None
    browser.own_browser.cache_clear()
