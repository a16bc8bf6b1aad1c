"""Detection of columns whose cells contradict their name; the import skips and reports them."""

from __future__ import annotations

from msgspec.structs import replace

from generator.columns.context import Context
from generator.columns.evidence import MOST_LOOKED_AT, Doubt, doubt_column
from generator.columns.field import plain
from generator.columns.placeholders import is_empty
from generator.importing.dialects import PLAIN
from generator.importing.layout import Layout
from generator.problems import Place, Report
from generator.tables.table import letters

_LONGEST = 30


def drop_doubtful(layout: Layout, context: Context, file: str, report: Report) -> Layout:
    """Return the layout without the columns that the import would misread by name alone.

    Columns from `--map` are always read. The exports of shops and our own are exempt: more than one name identifies
    them.
    """
    if layout.dialect is not PLAIN:
        return layout
    columns, other_columns = dict(layout.columns), dict(layout.further_columns)
    unread: list[int] = []
    columns_by_field: dict[str, list[int]] = {}
    for name in layout.columns:
        if name in layout.by_hand:
            continue
        sure_places = []
        for at in (layout.columns[name], *layout.further_columns.get(name, ())):
            header = layout.header[at] if at < len(layout.header) else ""
            texts = _different_texts(layout, at)
            doubt = doubt_column(name, plain(header), texts, context)
            if doubt is None:
                sure_places.append(at)
                continue
            if doubt.instead:
                columns_by_field.setdefault(doubt.instead, []).append(at)
            else:
                unread.append(at)
            _report(layout, name, at, doubt, texts, file, report)
        columns.pop(name)
        other_columns.pop(name, None)
        if sure_places:
            columns[name], *further = sure_places
            other_columns |= {name: tuple(further)} if further else {}
    for name, places in columns_by_field.items():
        first_place = [columns[name]] if name in columns else []
        columns[name], *further = [*first_place, *other_columns.get(name, ()), *places]
        other_columns |= {name: tuple(further)} if further else {}
    ignored_columns = (*layout.ignored_columns, *(layout.header[at] for at in sorted(unread)))
    sorted_columns = {name: columns[name] for name in (*layout.columns, *columns) if name in columns}
    return replace(layout, columns=sorted_columns, further_columns=other_columns, ignored_columns=ignored_columns)


def _different_texts(layout: Layout, at: int) -> list[str]:
    """Return the first distinct non-empty cells of a column, up to the sample size."""
    texts: dict[str, None] = {}
    for row in layout.rows:
        text = row.text(at)
        address = row.link(at) or text
        if text and address not in texts and not is_empty(text):
            texts[address] = None
            if len(texts) > MOST_LOOKED_AT:
                break
    return list(texts)


def _report(layout: Layout, name: str, at: int, doubt: Doubt, texts: list[str], file: str, report: Report) -> None:
    examples = ", ".join(f"`{text[:_LONGEST]}`" for text in texts[:3])
    what = f"was read as {doubt.instead.removeprefix('_')}, and not" if doubt.instead else "was not read"
    message = f"{layout.describe_column(at)} {what} as {name.removeprefix('_')}: it {doubt.why} ({examples})"
    hint = f"if that is wrong, choose the field: --map {name.removeprefix('_')}={letters(at)}"
    report.warning("doubtful-column", message, Place(file), hint)
