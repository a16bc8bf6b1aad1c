"""Sheets whose rows share what makes them look alike: CPU per row at a size and at four times that size.

python -m bench.imports

The larger sheet is as large as an import takes: 20,000 products, 5,000 people. The ratio of the two is about 1 where
the work grows with the rows, and about 4 where rows are compared with each other.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from generator.columns.fields import Kind
from generator.importing.import_sheet import ImportOptions, import_sheet
from generator.problems import Report

ROWS: dict[Kind, int] = {"products": 5000, "ambassadors": 1250}
"""Rows of the smaller sheet."""
SITE = "brand: Lune\nurl: https://friends.example\nshop: https://lune.example\ncurrency: EUR\n"
SHEETS: dict[str, tuple[Kind, str, Callable[[int], str]]] = {
    "nothing in common": ("products", "Handle,Title,Variant Price", lambda n: f"p{n},Name {n},9.90"),
    "one name": ("products", "Handle,Title,Variant Price", lambda n: f"p{n},Same Name,9.90"),
    "one address": ("products", "Name,URL,Price", lambda n: f"Name {n},https://lune.example/x,9.90"),
    "all in common": ("products", "Name,URL,Price", lambda _: "Same Name,https://lune.example/x,9.90"),
    "people of one name": ("ambassadors", "Name,Instagram,Code", lambda n: f"Same Name,ig{n},"),
    "people of one name and account": ("ambassadors", "Name,Instagram,Affiliate ID", lambda n: f"Same Name,ig,id{n}"),
    "people alike in all": ("ambassadors", "Name,Instagram,Code", lambda _: "Same Name,ig,CODE"),
}


def main() -> None:
    """Import each sheet at both sizes, twice, and print a line for each."""
    print("| rows have | rows | first import | CPU a row | second import | CPU a row |\n|---|---|---|---|---|---|")
    for name, (kind, head, row) in SHEETS.items():
        small, large = (_measure(kind, head, row, count) for count in (ROWS[kind], 4 * ROWS[kind]))
        cells = (f"{later:.1f} s | × {later / before / 4:.2f}" for before, later in zip(small, large, strict=True))
        print(f"| {name} | {4 * ROWS[kind]:,} | {' | '.join(cells)} |", flush=True)


def _measure(kind: Kind, head: str, row: Callable[[int], str], count: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "content/site.yaml").write_text(SITE, "utf-8")
        sheet = root / "sheet.csv"
        sheet.write_text("\n".join([head, *map(row, range(count))]) + "\n", "utf-8")
        return _import(root, kind, sheet), _import(root, kind, sheet)


def _import(root: Path, kind: Kind, sheet: Path) -> float:
    start = process_time()
    import_sheet(ImportOptions(root, kind, sheet), Report())
    return process_time() - start


if __name__ == "__main__":
    main()
