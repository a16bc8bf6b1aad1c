"""Measure two analytical engines at the report's work: the joins and sums of a large programme.

    python -m bench.report_engines [--share 0.1] [--folder FOLDER]

writes facts as CSV (5 million order lines and 20 million rows of sessions, times the share), lets each engine answer
    the
same question in a process of its own, and prints the seconds of CPU and the most memory of each. Both need to be
installed: `pip install duckdb polars`.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PEOPLE, CONTENTS, LINES, SESSIONS = 10_000, 40, 5_000_000, 20_000_000

_DUCKDB = """
import duckdb
con = duckdb.connect({folder!r} + "/facts.duckdb")
con.execute("SET memory_limit='1GB'; SET threads=2; SET preserve_insertion_order=false; SET enable_progress_bar=false")
con.execute("SET temp_directory=" + repr({folder!r}))
con.execute("CREATE TABLE sessions AS SELECT * FROM read_csv({folder!r} || '/sessions.csv', header=true,"
            " columns={{'day': 'DATE', 'source': 'VARCHAR', 'content': 'VARCHAR', 'sessions': 'BIGINT'}})")
con.execute("CREATE TABLE lines AS SELECT * FROM read_csv({folder!r} || '/lines.csv', header=true, columns={{'day':
    'DATE',"
            " 'order': 'VARCHAR', 'code': 'VARCHAR', 'item': 'VARCHAR', 'amount': 'DECIMAL(18,4)'}})")
con.execute("CREATE TABLE links AS SELECT * FROM read_csv({folder!r} || '/links.csv', header=true, all_varchar=true)")
rows = con.execute('''
    WITH visits AS (SELECT person, sum(sessions) AS sessions FROM sessions JOIN links USING (source, content) GROUP
        BY 1),
    codes AS (SELECT DISTINCT person, code FROM links),
    sales AS (SELECT person, count(DISTINCT "order") AS orders, sum(amount) AS amount FROM lines
              JOIN codes USING (code) GROUP BY 1)
    SELECT person, sessions, orders, amount FROM visits FULL JOIN sales USING (person) ORDER BY person''').fetchall()
"""
_POLARS = """
import polars as pl
money = pl.Decimal(18, 4)
sessions = pl.scan_csv({folder!r} + "/sessions.csv", schema={{"day": pl.Date, "source": pl.String, "content": pl.String,
                                                             "sessions": pl.Int64}})
lines = pl.scan_csv({folder!r} + "/lines.csv", schema={{"day": pl.Date, "order": pl.String, "code": pl.String,
                                                       "item": pl.String, "amount": money}})
links = pl.scan_csv({folder!r} + "/links.csv", infer_schema=False)
visits = sessions.join(links, on=["source", "content"]).group_by("person").agg(pl.col("sessions").sum())
codes = links.select("person", "code").unique()
sales = (lines.join(codes, on="code").group_by("person")
         .agg(pl.col("order").n_unique().alias("orders"), pl.col("amount").sum()))
rows = visits.join(sales, on="person", how="full", coalesce=True).sort("person").collect(engine="streaming").rows()
"""
_CLOSING = """
import resource, json, time
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({{"rows": len(rows), "sum": str(sum(row[3] or 0 for row in rows)), "sessions": sum(row[1] or 0 for
    row in rows),
    "orders": sum(row[2] or 0 for row in rows), "cpu": round(used.ru_utime + used.ru_stime, 1), "mb": used.ru_maxrss
        // 1024}}))
"""


def main() -> None:
    """Measure both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        _write_facts(Path(folder), given.share)
        for name, script in (("duckdb", _DUCKDB), ("polars", _POLARS)):
            code = script.format(folder=folder) + _CLOSING.format()
            started = time.monotonic()
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
            answer = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else done.stderr[-2000:]
            print(name, f"{time.monotonic() - started:.1f} s", answer)
    print("this process:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")


def _write_facts(folder: Path, share: float) -> None:
    pick = random.Random(7)
    with (folder / "links.csv").open("w") as file:
        file.write("person,source,content,code\n")
        for person in range(PEOPLE):
            for content in range(CONTENTS):
                file.write(f"p{person},p{person},favorites.item-{content},CODE{person}\n")
    with (folder / "sessions.csv").open("w") as file:
        file.write("day,source,content,sessions\n")
        for _ in range(int(SESSIONS * share)):
            person, content = int(pick.random() * PEOPLE), int(pick.random() * CONTENTS)
            file.write(f"2027-0{1 + person % 9}-1{content % 9},p{person},favorites.item-{content},{1 + content}\n")
    with (folder / "lines.csv").open("w") as file:
        file.write("day,order,code,item,amount\n")
        for line in range(int(LINES * share)):
            person = int(pick.random() * PEOPLE)
            file.write(
                f"2027-0{1 + person % 9}-11,#{line // 2},CODE{person},item-{line % 50},{line % 90}.{line % 90 + 10}\n"
            )


if __name__ == "__main__":
    main()
