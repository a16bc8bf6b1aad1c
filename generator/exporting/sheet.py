"""Sheet of the content: a column per field, and one that lets an import detect edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from generator.columns.cells import clean
from generator.columns.existing import ExistingEntry
from generator.columns.field import Field, Raw, cell, meaning
from generator.columns.fingerprints import AS_EXPORTED, MADE_CODE, fingerprint, write_fingerprints

ALWAYS: Mapping[str, tuple[str, ...]] = {
    "products": (
        *("id", "name", "url", "price", "price_from", "description", "tags", "available", "variant", "image"),
        "image_alt",
    ),
    "ambassadors": (
        *("slug", "name", "called", "handle", "tagline", "location", "locale", "market", "niches", "since"),
        *("relationship", "followers", "partner_id", "code", "campaigns", "favorites", "status", "from", "until"),
        *("portrait", "portrait_alt", "instagram", "tiktok", "youtube"),
    ),
}
"""Columns that an export always has, even if empty, so that people can fill them."""


class Sheet(Struct, frozen=True):
    """Names of the columns, and a row for each entry."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def widths(self) -> Iterator[int]:
        """Yield the maximum width of each column, in letters."""
        for column, name in enumerate(self.header):
            longest = max((len(row[column]) for row in self.rows), default=0)
            yield max(8, min(60, max(len(name), longest) + 2))


def make_sheet(
    kind: str,
    entries: Mapping[str, ExistingEntry],
    fields: Sequence[Field],
    made_codes: Mapping[str, str] | None = None,
) -> Sheet:
    """Make the sheet of all products or people, sorted by id.

    `made_codes` are codes from the site's template, for people without one of their own.
    """
    codes = made_codes or {}
    values_by_id = {
        id_: {name: raw for field in fields for name, raw in entry.values(field)} for id_, entry in entries.items()
    }
    columns = _columns(kind, values_by_id, fields)
    by_name = {field.name: field for field in fields}
    rows = tuple(
        (
            id_,
            *(_cell(values.get(name) or _default_of(name, codes.get(id_), by_name)) for name in columns),
            _marks(values, columns, by_name, codes.get(id_, "")),
        )
        for id_, values in sorted(values_by_id.items())
    )
    return Sheet((ALWAYS[kind][0], *columns, AS_EXPORTED), rows)


def _columns(kind: str, values_by_id: Mapping[str, Mapping[str, Raw]], fields: Sequence[Field]) -> list[str]:
    """Return the columns in field order; a translated field has one per language."""
    used_names = {name for values in values_by_id.values() for name in values}
    columns = []
    for field in fields:
        languages = sorted(name for name in used_names if name.startswith(f"{field.name}:"))
        if field.path and (field.name in used_names or (field.name in ALWAYS[kind] and not languages)):
            columns.append(field.name)
        columns += languages
    return columns


def _default_of(name: str, made_code: str | None, fields: Mapping[str, Field]) -> str | None:
    """Return the default that a column shows for an entry without a value there; None if it shows none."""
    if name == "code":
        return made_code
    return fields[name].default if name in ("status", "available") else None


def _cell(raw: Raw | None) -> str:
    return cell(clean(raw) if isinstance(raw, str) else raw)


def _marks(values: Mapping[str, Raw], columns: Sequence[str], fields: Mapping[str, Field], made_code: str) -> str:
    marks = {name: fingerprint(meaning(fields[name.partition(":")[0]], values.get(name))) for name in columns}
    return write_fingerprints(marks | ({MADE_CODE: fingerprint(made_code)} if made_code else {}))
