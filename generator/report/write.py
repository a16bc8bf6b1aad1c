"""The report as files: a page, and each table as CSV, XLSX or JSON; the joined facts as Parquet."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.report.store import Store
from generator.report.table import ReportTable, as_text
from generator.tables.write import data_line, write_xlsx


def _exact(units: str) -> str:
    """An amount of the smallest unit as a decimal; a division would make it a float."""
    return f"(({units}) * (10000 // units))::DECIMAL(18,0) * 0.0001::DECIMAL(5,4)"


_FACTS = {
    "orders": f"""SELECT source, order_id, day, state, currency, {_exact("goods")} AS goods, {_exact("back")} AS
        refunded,
        {_exact("goods - back")} AS net, person, campaign, channel, placement, link_product, by_code, by_link,
            conflict, how,
        utm_source, utm_medium, utm_campaign, utm_content, code, is_new FROM orders ORDER BY source, day, order_id""",
    "lines": f"""SELECT l.source, l.order_id, l.rank AS line, o.day, o.state, o.currency, item, item_name, product,
        quantity,
        {_exact("l.net")} AS goods, {_exact("l.back")} AS refunded, {_exact("l.net - l.back")} AS net, person, campaign,
            channel, placement
        FROM lines l JOIN orders o USING (source, order_id) ORDER BY l.source, o.day, l.order_id, l.rank""",
    "visits": """SELECT source, cut, first_day, last_day, utm_source, utm_medium, utm_campaign, utm_content, sub,
        sessions,
        engaged, orders, revenue, currency, person, campaign, channel, placement, product, how FROM visits
        ORDER BY source, cut, first_day, utm_source, utm_content, row""",
    "posts": """SELECT slug AS person, platform, format, day, link, reach, views, likes, comments, shares, saves,
        clicks, cost, currency FROM posts_of ORDER BY slug, day, link, row""",
}
"""No customer is in them, nor a stand-in for one."""


def write_folder(place: Path, files: Mapping[str, bytes]) -> None:
    """Write all files, or none: a folder of an older report is replaced as a whole. Raises OSError."""
    place = place.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        for name, data in files.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_bytes(data)
        staging.chmod(0o755 & ~_umask())
        if place.exists():
            old = staging.with_name(f"{staging.name}-old")
            place.rename(old)
            staging.rename(place)
            shutil.rmtree(old, ignore_errors=True)
        else:
            staging.rename(place)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def is_report_folder(place: Path) -> bool:
    """Whether a folder is empty, or holds an older report and nothing else."""
    if not place.exists():
        return True
    if not place.is_dir():
        return False
    names = {entry.name for entry in place.iterdir()}
    return not names or MARK in names


MARK = "report.json"
"""The file by which a folder of a report is known."""


def csv_of(table: ReportTable) -> bytes:
    """A table as CSV, whose cells no spreadsheet runs."""
    rows = [[column.name for column in table.columns], *([as_text(cell) for cell in row] for row in table.rows)]
    return ("\ufeff" + "".join(map(data_line, rows))).encode()


def xlsx_of(table: ReportTable) -> bytes:
    """A table as a workbook whose numbers a spreadsheet can add."""
    rows = [[column.title for column in table.columns], *([as_text(cell) for cell in row] for row in table.rows)]
    widths = [max(8, min(40, max(len(row[at]) for row in rows[:200]) + 2)) for at in range(len(table.columns))]
    numbers = {at for at, column in enumerate(table.columns) if column.kind not in ("text", "day")}
    return write_xlsx(rows, table.name[:31], widths, numbers=numbers)


def json_of(tables: Mapping[str, ReportTable], first_day: str = "", last_day: str = "") -> bytes:
    """All tables as JSON, with the days that they are about; amounts are texts, so that no reader rounds them."""
    data = {
        name: {
            "title": table.title,
            "currency": table.currency,
            "days": [first_day, last_day],
            "columns": [{"name": column.name, "title": column.title, "kind": column.kind} for column in table.columns],
            "rows": [[cell if isinstance(cell, int) else as_text(cell) for cell in row] for row in table.rows],
            "notes": table.notes,
        }
        for name, table in tables.items()
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def write_parquet(store: Store, place: Path) -> list[str]:
    """Write the joined facts as Parquet; return the names of the files. Raises OSError."""
    place.mkdir(parents=True, exist_ok=True)
    for name, query in _FACTS.items():
        path = str(place.absolute() / f"{name}.parquet").replace("'", "''")
        store.run(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return [f"{name}.parquet" for name in _FACTS]
