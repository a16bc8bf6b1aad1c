"""Removal of unique values that several rows claim: the owner is unknown, so no person gets the value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from generator.columns.existing import ExistingEntry
from generator.columns.field import meaning
from generator.importing.entry import SheetEntry, SheetSource, without_made_code
from generator.importing.match import Matches
from generator.importing.signs import PAYMENT_FIELDS, PERSONAL_ACCOUNTS, says_who
from generator.models.platforms import PLATFORMS

_MOST_LISTED = 8


def drop_clashes(
    entries: Sequence[SheetEntry], matches: Matches, current: Mapping[str, ExistingEntry], source: SheetSource
) -> list[SheetEntry]:
    """Return the entries without ids, codes and links that several rows claim; report each such cell.

    A person who already has the value keeps it. The order of the rows must not decide: one person would be paid for
    another's sales.
    """
    clear_entries = list(entries)
    for name, label in PAYMENT_FIELDS.items():
        if name not in source.layout.columns:
            continue
        field = source.field(name)
        rows_by_value: dict[str, list[int]] = defaultdict(list)
        for at, entry in enumerate(entries):
            text = meaning(field, without_made_code(entry).get(name))
            if text and at not in matches.unsure:
                rows_by_value[text.casefold()].append(at)
        for text, places in rows_by_value.items():
            if len(places) == 1:
                continue
            holders = [
                at
                for at in places
                if at in matches.by_row and _holds(current, matches.by_row[at].id, name, text, source)
            ]
            rows = ", ".join(
                f"{entries[at].row.number:,}" for at in sorted(places, key=lambda at: entries[at].row.number)[:8]
            )
            for at in places:
                if holders != [at]:
                    why = f"`{str(entries[at].values[name])[:60]}` is the {label} of several people (rows {rows})"
                    hint = "one of them would be paid for the others: write each person's own"
                    source.leave_out_cell(entries[at].row, entries[at].columns.get(name, 0), why, hint)
                    clear_entries[at] = without_value(clear_entries[at], name)
    return clear_entries


def report_shared_accounts(entries: Sequence[SheetEntry], source: SheetSource) -> None:
    """Report accounts and handles that several people of the sheet have: such a value identifies none of them."""
    for name in ("handle", *PERSONAL_ACCOUNTS):
        entries_by_value: dict[str, list[SheetEntry]] = defaultdict(list)
        for entry in entries:
            text = meaning(source.field(name), entry.values.get(name)).casefold()
            if text and says_who(text):
                entries_by_value[text].append(entry)
        for sharing in entries_by_value.values():
            if len(sharing) == 1:
                continue
            first, *later = sorted(sharing, key=lambda entry: entry.row.number)
            column = first.columns.get(name)
            what = "handle" if name == "handle" else f"account ({PLATFORMS[name][0]})"
            labels = ", ".join(f"{entry.label[:40]} ({source.at(entry.row)})" for entry in later[:_MOST_LISTED])
            labels += f" and {len(later) - _MOST_LISTED:,} more" if len(later) > _MOST_LISTED else ""
            message = (
                f"{source.at(first.row, column)}: `{str(first.values[name])[:60]}` is the {what} of "
                f"{first.label[:40]} and of {labels}: it identifies none of them, and each of their pages shows it"
            )
            hint = "write the account that each of them has; if they share it, nothing is wrong"
            source.report.warning("shared-account", message, source.place(first.row, column), hint)


def without_value(entry: SheetEntry, name: str) -> SheetEntry:
    """Return a copy of an entry without the value of one field."""
    return replace(entry, values={key: raw for key, raw in entry.values.items() if key != name})


def _holds(current: Mapping[str, ExistingEntry], id_: str, name: str, text: str, source: SheetSource) -> bool:
    pairs = current[id_].values(source.field(name)) if id_ in current else ()
    return any(meaning(source.field(name), raw).casefold() == text for _, raw in pairs)
