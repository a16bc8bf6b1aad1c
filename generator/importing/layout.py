"""Which column of a sheet is which field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.columns.cells import clean
from generator.columns.field import Field, plain
from generator.columns.fingerprints import EXPORTED
from generator.importing.dialects import KNOWN, OWN, PLAIN, Dialect, is_personal
from generator.models.locale import is_known_locale
from generator.problems import Place, Report, did_you_mean
from generator.tables.table import Row, Table, column_of, letters

_LOOK_AT = 30
"""Rows that may stand above the names of the columns: a title, a date."""
_ALSO_OF_PEOPLE = {
    "first_name": ("first name", "firstname", "given name", "prénom", "vorname"),
    "last_name": ("last name", "lastname", "surname", "family name", "nom de famille", "nachname", "apellidos"),
    "_socials": (
        *("socials", "social", "social media", "social links", "social profiles", "profile", "profile url", "profiles"),
        *("profile link", "accounts", "account", "social handles", "social media links", "réseaux sociaux", "redes"),
    ),
    "_story": ("story", "bio", "biography", "about", "about me", "biographie", "biografía"),
}
_ALSO_OF_PRODUCTS = {
    "_status": ("status",),
    "_published": ("published",),
    "_currency": ("currency", "price currency"),
    "_group": ("item group id", "product group", "parent sku"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` leads from a field's name to its column; `header` are the sheet's own names of all columns."""

    dialect: Dialect
    header: tuple[str, ...]
    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    ignored: tuple[str, ...]
    personal: tuple[str, ...]
    exported: int | None = None
    others: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Further columns of a field, for rows in which the first says nothing."""

    @property
    def used(self) -> frozenset[int]:
        """Every column that is read as a field."""
        return frozenset((*self.columns.values(), *(at for further in self.others.values() for at in further)))

    def column(self, name: str, row: Row) -> int | None:
        """The column in which a row says a field: the first of several that is filled; None without such a column."""
        first = self.columns.get(name)
        further = self.others.get(name)
        if first is None or not further or row.text(first):
            return first
        return next((at for at in further if row.text(at)), first)

    def named(self, column: int) -> str:
        """A column as somebody finds it: `column F (Variant Price)`."""
        name = self.header[column] if column < len(self.header) else ""
        return f"column {letters(column)} ({name[:40]})" if name else f"column {letters(column)}"


def find_layout(
    table: Table, fields: Sequence[Field], identity: str, wanted: Mapping[str, str], report: Report
) -> Layout | None:
    """Find the row of names and what each column is. `identity` is our own id; `wanted` are the given FIELD=COLUMN."""
    place = Place(table.file)
    if table.named:
        head, rows = tuple(map(clean, table.named)), table.rows
    else:
        at = _header_row(table.rows[:_LOOK_AT], known_names(fields, wanted))
        head = tuple(clean(cell) for cell in table.rows[at].cells)
        rows, place = table.rows[at + 1 :], Place(table.file, line=table.rows[at].line, column=1)
    names = [plain(name) for name in head]
    dialect = _dialect(names, identity)
    columns: dict[str, int] = {}
    fine = True
    for name, column in _given(wanted, fields, head, names, place, report):
        columns[name] = column
    if report.has_errors_in(table.file) and len(columns) < len(wanted):
        return None
    guesses = dialect.columns or {
        **{one.name: (plain(one.name), *map(plain, one.names)) for one in fields},
        **(_ALSO_OF_PEOPLE if identity == "slug" else _ALSO_OF_PRODUCTS),
    }
    taken = set(columns.values())
    others: dict[str, tuple[int, ...]] = {}
    for name, known in _with_languages(guesses, fields, names).items():
        if name in columns:
            continue
        for one in known:
            places = [at for at, other in enumerate(names) if other == one and at not in taken]
            if len(places) > 1 and _differ(rows, places):
                listed = " and ".join(letters(at) for at in places[:4])
                report.error(
                    "duplicate-column",
                    f"columns {listed} are all called `{head[places[0]][:40]}`",
                    place,
                    f"rename one of them, or say which is meant: --map {name}={letters(places[0])}",
                )
                fine = False
            taken.update(places)
            if places and name not in columns:
                columns[name], *places = places
            others[name] = (*others.get(name, ()), *places)
    if not fine:
        return None
    if "name" not in columns and identity not in columns and not {"first_name", "last_name"} <= set(columns):
        listed = ", ".join(f"`{name}`" for name in head[:12] if name)
        hint = f"its columns are {listed}; say which holds the name: --map name=COLUMN" if listed else ""
        report.error("missing-column", "no column of this sheet holds names", place, hint)
        return None
    if table.kind == "csv":
        first = columns.get("name", columns.get("first_name", min(columns.values())))
        rows = tuple(_with_overflow(row, len(head), first) for row in rows)
    exported = names.index(EXPORTED) if EXPORTED in names else None
    unused = [at for at, name in enumerate(head) if name and at not in taken and at != exported]
    personal = [at for at in unused if identity == "slug" and is_personal(names[at])]
    return Layout(
        dialect, head, columns, rows,
        tuple(head[at] for at in unused if at not in personal), tuple(head[at] for at in personal), exported,
        {name: further for name, further in others.items() if further},
    )  # fmt: skip


def _differ(rows: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether columns of one name say different things in any row."""
    return any(len({text for at in places if (text := row.text(at))}) > 1 for row in rows)


def _with_overflow(row: Row, width: int, column: int) -> Row:
    """A row with more cells than there are columns cannot be trusted: a comma stands in it without quotes."""
    if not any(cell.strip() for cell in row.cells[width:]):
        return row
    why = f"the row has {len(row.cells):,} cells, and there are {width:,} columns"
    return replace(row, spoiled={column: why, **row.spoiled})


def known_names(fields: Sequence[Field], wanted: Mapping[str, str]) -> frozenset[str]:
    """Every name of a column that is known, and those that were given, each `plain`."""
    names = {plain(name) for one in fields for name in (one.name, *one.names)} | {plain(c) for c in wanted.values()}
    names |= {name for dialect in KNOWN for known in dialect.columns.values() for name in known}
    return frozenset(names | {"first name", "last name"})


def _header_row(rows: Sequence[Row], known: frozenset[str]) -> int:
    """The first row that names a column of the name, else the one that says most."""
    scores = [len({plain(cell) for cell in row.cells} & known) for row in rows]
    best = max(scores, default=0)
    return next(
        (at for at, score in enumerate(scores) if score >= max(2, best / 2)), scores.index(best) if scores else 0
    )


def _dialect(names: Sequence[str], identity: str) -> Dialect:
    held = set(names)
    if EXPORTED in held:
        return OWN
    if identity == "slug":
        return PLAIN
    return next((dialect for dialect in KNOWN if any(need <= held for need in dialect.needs)), PLAIN)


def _with_languages(
    guesses: Mapping[str, tuple[str, ...]], fields: Sequence[Field], names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The guesses, and `description:fr` for a column that is called `description (fr)` or so."""
    found = dict(guesses)
    for one in fields:
        if one.localized and one.name in guesses:
            for name in names:
                for known in (plain(one.name), *guesses[one.name]):
                    tag = name.removeprefix(f"{known} ") if name.startswith(f"{known} ") else ""
                    language, _, region = tag.partition(" ")
                    tag = f"{language}-{region.upper()}" if region else language
                    if re.fullmatch("[a-z]{2,3}(-[A-Z]{2})?", tag) and is_known_locale(tag):
                        found[f"{one.name}:{tag}"] = (name,)
    return found


def _given(
    wanted: Mapping[str, str],
    fields: Sequence[Field],
    head: Sequence[str],
    names: Sequence[str],
    place: Place,
    report: Report,
) -> Iterable[tuple[str, int]]:
    known = [one.name for one in fields]
    for name, column in wanted.items():
        base, _, tag = name.partition(":")
        localized = any(one.name == base and one.localized for one in fields) and is_known_locale(tag)
        if name not in known and name not in ("first_name", "last_name") and not localized:
            hint = did_you_mean(name, known, f"the fields are {', '.join(known)}")
            report.error("missing-column", f"`--map {name}=...`: there is no field `{name[:40]}`", place, hint)
            continue
        places = [at for at, other in enumerate(head) if other == clean(column)]
        places = places or [at for at, other in enumerate(names) if other == plain(column)]
        if not places and re.fullmatch("[A-Z]{1,3}", column) and column_of(column) < len(head):
            places = [column_of(column)]
        if len(places) == 1:
            yield name, places[0]
        elif places:
            hint = f"say which by its letter: --map {name}={letters(places[0])}"
            report.error("duplicate-column", f"more than one column is called `{column[:40]}`", place, hint)
        else:
            hint = did_you_mean(column, head, f"its columns are {', '.join(name for name in head[:12] if name)}")
            report.error("missing-column", f"there is no column `{column[:40]}` in this sheet", place, hint)
