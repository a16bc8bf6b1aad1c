"""Write the table of shops and fields in docs/spreadsheets.md: which columns of a shop's sheet are which field.

python -m tools.shop_fields
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.importing.dialects import DIALECTS, Dialect

PAGE = Path(__file__).parent.parent / "docs" / "spreadsheets.md"
FIELDS = ("name", "url", "price", "description", "tags", "available", "image_url", "variant", "handle")
_MOST = 2
"""Names of columns that are shown; there may be more, such as those in other languages."""
_TABLE = re.compile(r"(<!-- shops: [^>]*-->\n).*?(<!-- /shops -->)", re.DOTALL)


def render_table() -> str:
    """A row for each shop, a column for each field."""
    rows = ["| | " + " | ".join(f"`{name}`" for name in FIELDS) + " |", "|---" * (len(FIELDS) + 1) + "|"]
    for dialect in DIALECTS:
        title = re.sub("^an? ", "", dialect.title)
        rows.append(f"| {title} | " + " | ".join(_cell(dialect, name) for name in FIELDS) + " |")
    return "\n".join(rows) + "\n"


def _cell(dialect: Dialect, name: str) -> str:
    names = dialect.columns.get(name, ())
    shown = ", ".join(f"`{one}`" for one in names[:_MOST]) + (" …" if len(names) > _MOST else "")
    if name == "available" and "_quantity" in dialect.columns:
        return "from the stock"
    if name == "url" and not dialect.has_addresses:
        return f"add one: {shown}"
    return shown or "–"


def render_page(text: str) -> str:
    """The page with a fresh table."""
    return _TABLE.sub(lambda found: f"{found[1]}\n{render_table()}\n{found[2]}", text)


if __name__ == "__main__":
    PAGE.write_text(render_page(PAGE.read_text("utf-8")), "utf-8")
