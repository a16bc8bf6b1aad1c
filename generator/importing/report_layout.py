"""Text that describes how the import read a sheet: the field of each column, and the unused columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.importing.layout import Layout

_MOST = 40


def report_layout(layout: Layout, notes: Sequence[str]) -> Iterator[str]:
    """Yield lines that together mention every named column; `notes` are sentences about the sheet."""
    own = layout.dialect.name == "own"
    fields = ", ".join(f"{name.removeprefix('_')} from {_columns(layout, name)}" for name in layout.columns)
    yield f"Read as {layout.dialect.title}" + ("." if own else f": {fields}.")
    yield from notes
    if layout.personal:
        yield f"Not read, because personal data stays out of the repository: {', '.join(layout.personal)}."
    if layout.ignored_columns:
        more = f" … ({len(layout.ignored_columns):,} columns)" if len(layout.ignored_columns) > _MOST else ""
        hint = "To read a column, add --map FIELD=COLUMN."
        yield f"Not read: {', '.join(layout.ignored_columns[:_MOST])}{more}. {hint}"


def _columns(layout: Layout, name: str) -> str:
    return ", else ".join(
        _describe_column(layout, at) for at in (layout.columns[name], *layout.further_columns.get(name, ()))
    )


def _describe_column(layout: Layout, at: int) -> str:
    return layout.header[at][:60] if at < len(layout.header) and layout.header[at] else layout.describe_column(at)
