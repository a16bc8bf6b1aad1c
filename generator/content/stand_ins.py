"""Stand-ins: values in place of wrong ones, so that one run also finds the problems of everything beside them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)
Keys = tuple[int | str, ...]

_MOST_ROUNDS = 100
"""Most validations of one file. Each finds wrong values, which are then removed or replaced."""
_REMOVAL = object()
_VALUES: tuple[Any, ...] = (
    "stand-in", "/stand-in", "https://stand-in.invalid", "2000-01-01", "1", "1%", "true", "#000000", {}, []
)  # fmt: skip
"""Tried in this order. A short name is also a text, a code and the path of a file."""


class RepairResult(NamedTuple, Generic[M]):
    """What is left of data with errors. `model` is None if nothing makes the data valid."""

    model: M | None
    stand_ins: frozenset[Keys]
    """Places of the values that no person wrote there."""
    later: list[ErrorDetails]
    """Errors of right values, which pydantic finds only once the first ones are correct."""


def without_wrong_values(
    model: type[M],
    data: Mapping[str, Any],
    context: dict[str, str],
    details: Sequence[ErrorDetails],
    misspelt: Mapping[Keys, Keys],
    harmless: Container[Keys],
) -> RepairResult[M]:
    """Return the model of `data` without the values that caused the errors `details`.

    A wrong value of an optional key is removed. A stand-in replaces any other, so that entries of lists keep their
    numbers. `misspelt` maps the place of a required key to that of the misspelt key beside it, and `harmless` are the
    unknown keys that mean no other one.
    """
    repair = _Repair(data, harmless)
    later: list[ErrorDetails] = []
    for right, wrong in misspelt.items():
        repair.move(wrong, right)
    for count in range(_MOST_ROUNDS):
        if count:
            later += [detail for detail in details if not repair.has_changed(detail)]
        if not all(repair.mend(detail) for detail in details):
            break
        try:
            whole = model.model_validate(repair.data, context=context)
        except ValidationError as error:
            details = error.errors(include_url=False)
        else:
            return RepairResult(whole, frozenset(repair.stand_ins), later)
    return RepairResult(None, frozenset(), later)


class _Fewer(dict[str, Any]):
    """A group without one of its keys."""


class _Spot(NamedTuple):
    """A value in the data: the group or list that has it, its key, and its place."""

    holder: Any
    key: int | str
    place: Keys

    @property
    def is_absent(self) -> bool:
        return isinstance(self.holder, dict) and self.key not in self.holder

    def remove(self) -> None:
        self.holder.pop(self.key, None)


class _Repair:
    def __init__(self, data: Mapping[str, Any], harmless: Container[Keys]) -> None:
        self.data = _copy(data)
        self.harmless = harmless
        self.stand_ins: set[Keys] = set()
        self.removed_places: set[Keys] = set()
        self.untried: dict[Keys, list[Any]] = {}

    def has_changed(self, detail: ErrorDetails) -> bool:
        """Return whether anything at, in or around the values that an error is about was removed or replaced."""
        place, context, changed_places = _place_of(detail), detail.get("ctx", {}), self.stand_ins | self.removed_places
        about = [(*place, *context.get("key", ()))]
        if context.get("beside"):
            about.append((*place, context["beside"]))
        return any(
            changed_place[: len(at)] == at or at[: len(changed_place)] == changed_place
            for at in about
            for changed_place in changed_places
        )

    def move(self, wrong: Keys, right: Keys) -> None:
        """Give a required key the value of a misspelt one in the same group."""
        spot = self._find(wrong)
        if spot is not None and not spot.is_absent:
            spot.holder[right[-1]] = spot.holder.pop(wrong[-1])
            self.stand_ins.add(right)

    def mend(self, detail: ErrorDetails) -> bool:
        """Remove or replace the value that an error is about; return False if nothing is left to try."""
        kind, place, context = detail["type"], detail["loc"], detail.get("ctx", {})
        if place != _place_of(detail):
            spot = self._find(place[:-1])
            if spot is not None:
                self._remove(spot)
            return True
        spot = self._find((*place, *context["key"])) if context.get("key") else None
        if spot is None or spot.is_absent:
            spot = self._find(place)
        if spot is None:
            return False
        if spot.is_absent != (kind == "missing"):
            return True  # another error of this value has already changed it
        if kind == "too_short" and len(detail["input"]) >= context["min_length"]:
            return True  # its entries are wrong, not their number
        value = None if spot.is_absent else spot.holder[spot.key]
        if kind == "too_long" and isinstance(value, list):
            self.removed_places.add(spot.place)
            del value[context["max_length"] :]
            return True
        if isinstance(value, dict) and "message" in context:
            lacks = context.get("lacks", "")
            if lacks and lacks not in value:
                return self._replace(_Spot(value, lacks, (*spot.place, lacks)))
            fewer = [
                _Fewer({inner_key: value[inner_key] for inner_key in value if inner_key != key})
                for key in reversed(value)
            ]
            self.untried.setdefault(spot.place, [*fewer, _REMOVAL, *_VALUES])
        elif kind == "literal_error":
            self.untried.setdefault(spot.place, [_REMOVAL, context["expected"].split("'")[1]])
        return self._replace(spot)

    def _replace(self, spot: _Spot) -> bool:
        if spot.is_absent and spot.place not in self.untried:
            self.untried[spot.place] = [*_VALUES]
        for value in _pop_each(self.untried.setdefault(spot.place, [_REMOVAL, *_VALUES])):
            if value is not _REMOVAL:
                (self.removed_places if isinstance(value, _Fewer) else self.stand_ins).add(spot.place)
                spot.holder[spot.key] = _copy(value)
                return True
            if isinstance(spot.holder, dict):
                self._remove(spot)
                return True
        around = self._find(spot.place[:-1])
        return around is not None and self._replace(around)

    def _remove(self, spot: _Spot) -> None:
        if spot.place not in self.harmless:
            self.removed_places.add(spot.place)
        spot.remove()

    def _find(self, place: Keys) -> _Spot | None:
        """Return the value at a place, or the nearest one around it that the data has."""
        here: Any = self.data
        spot = None
        for number, key in enumerate(place, 1):
            if isinstance(here, dict) and isinstance(key, int):
                continue  # one group, where a list of groups may stand
            if isinstance(here, dict) and key not in here:
                return _Spot(here, key, place[:number]) if number == len(place) else spot
            if not isinstance(here, dict) and not (isinstance(here, list) and isinstance(key, int) and key < len(here)):
                return spot
            spot = _Spot(here, key, place[:number])
            here = spot.holder[key]
        return spot


def _place_of(detail: ErrorDetails) -> Keys:
    """Return the place of an error, without pydantic's mark for keys."""
    return detail["loc"][:-1] if detail["loc"][-1:] == ("[key]",) else detail["loc"]


def _pop_each(values: list[Any]) -> Iterator[Any]:
    while values:
        yield values.pop(0)


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value
