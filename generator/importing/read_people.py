"""The rows of a sheet to people."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from generator.authoring.slug import slug_of
from generator.columns.cells import CellError, clean, holds_email
from generator.columns.field import Raw
from generator.columns.html_text import plain_text
from generator.importing.entry import Entry, Source, is_untouched
from generator.models.written import is_slug
from generator.tables.table import Row

MOST_PEOPLE = 5_000
"""People of one sheet; each is a folder of files to write and to read again, which takes up to a millisecond."""
_MARKS = re.compile(r"[\\`*_{}\[\]#+!]|^(?=[>-])|^([0-9]+)(?=[.)])")


def read_people(source: Source) -> Iterator[Entry]:
    """Read the people of a sheet, in its order; a row that cannot be read is reported."""
    found, used = 0, source.layout.used
    for row in source.layout.rows:
        if any(row.text(at) for at in used) or row.spoiled:
            if found == MOST_PEOPLE:
                message = f"this sheet has more than {MOST_PEOPLE:,} people; those after them were left out"
                source.report.error("too-large-sheet", message, source.place(row), "split it")
                return
            found += 1
            entry = _read(source, row)
            if entry:
                yield entry


def _read(source: Source, row: Row) -> Entry | None:
    columns = source.layout.columns
    for at, why in row.spoiled.items():
        if at in source.layout.used:
            source.skip(row, at, why)
            return None
    values: dict[str, Raw | None] = {}
    was = source.was(row)
    for name, first in columns.items():
        column = source.layout.column(name, row) or first
        text = row.text(column)
        if name.startswith("_") or name in ("slug", "first_name", "last_name"):
            continue
        if text and is_untouched(text, was, name):
            values[name] = clean(text)
            continue
        if text and name != "mastodon" and holds_email(text):
            if name == "name":
                source.skip(row, column, "an e-mail address stands in place of the name")
                return None
            _tell_personal(source, row, column)
            continue
        try:
            values[name] = (source.field(name).read(text) or None) if text else None
        except CellError as error:
            source.skip(row, column, str(error))
            return None
    if not values.get("name"):
        parts = (row.text(columns[name]) for name in ("first_name", "last_name") if name in columns)
        values["name"] = clean(" ".join(parts)) or None
    return _entry(source, row, values)


def _entry(source: Source, row: Row, values: dict[str, Raw | None]) -> Entry | None:
    columns = source.layout.columns
    given = row.text(columns["slug"]) if "slug" in columns else ""
    if given and not is_slug(given):
        hint = "small letters a to z, digits and single hyphens, at most 64"
        source.skip(row, columns["slug"], f"`{given[:60]}` cannot stand in an address", hint)
        return None
    name = values.get("name")
    if not name and not given:
        source.skip(row, columns.get("name", columns.get("first_name")), "this person has no name")
        return None
    was = source.was(row)
    at = {name: source.layout.column(name, row) or column for name, column in columns.items() if name in values}
    at.setdefault("name", columns.get("name", columns.get("first_name", 0)))
    slug = given or slug_of(str(name), "ambassador")
    return Entry(row, str(name or given), values, at, slug, was=was, story=_story(source, row))


def _story(source: Source, row: Row) -> str:
    """A text about the person as Markdown that says the same: nothing in it becomes a heading, a link or HTML."""
    column = source.layout.column("_story", row)
    text = row.cells[column] if column is not None and column < len(row.cells) else ""
    if column is None or not text.strip():
        return ""
    if holds_email(text):
        _tell_personal(source, row, column)
        return ""
    paragraphs = filter(None, (plain_text(part) for part in re.split(r"\n\s*\n|(?<=</p>)", text)))
    return "".join(f"{_literal(paragraph)}\n\n" for paragraph in paragraphs).removesuffix("\n")


def _literal(text: str) -> str:
    return _MARKS.sub(lambda mark: f"{mark[1]}\\" if mark[1] else f"\\{mark[0]}", html.escape(text, quote=False))


def _tell_personal(source: Source, row: Row, column: int) -> None:
    message = f"{source.at(row, column)}: an e-mail address stands here, so the cell was left out"
    hint = "personal data stays out of the repository"
    source.report.warning("email-in-sheet", message, source.place(row), hint)
