"""How a file is to be read, and how it was read."""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal

from msgspec import Struct, field

from generator.problems import Place
from generator.report.link_values import Person


class ReadFile(Struct):
    """How one table of a file was read: what the report says about it."""

    number: int
    file: str
    dialect: str
    title: str
    table: str
    dimensions: str = ""
    digest: str = ""
    rows: int = 0
    left_out: int = 0
    first_day: str = ""
    last_day: str = ""
    totals: dict[str, Decimal] = field(default_factory=dict)
    """The file's own totals, where it has any."""
    sums: dict[str, Decimal] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def place(self) -> Place:
        """The place of the file."""
        return Place(self.file)


class Wish(Struct, frozen=True):
    """How files are to be read. `columns` is what `--map` says; `known_subs` are sub-ids that links carry.

    `known_values` are the other values of links by their name (`utm_source` ...), folded. `like_totals` are the people
    whose slug, code or name is also a word for a total, by that word.
    """

    zone: str
    currency: str
    locales: tuple[str, ...] = ("en",)
    columns: Mapping[str, str] = field(default_factory=dict)
    kept_maps: tuple[Mapping[str, str], ...] = ()
    known_subs: Set[str] = frozenset()
    known_values: Mapping[str, Set[str]] = field(default_factory=dict)
    like_totals: Mapping[str, Person] = field(default_factory=dict)
