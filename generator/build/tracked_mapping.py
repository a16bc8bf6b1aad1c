"""Mapping that records lookups, so that a page depends only on the products that it looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")
ALL_KEYS = "*"
"""Recorded when a caller iterates over all keys."""


class TrackedMapping(Mapping[str, V]):
    """A view of `mapping` that records the keys that callers looked up, missing ones included."""

    def __init__(self, mapping: Mapping[str, V]) -> None:
        self.mapping = mapping
        self.keys_read: set[str] = set()

    __eq__ = object.__eq__  # comparing the content would read every key
    __hash__ = object.__hash__

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
