"""Mapping that records lookups, so that a page depends only on the products that it looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

V = TypeVar("V")
ALL_KEYS = "*"
"""Recorded when a caller iterates over all keys."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedMapping(Mapping[str, V]):
    """A view of `mapping` that records the keys that callers looked up, missing ones included."""

    mapping: Mapping[str, V]
    keys_read: set[str] = field(default_factory=set)

    def __getitem__(self, key: str) -> V:
        self.keys_read.add(key)
        return self.mapping[key]

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str):
            self.keys_read.add(key)
        return key in self.mapping

    def __iter__(self) -> Iterator[str]:
        self.keys_read.add(ALL_KEYS)
        return iter(self.mapping)

    def __len__(self) -> int:
        self.keys_read.add(ALL_KEYS)
        return len(self.mapping)


def keys_read_from(mapping: Mapping[str, object]) -> set[str]:
    """Return the recorded keys of a mapping; none if it does not record them."""
    return mapping.keys_read if isinstance(mapping, TrackedMapping) else set()
