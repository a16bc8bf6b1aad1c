"""Products that a sheet brought once and that somebody has taken out of content since: they stay out."""

from __future__ import annotations

from collections.abc import Mapping

from generator.columns.field import meaning
from generator.columns.fingerprints import fingerprint
from generator.importing.entry import Entry, Source
from generator.importing.match import KEY, PRODUCT_IDENTITY, Memory

Ghosts = Mapping[tuple[str, str], str]
"""Their ids, by the name of a field and the fingerprint of what the sheet said."""

_NOTHING = fingerprint("")


def find_ghosts(memory: Memory, current: Mapping[str, object]) -> Ghosts:
    """Find those that are remembered and not there."""
    return {
        (name, mark): id_
        for id_, marks in memory.items()
        if id_ not in current
        for name, mark in marks.items()
        if name in (KEY, *PRODUCT_IDENTITY) and mark != _NOTHING
    }


def ghost_of(entry: Entry, ghosts: Ghosts, source: Source) -> str | None:
    """The id under which an entry was in content, if it was."""
    if not ghosts:
        return None
    marks = key_mark(entry)
    for name in PRODUCT_IDENTITY:
        marks[name] = fingerprint(meaning(source.field(name), entry.values.get(name)))
    return next((ghosts[mark] for mark in marks.items() if mark in ghosts), None)


def key_mark(entry: Entry) -> dict[str, str]:
    """What is remembered of the sheet's own key of an entry."""
    return {KEY: fingerprint(entry.key)} if entry.key else {}
