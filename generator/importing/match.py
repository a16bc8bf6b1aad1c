"""Which of the entries in a sheet is which of those that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from anyascii import anyascii

from generator.columns.current import Current
from generator.columns.field import Field, meaning
from generator.columns.fingerprints import fingerprint
from generator.importing.entry import Entry, Source

Memory = Mapping[str, Mapping[str, str]]
"""By id: fingerprints of what the sheet said last time."""

KEY = "_key"
"""Under which the fingerprint of an entry's `key` is remembered."""
PRODUCT_IDENTITY = ("handle", "url", "variant")
PERSON_IDENTITY = (
    "partner_id",
    "handle",
    "instagram",
    "tiktok",
    "youtube",
    "threads",
    "x",
    "facebook",
    "pinterest",
    "website",
    "link",
    "code",
)


def match_entries(
    entries: Sequence[Entry],
    current: Mapping[str, Current],
    memory: Memory,
    source: Source,
    identity: Sequence[str],
) -> dict[int, str]:
    """Lead from an entry (by its place in the list) to the id of the one that it is; new ones are left out.

    The surest sign comes first, over all entries, and nobody is two: an id that the sheet gives, a field
    that is somebody's own, now or in the last sheet, the name, the name without accents.
    """
    matched: dict[int, str] = {}
    named: set[int] = set()
    free = set(current)

    def take(keys: Callable[[Entry], Iterable[str]], index: Mapping[str, Sequence[str]]) -> None:
        for at, entry in enumerate(entries):
            if at not in matched and at not in named:
                hit = next((id_ for key in keys(entry) for id_ in index.get(key, ()) if id_ in free), None)
                if hit is not None:
                    matched[at] = hit
                    free.discard(hit)

    take(lambda entry: [entry.slug] if _given(entry, source) else [], {id_: [id_] for id_ in current})
    named = {at for at, entry in enumerate(entries) if _given(entry, source)}  # matched now, or new under that id
    keys = {marks[KEY]: [id_] for id_, marks in memory.items() if KEY in marks}
    take(lambda entry: [fingerprint(entry.key)] if entry.key else [], keys)
    for name in (*identity, "name"):
        field = source.field(name)
        index: dict[str, list[str]] = {}
        for id_, one in current.items():
            now = next((meaning(field, raw) for _, raw in one.values(field)), "")
            if name == "handle" and not now and "url" in identity:
                now = id_  # a product whose id is its handle does not say so again
            for mark in {fingerprint(now.casefold()) if now else "", memory.get(id_, {}).get(name, "")}:
                if mark:
                    index.setdefault(mark, []).append(id_)
        take(lambda entry, name=name, field=field: _marks(entry, name, field), index)  # type: ignore[misc]
    folded: dict[str, list[str]] = {}
    for id_, one in current.items():
        folded.setdefault(_fold(str(one.data.get("name") or "")), []).append(id_)
    take(lambda entry: [_fold(entry.label)], folded)
    return matched


def _marks(entry: Entry, name: str, field: Field) -> list[str]:
    said = meaning(field, entry.values.get(name))
    return [fingerprint(said), fingerprint(said.casefold())] if said else []


def _fold(name: str) -> str:
    return " ".join(anyascii(name).casefold().split()) or "\0"


def tell_repeated(entries: Sequence[Entry], source: Source, identity: Sequence[str]) -> list[Entry]:
    """The entries without those that say somebody a second time; these are reported."""
    kept: list[Entry] = []
    seen: dict[str, list[Entry]] = {}
    ids: dict[str, Entry] = {}
    for entry in entries:
        same = ids.get(entry.slug) if _given(entry, source) else None
        same = same or next(
            (o for o in seen.get(entry.label.casefold(), []) if _alike(entry, o, source, identity)), None
        )
        if same:
            source.skip(
                entry.row,
                entry.columns.get("name"),
                f"`{entry.label[:60]}` stands in {source.at(same.row)} already",
                "keep one of the two, or fill in what tells them apart",
            )
            continue
        kept.append(entry)
        seen.setdefault(entry.label.casefold(), []).append(entry)
        if _given(entry, source):
            ids[entry.slug] = entry
    return kept


def _given(entry: Entry, source: Source) -> bool:
    column = source.layout.columns.get("id", source.layout.columns.get("slug"))
    return column is not None and entry.row.text(column) == entry.slug


def _alike(one: Entry, other: Entry, source: Source, identity: Sequence[str]) -> bool:
    """Whether nothing tells two entries of one name apart."""
    if _given(one, source) and _given(other, source) and one.slug != other.slug:
        return False
    for name in identity:
        field = source.field(name)
        first, second = meaning(field, one.values.get(name)), meaning(field, other.values.get(name))
        if first and second and first != second:
            return False
    return True
