"""Removal of rows that repeat an entry, and the order in which the import handles entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from generator.columns.field import Raw, meaning
from generator.columns.fields import Kind
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.evidence import identity_texts, is_given
from generator.importing.signs import name_words
from generator.tables.table import Row

_MOST_COMPARED = 8
"""Entries of one name with a shared value; a value of more entries identifies none and is not compared."""


def drop_repeats(entries: Sequence[SheetEntry], source: SheetSource, kind: Kind) -> list[SheetEntry]:
    """Return the entries without repeats, and report those.

    Two entries with one name are repeats if they share a value and contradict in none. They also are if one has only a
    name. The fuller one stays, and takes over values that only the other row of a person has. The result is sorted (see
    `_contents`). So the order of the rows decides neither who stays nor who becomes `ana-sol-2`.
    """
    identities = {id(entry): identity_texts(entry, source, kind) for entry in entries}
    distinct_entries: list[SheetEntry] = []
    ids: dict[str, SheetEntry] = {}
    entries_by_name: dict[frozenset[str], SheetEntry] = {}
    sharing: dict[tuple[frozenset[str], str, str], list[SheetEntry]] = defaultdict(list)
    more: dict[int, _Addition] = {}  # by the entry's id()
    # A row with only a name comes last: it joins a row that says more.
    for entry in sorted(
        entries, key=lambda entry: (not identities[id(entry)], -_count_values(entry), _contents(entry))
    ):
        words, texts, has_id = name_words(entry.label), identities[id(entry)], is_given(entry, source)
        same_people = [ids[entry.slug]] if has_id and entry.slug in ids else []
        if not has_id:
            same_people += [entries_by_name[words]] if not texts and words in entries_by_name else []
            for pair in texts.items():
                candidates = sharing[words, *pair]
                same_people += candidates if len(candidates) <= _MOST_COMPARED else []
        same = next((entry for entry in same_people if has_id or _is_one(texts, identities[id(entry)])), None)
        if same:
            _report_repeat(entry, same, more.setdefault(id(same), _Addition()), source, kind)
            continue
        distinct_entries.append(entry)
        if has_id:
            ids[entry.slug] = entry
        entries_by_name.setdefault(words, entry)
        for pair in texts.items():
            sharing[words, *pair].append(entry)
    distinct_entries = [more[id(entry)].to(entry) if id(entry) in more else entry for entry in distinct_entries]
    return sorted(
        distinct_entries, key=lambda entry: (entry.slug, entry.values.get("handle") != entry.slug, _contents(entry))
    )


class _Addition(Struct):
    """What other rows of the same person say in addition, and the cells of those values."""

    values: dict[str, Raw] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    story: str = ""

    def to(self, entry: SheetEntry) -> SheetEntry:
        values, columns = {**entry.values, **self.values}, {**entry.columns, **self.columns}
        return replace(entry, values=values, columns=columns, rows=self.rows, story=entry.story or self.story)


def _is_one(texts: Mapping[str, str], other_texts: Mapping[str, str]) -> bool:
    return all(other_texts.get(name, text) == text for name, text in texts.items())


def _report_repeat(entry: SheetEntry, same: SheetEntry, addition: _Addition, source: SheetSource, kind: Kind) -> None:
    """Report a row that repeats a person or product; put what only this row of a person says into `addition`."""
    first_values = {**same.values, **addition.values}
    values = {name: raw for name, raw in entry.values.items() if raw and name != "name"}
    new = {name: raw for name, raw in values.items() if not first_values.get(name)} if kind == "ambassadors" else {}
    differences = [
        name
        for name, raw in values.items()
        if (same_raw := first_values.get(name)) and not _is_same(name, raw, same_raw, source)
    ]
    addition.values |= new
    addition.columns |= {name: entry.columns[name] for name in new if name in entry.columns}
    addition.rows |= dict.fromkeys(new, entry.row)
    names = list(new)
    story = same.story or addition.story
    if entry.story and not story:
        addition.story = entry.story
        names.append("story")
    elif entry.story and entry.story != story:
        differences.append("story")
    differ = ", ".join(differences)
    why = f"`{entry.label[:60]}` is in {source.at(same.row)} already"
    why += f" (with another {differ})" if differ else ""
    column = entry.columns.get("name")
    if not names:
        source.skip(entry.row, column, why, "keep one of the two, or fill in a value that differs")
        return
    came = f"{', '.join(names)} of this row {'was' if len(names) == 1 else 'were'} added to that one"
    if not differ:
        message = f"{source.at(entry.row, column)}: {why}; {came}"
        hint = "if these are two people, fill in a value that differs"
        source.report.warning("joined-rows", message, source.place(entry.row, column), hint)
        return
    source.skip(entry.row, column, f"{why}; {came}", "keep one of the two, or fill in a value that differs")


def _is_same(name: str, raw: Raw, other_raw: Raw, source: SheetSource) -> bool:
    """Return whether two values mean the same, without case."""
    column = source.field(name)
    return meaning(column, raw).casefold() == meaning(column, other_raw).casefold()


def _count_values(entry: SheetEntry) -> int:
    return sum(1 for raw in (*entry.values.values(), entry.story) if raw)


def _contents(entry: SheetEntry) -> tuple[object, ...]:
    """Return a sort key of all values of an entry; the row number comes last, to break ties only."""
    values = sorted((name, str(raw)) for name, raw in entry.values.items() if raw)
    return (entry.label.isupper(), entry.label, values, entry.story, entry.row.number)
