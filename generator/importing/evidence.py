"""Evidence for and against a sheet entry being an existing entry.

The work is linear in the rows, whatever values they share. A value that several entries have identifies none of them.
So each row is compared with at most as many others as it has values of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.columns.existing import ExistingEntry
from generator.columns.field import meaning
from generator.columns.fields import Kind
from generator.columns.fingerprints import fingerprint
from generator.columns.ids import is_shortened
from generator.importing.dialects import PLAIN
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.signs import (
    ENOUGH,
    KEY,
    MORE_NAME,
    OTHER_NAME,
    PAYMENT_FIELDS,
    SAME_NAME,
    SIGNS,
    comparable_text,
    compare_names,
    name_words,
    says_who,
)

Memory = Mapping[str, Mapping[str, str]]
"""Fingerprints of the last import, by id and field."""
Texts = Mapping[str, str]
"""Values that can identify an entry, by field, in the form for comparison without case."""

_NOTHING = fingerprint("")
_SHEET = "_sheet"
"""Key under which last_import remembers the sheet's name."""
_STORY = "_story"


class Verdict(Struct, frozen=True):
    """Evidence about one pair: the fields for and against a match, with their total weights."""

    id: str
    agree: tuple[str, ...]
    differ: tuple[str, ...]
    weight: int
    against: int
    is_ruled_out: bool
    """Whether a decisive field differs, which rules out a match."""

    @property
    def margin(self) -> int:
        """Return how far the evidence for a match outweighs the evidence against it."""
        return self.weight - self.against

    @property
    def is_alike(self) -> bool:
        """Return whether the pair would match if no decisive field differed."""
        return self.weight >= ENOUGH and self.margin > 0

    @property
    def is_one(self) -> bool:
        """Return whether the pair matches."""
        return self.is_alike and not self.is_ruled_out


def identity_texts(entry: SheetEntry, source: SheetSource, kind: Kind) -> dict[str, str]:
    """Return the values of identifying fields, without case and without values that cannot be unique."""
    names = (name for sign in SIGNS[kind] for name in sign.fields if entry.values.get(name))
    texts = {name: meaning(source.field(name), entry.values[name]).casefold() for name in names}
    texts = {name: comparable_text(name, text) for name, text in texts.items() if says_who(text)}
    what, _, number = entry.key.replace(":", " ", 1).partition(" ")  # `id:70`, `handle balm`, `group Skincare`
    # In a plain sheet a group is often a category. Its handle counts by itself and must not count twice.
    plain_key = source.layout.dialect is PLAIN and (what.endswith("group") or what == "handle")
    if says_who(number) and not plain_key:
        texts[KEY] = entry.key
    return texts


class Evidence:
    """Index of the values of both sides by their owners."""

    def __init__(
        self,
        entries: Sequence[SheetEntry],
        current: Mapping[str, ExistingEntry],
        memory: Memory,
        source: SheetSource,
        kind: Kind,
    ) -> None:
        self.entries, self.current, self.memory, self.source, self.kind = entries, current, memory, source, kind
        self.row_texts = [identity_texts(entry, source, kind) for entry in entries]
        self.row_count = Counter(pair for texts in self.row_texts for pair in texts.items())
        self.named_by = Counter(name_words(entry.label) for entry in entries)
        self.names = {id_: str(entry.data.get("name") or "") for id_, entry in current.items()}
        self.now = {id_: self._texts_of(entry) for id_, entry in current.items()}
        self.owners: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.ids_by_mark: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.bearers: dict[frozenset[str], list[str]] = defaultdict(list)
        for id_, texts in self.now.items():
            self.bearers[name_words(self.names[id_])].append(id_)
            for pair in texts.items():
                self.owners[pair].append(id_)
        fields = {KEY, "name", *(name for sign in SIGNS[kind] for name in sign.fields)}
        for id_, marks in memory.items():
            for name in fields & marks.keys():
                if marks[name] != _NOTHING:
                    self.ids_by_mark[name, marks[name]].append(id_)

    def _texts_of(self, entry: ExistingEntry) -> dict[str, str]:
        texts = {}
        for name in (name for sign in SIGNS[self.kind] for name in sign.fields if name != KEY):
            field = self.source.field(name)
            text = next((meaning(field, raw) for _, raw in entry.values(field)), "").casefold()
            if name == "handle" and not text and self.kind == "products":
                text = entry.id  # content omits a handle that equals the id
            if text and says_who(text):
                texts[name] = comparable_text(name, text)
        return texts

    def find_unchanged(self, rows: set[int], matched_ids: set[str]) -> Iterable[tuple[int, str]]:
        """Yield pairs whose values all equal one existing entry, or the last import of that entry."""
        if not self.current:
            return ()
        ids_by_signature: dict[frozenset[tuple[str, str]], set[str]] = defaultdict(set)
        for id_, texts in self.now.items():
            ids_by_signature[_signature(self.names[id_], texts)].add(id_)
        ids_by_marks: dict[frozenset[tuple[str, str]], set[str]] = defaultdict(set)
        for id_, marks in self.memory.items():
            if id_ in self.current and (signature := self._marks_of(marks)):
                ids_by_marks[signature].add(id_)
        places_by_id: dict[str, list[int]] = defaultdict(list)
        for at, entry in enumerate(self.entries):
            if at not in rows:
                texts, left_out = self.row_texts[at], self._left_out(at)
                ids = ids_by_signature.get(_signature(entry.label, texts)) or ids_by_marks.get(
                    self._marks(entry, frozenset())
                )
                if not ids and left_out:
                    compared_texts = {name: text for name, text in texts.items() if name not in left_out}
                    ids = ids_by_signature.get(_signature(entry.label, compared_texts)) or ids_by_marks.get(
                        self._marks(entry, left_out)
                    )
                if ids and len(ids) == 1 and not ids & matched_ids:
                    places_by_id[next(iter(ids))].append(at)
        return ((places[0], id_) for id_, places in places_by_id.items() if len(places) == 1)

    def _left_out(self, at: int) -> frozenset[str]:
        """Return the fields whose values no entry gets, because several entries claim them (see `clashes`)."""
        return frozenset(
            name
            for name, text in self.row_texts[at].items()
            if name in PAYMENT_FIELDS and self.row_count[name, text] > 1
        )

    def _marks(self, entry: SheetEntry, left_out: frozenset[str]) -> frozenset[tuple[str, str]]:
        names = (name for name in self._signs() if name not in left_out)
        values = {name: entry.values[name] for name in names if entry.values.get(name)}
        return frozenset((name, fingerprint(meaning(self.source.field(name), raw))) for name, raw in values.items())

    def _marks_of(self, marks: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        return frozenset((name, marks[name]) for name in self._signs() if marks.get(name, _NOTHING) != _NOTHING)

    def _signs(self) -> list[str]:
        return ["name", *(name for sign in SIGNS[self.kind] for name in sign.fields if name != KEY)]

    def verdicts(self, at: int, matched_ids: set[str]) -> list[Verdict]:
        """Return the verdicts on all existing entries that share a unique value with this one, best first."""
        verdicts = [self.judge(at, id_) for id_ in self._candidates(at) if id_ not in matched_ids]
        return sorted(verdicts, key=lambda verdict: (not verdict.is_one, verdict.against - verdict.weight, verdict.id))

    def bearers_of(self, at: int) -> tuple[str, ...]:
        """Return the ids of all existing entries with the name of a sheet entry that has only a name."""
        return () if self.row_texts[at] else tuple(sorted(self.bearers.get(name_words(self.entries[at].label), ())))

    def _candidates(self, at: int) -> set[str]:
        entry = self.entries[at]
        candidates: set[str] = set()
        for name, text in self.row_texts[at].items():
            if self.row_count[name, text] == 1:
                ids = (self.owners.get((name, text), []), self.ids_by_mark.get((name, self._mark(entry, name)), []))
                candidates.update(*(owners for owners in ids if len(owners) == 1))
        if self.named_by[name_words(entry.label)] == 1:
            label = fingerprint(meaning(self.source.field("name"), entry.values.get("name")))
            ids = (self.bearers.get(name_words(entry.label), []), self.ids_by_mark.get(("name", label), []))
            candidates.update(*(owners for owners in ids if len(owners) == 1))
        return candidates

    def _mark(self, entry: SheetEntry, name: str) -> str:
        return fingerprint(entry.key if name == KEY else meaning(self.source.field(name), entry.values.get(name)))

    def judge(self, at: int, id_: str) -> Verdict:
        """Weigh a sheet entry (by its index) against an existing one."""
        entry, now, marks = self.entries[at], self.now.get(id_, {}), self.memory.get(id_, {})
        agree: list[str] = []
        differ: list[str] = []
        weight = against = 0
        is_ruled_out = False
        for sign in SIGNS[self.kind]:
            same_names, other_names = [], []
            for name in sign.fields:
                text = self.row_texts[at].get(name)
                if not text or self.row_count[name, text] > 1:
                    continue
                mark, current_text = marks.get(name, _NOTHING), now.get(name, "")
                is_held = current_text == text and len(self.owners[name, text]) == 1
                if is_held or (mark == self._mark(entry, name) and len(self.ids_by_mark[name, mark]) == 1):
                    same_names.append(name)
                elif is_shortened(current_text, text):
                    continue  # 123 for 00123: the spreadsheet dropped zeros, so this proves nothing
                elif (current_text and len(self.owners[name, current_text]) == 1) or (
                    id_ not in self.current and mark != _NOTHING
                ):
                    other_names.append(name)
            if same_names:
                agree += same_names
                weight += sign.agrees
            elif other_names and set(other_names) != {KEY}:  # another shop's system has other numbers
                differ += other_names
                is_ruled_out = is_ruled_out or sign.decides
                against = max(against, 0 if sign.decides else sign.differs)
        alike = self._weigh_name(entry, id_)
        if alike > 0:
            agree += ["name"] if alike == SAME_NAME else []
            weight += alike
        elif alike < 0:
            differ.append("name")
            against -= alike
        return Verdict(id_, tuple(agree), tuple(differ), weight, against, is_ruled_out)

    def _weigh_name(self, entry: SheetEntry, id_: str) -> int:
        name, mark = entry.values.get("name"), self.memory.get(id_, {}).get("name", _NOTHING)
        if not name:
            return 0
        if mark == fingerprint(meaning(self.source.field("name"), name)):
            weight = SAME_NAME
        elif id_ not in self.current:
            weight = OTHER_NAME if mark != _NOTHING else 0
        else:
            weight = compare_names(entry.label, self.names[id_], self.kind)
        words = name_words(entry.label)
        is_own = self.named_by[words] == 1 and len(self.bearers.get(words, ())) <= 1
        return weight if is_own else min(weight, MORE_NAME)


def _signature(name: str, texts: Texts) -> frozenset[tuple[str, str]]:
    words = " ".join(sorted(name_words(name))) if name else ""
    return frozenset((("name", words), *((field, text) for field, text in texts.items() if field != KEY)))


def is_given(entry: SheetEntry, source: SheetSource) -> bool:
    """Return whether the sheet itself gives the id of an entry."""
    column = source.layout.columns.get("id", source.layout.columns.get("slug"))
    return column is not None and entry.row.text(column) == entry.slug


def key_mark(entry: SheetEntry) -> dict[str, str]:
    """Return the entry's key in the sheet, as last_import remembers it."""
    return {KEY: fingerprint(entry.key)} if entry.key else {}


def story_mark(entry: SheetEntry) -> dict[str, str]:
    """Return the entry's story in the sheet, as last_import remembers it."""
    return {_STORY: fingerprint(entry.story)} if entry.story else {}


def held_story_mark(marks: Mapping[str, str]) -> dict[str, str]:
    """Return what last_import remembers of a person's story in the sheet."""
    return {_STORY: marks[_STORY]} if _STORY in marks else {}


def sheet_mark(source: SheetSource) -> dict[str, str]:
    """Return the sheet's name as last_import remembers it: without dates and numbers, which change with each export."""
    words = re.findall(r"[^\W\d_]+", PurePosixPath(source.table.file).stem.casefold())
    return {_SHEET: fingerprint(" ".join(words))}


def is_from(marks: Mapping[str, str], source: SheetSource) -> bool:
    """Return whether the last import came from this sheet, or from one without a remembered name."""
    mark = sheet_mark(source)[_SHEET]
    return marks.get(_SHEET, mark) == mark
