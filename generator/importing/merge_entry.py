"""Merge of one sheet entry into the content: which values change and which stay.

A field belongs to the sheet while content holds the value of the last import. Values that people edited by hand, or
wrote before the first import, belong to them (docs/decisions/009-spreadsheets.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from generator.columns.existing import ExistingEntry
from generator.columns.field import Field, Raw, cell, meaning, step_into
from generator.columns.fingerprints import fingerprint
from generator.columns.ids import is_shortened
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.yaml_edit import Edit

_REQUIRED_FIELDS = ("name", "url")
_IDS = ("partner_id", "code", "variant", "handle")
"""Fields with ids that look like numbers: a spreadsheet drops leading zeros and last digits."""


class FieldChange(Struct, frozen=True):
    """A value that changes; "" is no value."""

    name: str
    before: Raw | None
    after: Raw | None
    edit: Edit


class KeptValue(Struct, frozen=True):
    """A value that stays although the sheet differs. `both`: content and sheet have both changed it."""

    name: str
    current_value: Raw
    new_value: Raw | None
    both: bool


class MergedEntry(Struct, frozen=True):
    """Result of merging one entry, and the values to remember for the next import."""

    changes: tuple[FieldChange, ...]
    kept_values: tuple[KeptValue, ...]
    fingerprints: Mapping[str, str]


def merge_entry(
    entry: SheetEntry,
    current: ExistingEntry,
    last: Mapping[str, str],
    source: SheetSource,
    locale: str,
    overwrite: bool,
) -> MergedEntry:
    """Compare the sheet with content, field by field. `last` are fingerprints of the last import."""
    changes: list[FieldChange] = []
    values: list[KeptValue] = []
    memory = dict(last)
    for name, value in entry.values.items():
        field = source.field(name)
        target, edit = _aim(name, value if meaning(field, value) else None, field, current, locale)
        current_value = dict(current.values(field)).get(target)
        now, new = meaning(field, current_value), meaning(field, value)
        mark, base = fingerprint(new), entry.was.get(name, last.get(name))
        if value is None and (name in _REQUIRED_FIELDS or field.name.endswith("_alt")):
            continue  # a product needs a name, and a picture needs its alternative text
        if name in _IDS and is_shortened(now, new):
            why = f"a spreadsheet has shortened this number, `{now}`, to `{new}`"
            hint = "format the column as text in the spreadsheet, write the value again, and export the sheet"
            source.leave_out_cell(entry.row_of(name), entry.columns.get(name, 0), why, hint)
            continue
        memory[name] = mark
        if now == new:
            continue
        if _is_the_sheets(now, new, base, mark, overwrite):
            changes.append(FieldChange(name, current_value, value, edit))
        elif now and new:
            values.append(KeptValue(name, current_value or "", value, base not in (None, mark)))
        elif base not in (None, mark):
            values.append(KeptValue(name, current_value or "", value, True))
    return MergedEntry(tuple(changes), tuple(values), memory)


def _is_the_sheets(now: str, new: str, base: str | None, mark: str, overwrite: bool) -> bool:
    """Return whether the sheet may write: it wrote the current value, or there is none."""
    if base is None:
        return bool(new) and (overwrite or not now)
    if base == mark:
        return overwrite and bool(new)
    return overwrite or base == fingerprint(now)


def _aim(name: str, raw: Raw | None, field: Field, current: ExistingEntry, locale: str) -> tuple[str, Edit]:
    """Return the path and the edit for a value; a translated field changes only the text of one language."""
    base, _, tag = name.partition(":")
    texts: Any = current.data
    for key in field.path:
        texts = step_into(texts, key)
    if field.is_localized and isinstance(texts, Mapping):
        tag = tag or next((language for language in (locale, locale.split("-")[0]) if language in texts), locale)
        return f"{base}:{tag}", Edit((*field.path, tag), raw)
    if tag and tag == locale and isinstance(texts, str):
        return base, Edit(field.path, raw)
    return name, Edit((*field.path, tag) if tag else field.path, raw, locale)


def report_conflicts(
    values: Iterable[KeptValue], entry: SheetEntry, current: ExistingEntry, source: SheetSource
) -> None:
    """Report the values that changed both in content and in the sheet."""
    for value in values:
        if value.both:
            column = entry.columns.get(value.name)
            where = source.at(entry.row_of(value.name), column)
            source.report.warning(
                "edited-by-hand",
                f"`{value.name}` of {entry.label[:60]} was changed here and in the sheet: "
                f"here it is {_short(value.current_value)}, there {_short(value.new_value)}",
                current.place.at(*source.field(value.name).path[:1]),
                "content did not change; write the sheet's value here, or add --overwrite",
                ((f"the sheet's value is in {where}", source.place(entry.row_of(value.name), column)),),
            )


def _short(raw: Raw | None) -> str:
    text = cell(raw)
    return f"`{text[:50]}…`" if len(text) > 51 else f"`{text}`" if text else "nothing"
