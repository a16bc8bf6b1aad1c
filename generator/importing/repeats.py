"""Removal of rows that repeat an entry, and the order in which the import handles entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from generator.columns.field import Raw
from generator.columns.fields import Kind
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.evidence import identity_texts, is_given
from generator.importing.signs import name_words

_MOST_COMPARED = 8
"""Entries of one name with a shared value; a value of more entries identifies none and is not compared."""


def drop_repeats(entries: Sequence[SheetEntry], source: SheetSource, kind: Kind) -> list[SheetEntry]:
    """Return the entries without repeats, and report those.

    Two entries with one name are repeats if they share a value and contradict in none. They also are if one has only a
    name. The fuller one stays, and takes over values that only the other row of a person has. The result is sorted (see
    `_contents`). So the order of the rows decides neither who stays nor who becomes `ana-sol-2`.
    """
    identities = {id(entry): identity_texts(entry, source, kind) for entry in entries}
    kept: list[SheetEntry] = []
    ids: dict[str, SheetEntry] = {}
    named: dict[frozenset[str], SheetEntry] = {}
    sharing: dict[tuple[frozenset[str], str, str], list[SheetEntry]] = defaultdict(list)
    more: dict[int, dict[str, Raw]] = {}  # index of the entry -> values from other rows of the same person
    for entry in sorted(entries, key=lambda entry: (-len(identities[id(entry)]), -_filled(entry), _contents(entry))):
        words, texts, has_id = name_words(entry.label), identities[id(entry)], is_given(entry, source)
        same_people = [ids[entry.slug]] if has_id and entry.slug in ids else []
        if not has_id:
            same_people += [named[words]] if not texts and words in named else []
            for pair in texts.items():
                found = sharing[words, *pair]
                same_people += found if len(found) <= _MOST_COMPARED else []
        same = next((entry for entry in same_people if has_id or _is_one(texts, identities[id(entry)])), None)
        if same:
            added = more.setdefault(id(same), {})
            _report_repeat(entry, same, added, source, kind)
            continue
        kept.append(entry)
        if has_id:
            ids[entry.slug] = entry
        named.setdefault(words, entry)
        for pair in texts.items():
            sharing[words, *pair].append(entry)
    kept = [replace(entry, values={**entry.values, **more.get(id(entry), {})}) for entry in kept]
    return sorted(kept, key=lambda entry: (entry.slug, entry.values.get("handle") != entry.slug, _contents(entry)))


def _is_one(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return all(other.get(name, text) == text for name, text in one.items())


def _report_repeat(entry: SheetEntry, same: SheetEntry, added: dict[str, Raw], source: SheetSource, kind: Kind) -> None:
    """Report a row that repeats a person or product; put values that only this row of a person has into `added`."""
    held = {**same.values, **added}
    values = {name: raw for name, raw in entry.values.items() if raw and name != "name"}
    new = {name: raw for name, raw in values.items() if not held.get(name)} if kind == "ambassadors" else {}
    differ = ", ".join(name for name, raw in values.items() if held.get(name) not in (None, raw))
    added |= new
    why = f"`{entry.label[:60]}` is in {source.at(same.row)} already"
    why += f" (with another {differ})" if differ else ""
    column = entry.columns.get("name")
    if not new:
        source.skip(entry.row, column, why, "keep one of the two, or fill in a value that differs")
        return
    came = f"{', '.join(new)} of this row were added to that one"
    if not differ:
        message = f"{source.at(entry.row, column)}: {why}; {came}"
        hint = "if these are two people, fill in a value that differs"
        source.report.warning("joined-rows", message, source.place(entry.row, column), hint)
        return
    source.skip(entry.row, column, f"{why}; {came}", "keep one of the two, or fill in a value that differs")


def _filled(entry: SheetEntry) -> int:
    return sum(1 for raw in entry.values.values() if raw)


def _contents(entry: SheetEntry) -> tuple[object, ...]:
    """Return a sort key of all values of an entry; the row number comes last, to break ties only."""
    values = sorted((name, str(raw)) for name, raw in entry.values.items() if raw)
    return (entry.label, values, entry.story, entry.row.number)
