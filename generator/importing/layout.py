"""Assignment of a sheet's columns to fields."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from generator.columns.cells import clean
from generator.columns.field import Field, plain
from generator.columns.fingerprints import AS_EXPORTED
from generator.columns.roster_fields import PREFIX
from generator.importing.dialects import DIALECTS, OUR_EXPORT, PLAIN, Dialect
from generator.importing.kept_maps import KeptMap, choose_map
from generator.importing.name_columns import NamedColumns, also_known, known_names
from generator.importing.personal_columns import is_personal
from generator.models.locale import is_known_locale
from generator.problems import Place, Report
from generator.tables.table import MOST_ROWS, Row, Table, letters

_LOOK_AT = 30
"""Rows in which to look for the header; a title or a date may be above it."""


class Layout(Struct, frozen=True):
    """Columns of a sheet. `columns` maps a field's name to its column; `header` holds the sheet's column names."""

    dialect: Dialect
    header: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    ignored_columns: tuple[str, ...]
    personal: tuple[str, ...]
    fingerprint_column: int | None = None
    further_columns: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Further columns of a field, for rows whose first one is empty."""
    kept_map: KeptMap | None = None
    """The map of content/imports.yaml that was used."""
    by_hand: frozenset[str] = frozenset()
    """Fields whose columns a person named; the others are guesses."""

    @property
    def used_columns(self) -> frozenset[int]:
        """Return every column that is read as a field."""
        return frozenset((*self.columns.values(), *(at for further in self.further_columns.values() for at in further)))

    def column(self, name: str, row: Row) -> int | None:
        """Return the first filled column of a field in a row; None if the field has no column."""
        first = self.columns.get(name)
        further = self.further_columns.get(name)
        if first is None or not further or row.text(first):
            return first
        return next((at for at in further if row.text(at)), first)

    def texts(self, name: str, row: Row) -> list[str]:
        """Return the texts of a field from all of its columns in a row."""
        places = (self.columns[name], *self.further_columns.get(name, ())) if name in self.columns else ()
        return [text for at in places if (text := row.text(at))]

    def describe_column(self, column: int) -> str:
        """Return a column in words: `column F (Variant Price)`."""
        name = self.header[column] if column < len(self.header) else ""
        return f"column {letters(column)} ({name[:40]})" if name else f"column {letters(column)}"


def find_layout(
    table: Table,
    fields: Sequence[Field],
    identity: str,
    by_map: Mapping[str, str],
    report: Report,
    maps: Sequence[KeptMap] = (),
    ids: Container[str] = (),
) -> Layout | None:
    """Find the header row and the field of each column. `identity` is our own id; `by_map` are the FIELD=COLUMN pairs.

    `maps` are saved by the site; `by_map` has priority over them. `ids` exist already: in a sheet without a header they
    help to recognize the id column.
    """
    place = Place(table.file)
    if table.column_names:
        head, rows = tuple(map(clean, table.column_names)), table.rows
    else:
        at = _header_row(
            table.rows[:_LOOK_AT], known_names(fields, [by_map, *(written_map.columns for written_map in maps)])
        )
        head = tuple(clean(cell) for cell in table.rows[at].cells)
        place = Place(table.file, line=table.rows[at].line, column=1)
        rows = _beneath(table, at + 1, head, report)
    names = [plain(name) for name in head]
    dialect = _dialect(names, identity, table.shop)
    by_name = NamedColumns(fields, identity, head, report)
    columns = by_name.columns_by_hand(by_map, place)
    kept_map = choose_map(maps, names)
    fine = len(columns) == len(by_map) and (kept_map is None or by_name.keep(columns, kept_map))
    if not fine:
        return None
    guesses = dialect.columns or {
        **{
            field.name: (plain(field.name), *map(plain, field.names))
            for field in fields
            if field.by_name or dialect is OUR_EXPORT
        },
        **also_known(identity),
    }
    if identity != "slug":  # a price needs its currency, in any shop's sheet
        currency = (*guesses.get("_currency", ()), *also_known(identity)["_currency"])
        guesses = {**guesses, "_currency": tuple(dict.fromkeys(currency))}
    named_columns = frozenset(columns)
    of_pages = {at for name, at in columns.items() if not name.startswith(PREFIX)}
    of_rosters = {at for name, at in columns.items() if name.startswith(PREFIX)}
    other_columns: dict[str, tuple[int, ...]] = {}
    for name, language in _with_languages(guesses, fields, names).items():
        if name in columns:
            continue
        # A column of followers is a fact of the page, and a number of the roster.
        taken_columns = of_rosters if name.startswith(PREFIX) else of_pages
        for known_name in language:
            starts = known_name.endswith(" *")
            places = [
                at
                for at, column_name in enumerate(names)
                if at not in taken_columns
                and (column_name == known_name or (starts and column_name.startswith(known_name[:-1])))
            ]
            if len(places) > 1 and not starts and _differ(rows, places):
                column_list = " and ".join(letters(at) for at in places[:4])
                report.error(
                    "duplicate-column",
                    f"columns {column_list} are all called `{head[places[0]][:40]}`",
                    place,
                    f"rename one of them, or choose one: --map {name}={letters(places[0])}",
                )
                fine = False
            taken_columns.update(places)
            if places and name not in columns:
                columns[name], *places = places
            other_columns[name] = (*other_columns.get(name, ()), *places)
    if not fine:
        return None
    named_ids = identity in columns and any(row.text(columns[identity]) in ids for row in rows)
    if "name" not in columns and not named_ids and not {"first_name", "last_name"} <= set(columns):
        column_list = ", ".join(f"`{name}`" for name in head[:12] if name)
        hint = f"its columns are {column_list}; choose the column of names: --map name=COLUMN" if column_list else ""
        report.error("missing-column", "no column of this sheet has names", place, hint)
        return None
    if table.kind == "csv":
        first = columns.get("name", columns.get("first_name", min(columns.values())))
        rows = tuple(_with_overflow(row, len(head), first) for row in rows)
    fingerprint_column = names.index(AS_EXPORTED) if AS_EXPORTED in names else None
    unused_columns = [
        at for at, name in enumerate(head) if name and at not in of_pages | of_rosters and at != fingerprint_column
    ]
    personal = [at for at in unused_columns if identity == "slug" and is_personal(names[at])]
    return Layout(
        dialect, head, columns, rows,
        tuple(head[at] for at in unused_columns if at not in personal), tuple(head[at] for at in personal),
        fingerprint_column,
        {name: further for name, further in other_columns.items() if further}, kept_map, named_columns,
    )  # fmt: skip


def _beneath(table: Table, start: int, head: Sequence[str], report: Report) -> tuple[Row, ...]:
    """Return the rows below the header; leave out and report repeated headers."""
    rows = table.rows[start:]
    if len(rows) > MOST_ROWS and not any(problem.name == "too-large-sheet" for problem in report):
        message = f"this sheet has more than {MOST_ROWS:,} rows below the column names, the largest number"
        hint = f"those after row {rows[MOST_ROWS - 1].number:,} were left out: split the sheet"
        report.error("too-large-sheet", message, Place(table.file, line=rows[MOST_ROWS].line, column=1), hint)
    names = [plain(name) for name in head]
    filled_rows = []
    for row in rows[:MOST_ROWS]:
        if _is_comment(row):
            message = f"{table.unit} {row.number:,}: all its cells begin with `#`: it is a comment, and was left out"
            report.warning("left-out-row", message, Place(table.file, line=row.line, column=1))
        elif _repeats(row, names):
            message = f"{table.unit} {row.number:,}: the column names are repeated here, so it was left out"
            report.warning("left-out-row", message, Place(table.file, line=row.line, column=1))
        else:
            filled_rows.append(row)
    return tuple(filled_rows)


def _is_comment(row: Row) -> bool:
    """Return whether a row explains the columns, like `# Required | A unique id ...` in Meta's template."""
    texts = [text for cell in row.cells if (text := cell.strip())]
    return bool(texts) and all(re.match(r"#\s+\w", text) for text in texts)


def _repeats(row: Row, names: Sequence[str]) -> bool:
    match_count = 0
    for name, text in zip(names, row.cells, strict=False):
        if text.strip():
            if plain(text) != name:
                return False
            match_count += 1
    return match_count > 1


def _differ(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Return whether columns of one name differ in any row."""
    return any(len({text for at in places if (text := row.text(at))}) > 1 for row in rows)


def _with_overflow(row: Row, width: int, column: int) -> Row:
    """Return a row with more cells than columns as spoiled: an unquoted comma has probably shifted its cells."""
    if not any(cell.strip() for cell in row.cells[width:]):
        return row
    why = f"the row has {len(row.cells):,} cells, and there are {width:,} columns"
    return replace(row, spoiled_cells={column: why, **row.spoiled_cells})


def _header_row(rows: Sequence[Row], names: frozenset[str]) -> int:
    """Return the index of the header: the first row with at least half as many known names as the best row."""
    scores = [len({plain(cell) for cell in row.cells} & names) for row in rows]
    best = max(scores, default=0)
    return next(
        (at for at, score in enumerate(scores) if score >= max(2, best / 2)), scores.index(best) if scores else 0
    )


def _dialect(names: Sequence[str], identity: str, shop: str) -> Dialect:
    header_names = set(names)
    if AS_EXPORTED in header_names:
        return OUR_EXPORT
    if identity == "slug":
        return PLAIN
    if shop:
        return next(dialect for dialect in DIALECTS if dialect.name == shop)
    return next((dialect for dialect in DIALECTS if any(need <= header_names for need in dialect.needs)), PLAIN)


def _with_languages(
    guesses: Mapping[str, tuple[str, ...]], fields: Sequence[Field], names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return the guesses, with `description:fr` for columns such as `description (fr)`."""
    names_by_field = dict(guesses)
    for column in fields:
        if column.is_localized and column.name in guesses:
            for name in names:
                for column_word in (plain(column.name), *guesses[column.name]):
                    tag = name.removeprefix(f"{column_word} ") if name.startswith(f"{column_word} ") else ""
                    language, _, region = tag.partition(" ")
                    tag = f"{language}-{region.upper()}" if region else language
                    if re.fullmatch("[a-z]{2,3}(-[A-Z]{2})?", tag) and is_known_locale(tag):
                        names_by_field[f"{column.name}:{tag}"] = (name,)
    return names_by_field
