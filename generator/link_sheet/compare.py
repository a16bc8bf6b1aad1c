"""What changed between two sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from generator.link_sheet.row import LinkRow

_FIELDS = ("scheme", "campaign", "destination", "rel", "label")
_DEEPEST = 4  # addresses inside addresses


class LinkChange(NamedTuple):
    """A value that is another now: "" stands for none."""

    what: str
    before: str
    after: str


class ChangedLink(Struct, frozen=True):
    """A link that changed, as the new sheet has it."""

    row: LinkRow
    changes: tuple[LinkChange, ...]


class Comparison(Struct, frozen=True):
    """What a new sheet has that the old had not, and the other way round; links in the order of their sheet."""

    added_links: tuple[LinkRow, ...]
    removed_links: tuple[LinkRow, ...]
    changed_links: tuple[ChangedLink, ...]
    same: int


def compare_sheets(old: Iterable[LinkRow], new: Iterable[LinkRow]) -> Comparison:
    """Compare two sheets. A link is known again by its page, placement and product; its line does not matter."""
    before, after = _group_rows(old), _group_rows(new)
    added_rows: list[LinkRow] = []
    removed_rows: list[LinkRow] = []
    changed_links: list[ChangedLink] = []
    same = 0
    for key in dict.fromkeys((*before, *after)):
        olds, news = list(before.get(key, ())), list(after.get(key, ()))
        rows = [row._replace(line=0) for row in olds]
        fresh = []
        for row in news:
            if row._replace(line=0) in rows:
                index = rows.index(row._replace(line=0))
                del rows[index], olds[index]
                same += 1
            else:
                fresh.append(row)
        for old_row, new_row in zip(olds, fresh, strict=False):
            changed_links.append(ChangedLink(new_row, tuple(_changes(old_row, new_row))))
        removed_rows += olds[len(fresh) :]
        added_rows += fresh[len(olds) :]
    return Comparison(tuple(added_rows), tuple(removed_rows), tuple(changed_links), same)


def _group_rows(rows: Iterable[LinkRow]) -> dict[tuple[str, ...], list[LinkRow]]:
    groups: dict[tuple[str, ...], list[LinkRow]] = {}
    for row in rows:
        # An unplanned link is known by its address alone.
        key = (row.page, row.ambassador, row.channel, row.placement, row.product, "" if row.placement else row.url)
        groups.setdefault(key, []).append(row)
    return groups


def _changes(old: LinkRow, new: LinkRow) -> Iterator[LinkChange]:
    in_url = list(compare_urls(old.url, new.url))
    yield from in_url
    url_changes = {(change.before, change.after) for change in in_url}
    for name in _FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after and (before, after) not in url_changes:  # `campaign` beside `utm_campaign` says nothing new
            yield LinkChange(name, before, after)


def compare_urls(old: str, new: str, inside: str = "") -> Iterator[LinkChange]:
    """Say which parts of an address are others: `address` (scheme and host), `path`, each parameter, `#`.

    An address in a parameter is compared part by part: `ued › utm_source`.
    """
    if old == new:
        return
    if not (_is_web(old) and _is_web(new)) or inside.count("›") >= _DEEPEST:
        yield LinkChange(inside.removesuffix(" › ") or "url", old, new)
        return
    before, after = urlsplit(old), urlsplit(new)
    changes = [
        *_if_other(f"{inside}address", f"{before.scheme}://{before.netloc}", f"{after.scheme}://{after.netloc}"),
        *_if_other(f"{inside}path", before.path, after.path),
        *_compare_pairs(_pairs(before.query), _pairs(after.query), inside),
        *_compare_pairs(_pairs(before.fragment), _pairs(after.fragment), f"{inside}#"),
    ]
    yield from changes or [LinkChange(inside.removesuffix(" › ") or "url", old, new)]  # another order, another encoding


def _compare_pairs(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], inside: str) -> Iterator[LinkChange]:
    before_by, after_by = _by_key(old), _by_key(new)
    for key in dict.fromkeys((*before_by, *after_by)):
        before, after = before_by.get(key, []), after_by.get(key, [])
        for index in range(max(len(before), len(after))):
            earlier = before[index] if index < len(before) else ""
            later = after[index] if index < len(after) else ""
            if earlier and later and _is_web(earlier) and _is_web(later):
                yield from compare_urls(earlier, later, f"{inside}{key} › ")
            else:
                yield from _if_other(f"{inside}{key}", earlier, later)


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    values_by_key: dict[str, list[str]] = {}
    for key, value in pairs:
        values_by_key.setdefault(key, []).append(value)
    return values_by_key


def _if_other(what: str, before: str, after: str) -> list[LinkChange]:
    return [LinkChange(what, before, after)] if before != after else []


def _pairs(text: str) -> list[tuple[str, str]]:
    """Keys and values of a query or a fragment; a fragment that holds none is a value under no key."""
    if text and "=" not in text:
        return [("", text)]
    return parse_qsl(text, keep_blank_values=True)


def _is_web(text: str) -> bool:
    if not text.startswith(("https://", "http://")):
        return False
    try:
        urlsplit(text)
    except ValueError:
        return False
    return True
