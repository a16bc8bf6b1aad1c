"""The column maps that a site keeps (content/imports.yaml), and which of them a sheet has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.columns.cells import clean
from generator.columns.field import plain
from generator.columns.fields import Kind
from generator.content.discovery import IMPORTS
from generator.models.imports import Imports, SheetMap
from generator.problems import Place


@dataclass(frozen=True, slots=True)
class KeptMap:
    """One map and its place in the file."""

    place: Place
    columns: Mapping[str, str]
    sheet: Sequence[str]

    @property
    def needs(self) -> frozenset[str]:
        """The columns (see `plain`) that a sheet must have for it."""
        return frozenset(map(plain, (*self.sheet, *self.columns.values())))


def kept_maps(imports: Imports | None, kind: Kind) -> tuple[KeptMap, ...]:
    """The maps for one kind of import, in the order of the file."""
    maps: tuple[SheetMap, ...] = getattr(imports, kind) if imports else ()
    return tuple(
        KeptMap(Place(IMPORTS, (kind, number)), one.columns, tuple(map(clean, one.sheet)))
        for number, one in enumerate(maps)
    )


def choose_map(maps: Sequence[KeptMap], names: Sequence[str]) -> KeptMap | None:
    """The map whose columns a sheet has, by their `plain` names: of several the one with most, then the last."""
    held = set(names)
    fitting = [one for one in maps if one.needs <= held]
    return max(reversed(fitting), key=lambda one: len(one.needs), default=None)
