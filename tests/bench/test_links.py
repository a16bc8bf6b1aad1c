"""Tests that the benchmark of links builds links of every scheme and audits them without a fault."""

from __future__ import annotations

import sys

import pytest

from bench.links import SCHEMES, main


def test_the_benchmark_audits_what_it_builds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench.links", "200"])
    main()
    assert capsys.readouterr().out.count(": audited ") == len(SCHEMES)
