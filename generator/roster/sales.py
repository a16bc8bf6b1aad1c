"""What a report says of people: read from the folder that `ambassador report` wrote."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.problems import Place, Report
from generator.report.write import MARK

_LARGEST = 64_000_000


def read_report(folder: Path, report: Report) -> tuple[Mapping[str, Mapping[str, str]], str]:
    """Return the row of each person by their address, and the currency of its amounts; empty after a problem.

    A row has the report's days, too, as `days`.
    """
    file = folder / MARK
    try:
        if file.stat().st_size > _LARGEST:
            raise ValueError
        table: Any = json.loads(file.read_bytes())["people"]
        names = [column["name"] for column in table["columns"]]
        rows = [dict(zip(names, map(str, row), strict=True)) for row in table["rows"]]
        days = " to ".join(map(str, table["days"]))
        return {row["person"]: row | {"days": days} for row in rows}, str(table["currency"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        message = f"`{folder}` is not a folder that `ambassador report` wrote"
        report.error("not-a-report", message, Place(str(file)), "create a report first, and name its folder")
        return {}, ""
