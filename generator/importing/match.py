"""Matching of sheet entries with existing entries, by evidence and never by a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from generator.columns.existing import ExistingEntry
from generator.columns.fields import Kind
from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.evidence import Evidence, Memory, Verdict, is_given
from generator.importing.plan import ALL_SIGNS
from generator.importing.signs import (
    ENOUGH,
    field_label,
)


class Match(Struct, frozen=True):
    """A match: the existing entry and the fields that prove it."""

    id: str
    by: tuple[str, ...]


class Near(Struct, frozen=True):
    """An existing entry that shares something with a sheet entry but does not match."""

    id: str
    agree: tuple[str, ...]
    differ: tuple[str, ...]


class Matches(Struct):
    """Matches, possible matches and near misses, by the index of the sheet entry."""

    by_row: dict[int, Match] = field(default_factory=dict)
    unsure: dict[int, tuple[str, ...]] = field(default_factory=dict)
    near: dict[int, Near] = field(default_factory=dict)


def match_entries(
    entries: Sequence[SheetEntry], current: Mapping[str, ExistingEntry], memory: Memory, source: SheetSource, kind: Kind
) -> Matches:
    """Match each entry with one of `current`, or with an entry in `memory` that content no longer has."""
    evidence = Evidence(entries, current, memory, source, kind)
    matches = Matches()
    matched_ids: set[str] = set()
    given_rows = {at for at, entry in enumerate(entries) if is_given(entry, source)}
    for at in sorted(given_rows):
        id_ = entries[at].slug
        if id_ in current or id_ in memory:
            matches.by_row[at] = Match(id_, ("id" if kind == "products" else "slug",))
            matched_ids.add(id_)
    for at, id_ in evidence.find_unchanged(given_rows, matched_ids):
        matches.by_row[at] = Match(id_, ALL_SIGNS)
        matched_ids.add(id_)
    open_rows = [at for at in range(len(entries)) if at not in given_rows and at not in matches.by_row]
    verdicts = {at: evidence.verdicts(at, matched_ids) for at in open_rows}
    _settle(verdicts, matches)
    _find_near(verdicts, evidence, matches)
    return matches


def _settle(verdicts: Mapping[int, list[Verdict]], matches: Matches) -> None:
    """Give each existing entry to the sheet entry with most evidence; on a tie, give it to neither."""
    by_id: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, row_verdicts in verdicts.items():
        certain = [verdict for verdict in row_verdicts if verdict.is_one]
        if len(certain) > 1 and certain[0].margin == certain[1].margin:
            matches.unsure[at] = tuple(verdict.id for verdict in certain if verdict.margin == certain[0].margin)
        elif certain:
            by_id[certain[0].id].append((certain[0].margin, at))
    for id_, claims in by_id.items():
        claims.sort(reverse=True)
        if len(claims) > 1 and claims[0][0] == claims[1][0]:
            matches.unsure |= {at: (id_,) for margin, at in claims if margin == claims[0][0]}
        else:
            at = claims[0][1]
            matches.by_row[at] = Match(id_, verdicts[at][0].agree)


def _find_near(verdicts: Mapping[int, list[Verdict]], evidence: Evidence, matches: Matches) -> None:
    """Among unmatched entries, find those with too little evidence and those that only resemble an existing one."""
    matched_ids = {match.id for match in matches.by_row.values()}
    for at, row_verdicts in verdicts.items():
        if at in matches.by_row or at in matches.unsure:
            continue
        bearers = evidence.bearers_of(at)
        if bearers:
            matches.unsure[at] = bearers
        elif row_verdicts and row_verdicts[0].id in evidence.current and row_verdicts[0].weight >= ENOUGH:
            first = row_verdicts[0]
            if first.is_alike and first.agree != ("name",):
                matches.unsure[at] = (first.id,)
            if first.id not in matched_ids or first.agree != ("name",):
                matches.near[at] = Near(first.id, first.agree, first.differ)


def report_matches(entries: Sequence[SheetEntry], matches: Matches, source: SheetSource) -> None:
    """Report the rows with several possible matches, and those that only resemble an existing entry."""
    identity = "id" if "url" in source.fields else "slug"
    for at, ids in matches.unsure.items():
        entry, id_list = entries[at], " or ".join(f"`{id_}`" for id_ in ids[:5])
        hint = f"fill in a value that differs, or add a column `{identity}` with the right one"
        why = f"`{entry.label[:60]}` may be {id_list}, and no value shows which"
        if near := matches.near.get(at):
            agree, differ = _list_columns(near.agree), _list_columns(near.differ)
            why = f"`{entry.label[:60]}` has the {agree} of `{near.id}`, but not the same {differ}"
            hint = (
                f"if it is the same, add a column `{identity}` with `{near.id}`; if not, correct the values that "
                f"they share"
            )
        source.skip(entry.row, entry.columns.get("name"), why, hint)
    for at, near in matches.near.items():
        if at in matches.unsure:
            continue
        entry = entries[at]
        column = entry.columns.get("name")
        differ = f", but not the same {_list_columns(near.differ)}" if near.differ else ""
        message = (
            f"{source.at(entry.row, column)}: `{entry.label[:60]}` has the {_list_columns(near.agree)} "
            f"of `{near.id}`{differ}, so it was read as a different one"
        )
        hint = f"if it is the same, add a column `{identity}` with `{near.id}`"
        source.report.warning("taken-for-another", message, source.place(entry.row, column), hint)


def _list_columns(names: Sequence[str]) -> str:
    names = list(map(field_label, names))
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
