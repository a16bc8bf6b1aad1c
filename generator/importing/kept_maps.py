"""Column maps saved in content/imports.yaml, and the choice of the one that fits a sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from generator.columns.cells import clean
from generator.columns.field import plain
from generator.columns.fields import Kind
from generator.content.discovery import IMPORTS
from generator.models.imports import Imports, SheetMap
from generator.problems import Place


class KeptMap(Struct, frozen=True):
    """One saved map and its place in the file."""

    place: Place
    columns: Mapping[str, str]
    sheet: Sequence[str]

    @property
    def needs(self) -> frozenset[str]:
        """Return the columns (see `plain`) that a sheet must have for this map."""
        return frozenset(map(plain, (*self.sheet, *self.columns.values())))


def kept_maps(imports: Imports | None, kind: Kind) -> tuple[KeptMap, ...]:
    """Return the maps for one kind of import, in file order."""
    maps: tuple[SheetMap, ...] = getattr(imports, kind) if imports else ()
    return tuple(
        KeptMap(Place(IMPORTS, (kind, number)), written_map.columns, tuple(map(clean, written_map.sheet)))
        for number, written_map in enumerate(maps)
    )


def choose_map(maps: Sequence[KeptMap], names: Sequence[str]) -> KeptMap | None:
    """Return the map whose columns the sheet has (`plain` names): the one with most columns, then the last."""
    header_names = set(names)
    fitting = [kept_map for kept_map in maps if kept_map.needs <= header_names]
    return max(reversed(fitting), key=lambda kept_map: len(kept_map.needs), default=None)
