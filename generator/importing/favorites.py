"""Favourites as people write them: by name, shop address, handle or id, several in one cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from generator.authoring.slug import slug_of
from generator.columns.cells import clean
from generator.columns.field import Raw
from generator.content.product_addresses import hint_by_shop
from generator.content.site import Site
from generator.importing.catalogue import Catalogue
from generator.importing.entry import SheetEntry, SheetSource
from generator.problems import did_you_mean
from generator.tables.table import Row

Find = Callable[[str], set[str]]
_BREAKS = re.compile(r"[\n\r;|•·]+")
_MARK = re.compile(r"^\s*(?:[-*–—]\s+|[0-9]{1,2}[.)]\s+)")
_LINK = re.compile(r"\[([^\]]*)\]\((\S+?)\)|^(.*?)\s*[(<]?(https?://[^\s)>]+)[)>]?$")
_COMMA = re.compile(",")
_WORDS = re.compile(r"\s+(?:/|\+|&|and|und|et|y|e|en|i)\s+|\s*/\s*", re.IGNORECASE)
_LONGEST = 6
"""Maximum parts of one name with commas."""
_MOST = 200
_MOST_HINTS = 40
"""Unknown names for which the reader seeks the nearest one: that is slow with many products."""


class ListResolver:
    """Resolver of product and campaign names in a sheet of people to ids."""

    def __init__(self, site: Site, source: SheetSource) -> None:
        self.source = source
        self.products, self.campaigns = site.products, site.campaigns
        self.catalogue = Catalogue(site.products)
        self.find_product, self.find_campaign = cache(self.catalogue.find), cache(self._campaign)
        self._hints = 0

    def resolve(self, entry: SheetEntry) -> SheetEntry:
        """Return an entry whose favourites and campaigns are ids; report and leave out unknown and ambiguous names."""
        values = dict(entry.values)
        self._list(entry, values, "favorites", "product", self.find_product, self.catalogue.names)
        self._list(entry, values, "campaigns", "campaign", self.find_campaign, list(self.campaigns))
        return replace(entry, values=values)

    def _list(
        self, entry: SheetEntry, values: dict[str, Raw | None], name: str, what: str, find: Find, names: Sequence[str]
    ) -> None:
        column = entry.columns.get(name)
        if column is None or name not in values or isinstance(values[name], str) or not entry.row_of(name).text(column):
            return  # the cell is missing, or an unedited cell of an exported sheet
        ids: list[str] = []
        has_unmatched_part = False
        for text, part in self._parts(entry.row_of(name), column, find):
            if len(part) == 1:
                ids += part
                continue
            has_unmatched_part = True
            several = f"{', '.join(sorted(part)[:4])} are all called `{text[:60]}`" if part else ""
            why = several or f"no {what} is called `{text[:60]}`"
            self.source.leave_out_cell(entry.row_of(name), column, why, self._hint(text, part, what, names), "it")
        if ids or not has_unmatched_part:
            values[name] = tuple(dict.fromkeys(ids)) or None
        else:
            del values[name]

    def _campaign(self, text: str) -> set[str]:
        slug, folded_text = slug_of(text, ""), text.casefold()
        if slug in self.campaigns:
            return {slug}
        names_by_id = {id_: (campaign.name, campaign.utm or id_) for id_, campaign in self.campaigns.items()}
        return {
            id_
            for id_, names in names_by_id.items()
            if folded_text in map(str.casefold, names) or slug == slug_of(names[0], "")
        }

    def _hint(self, text: str, ids: set[str], what: str, names: Sequence[str]) -> str:
        if ids:
            return "write the id of the right one"
        if what == "product" and (by_shop := hint_by_shop(text, self.products)):
            return by_shop
        self._hints += 1
        where = "content/products.yaml does not have it: is it a draft in the shop? Write a name, id or address, no SKU"
        otherwise = where if what == "product" else "write the id of a campaign"
        return did_you_mean(text, names[:2000], otherwise) if self._hints <= _MOST_HINTS else otherwise

    def _parts(self, row: Row, column: int, find: Find) -> Iterator[tuple[str, set[str]]]:
        """Yield each part of a cell with the ids that it matches."""
        whole = row.cells[column] if column < len(row.cells) else ""
        link = row.link(column)
        if link and not find(clean(whole)) and (ids := find(link)):
            yield link, ids
            return
        for piece in _BREAKS.split(whole)[:_MOST]:
            text = clean(_MARK.sub("", piece))
            if text:
                yield from self._piece(text, find)

    def _piece(self, text: str, find: Find) -> Iterator[tuple[str, set[str]]]:
        addresses = re.split(r"[\s,]+(?=https?://)", text)
        if len(addresses) > 1 and text.startswith("http"):
            yield from ((url, find(url)) for url in addresses)
            return
        if ids := _find(text, find):
            yield text, ids
            return
        for part, products in _join_names(text, _COMMA, find):
            several = list(_join_names(part, _WORDS, find)) if not products else []
            if several and all(ids for _, ids in several):
                yield from several
            else:
                yield part, products


def _join_names(text: str, sign: re.Pattern[str], find: Find) -> Iterator[tuple[str, set[str]]]:
    """Yield the parts of a text, joining as many as form one name: `Salt, Sun & Sea` has a comma of its own."""
    spans = [match.span() for match in sign.finditer(text)][:_MOST]
    starts, ends = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)]
    at = 0
    while at < len(starts):
        for last in range(min(len(ends), at + _LONGEST) - 1, at - 1, -1):
            part = clean(_MARK.sub("", text[starts[at] : ends[last]]))
            ids = _find(part, find) if part else set()
            if ids or last == at:
                if part:
                    yield part, ids
                at = last + 1
                break


def _find(text: str, find: Find) -> set[str]:
    """Return the matches of the whole text, of the address in it, or of the words beside the address."""
    if ids := find(text):
        return ids
    link = _LINK.search(text)
    if link:
        name, url = (link[1], link[2]) if link[2] else (link[3], link[4])
        return find(url) or (find(clean(name)) if name else set())
    return set()
