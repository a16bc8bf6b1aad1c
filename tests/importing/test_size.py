"""Tests that the work of an import grows only with the rows of its sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.imports import SHEETS
from generator.importing.import_sheet import ImportOptions, import_sheet
from generator.problems import Report
from tests.effort import assert_linear
from tests.importing.sites import make_site

SHARING = [name for name in SHEETS if name != "nothing in common"]


@pytest.mark.parametrize("name", SHARING)
def test_rows_that_share_values_cost_no_more_work(tmp_path: Path, name: str) -> None:
    kind, head, row = SHEETS[name]
    site = make_site(tmp_path / "site")

    def work(count: int) -> Callable[[], object]:
        sheet = tmp_path / f"{count}.csv"
        sheet.write_text("\n".join([head, *map(row, range(count))]) + "\n", "utf-8")
        return lambda: import_sheet(ImportOptions(site, kind, sheet, dry_run=True), Report())

    work(10)()  # loads what the first import of a process loads
    assert_linear(work, 150)
