"""Tests that the database of a report leaves no files, even if the report fails."""

from __future__ import annotations

import gc
import tempfile
import warnings
from pathlib import Path

import pytest

from generator.report.store import open_store


def _stop_with_rows() -> None:
    with open_store() as store:
        store.add("lines", {}, {"order_id": ["1"]})
        raise KeyboardInterrupt


def test_a_report_that_fails_closes_and_deletes_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gc.collect()  # deletes what other tests left open
    with warnings.catch_warnings(record=True) as caught_warnings:
        warnings.simplefilter("always")
        with pytest.raises(KeyboardInterrupt):
            _stop_with_rows()
        gc.collect()
    assert [str(warning.message) for warning in caught_warnings] == []
    assert list(tmp_path.iterdir()) == []
