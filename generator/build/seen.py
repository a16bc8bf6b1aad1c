"""A mapping that notes what is asked of it: a page depends on just the products that it looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

V = TypeVar("V")
ALL = "*"
"""Noted when somebody looks at all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen(Mapping[str, V]):
    """`held`, with the keys that were looked up, also those that are not there."""

    held: Mapping[str, V]
    noted: set[str] = field(default_factory=set)

    def __getitem__(self, key: str) -> V:
        self.noted.add(key)
        return self.held[key]

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.noted.add(key)
        return key in self.held

    def __iter__(self) -> Iterator[str]:
        self.noted.add(ALL)
        return iter(self.held)

    def __len__(self) -> int:
        self.noted.add(ALL)
        return len(self.held)


def noted_in(mapping: Mapping[str, object]) -> set[str]:
    """What was looked up in a mapping that notes it."""
    return mapping.noted if isinstance(mapping, Seen) else set()
