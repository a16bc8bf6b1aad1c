"""Fields of a roster in a sheet of people: `roster.owner`, `roster.platforms.instagram.followers`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from generator.columns import cells
from generator.columns.cells import CellError, short
from generator.columns.context import SurveyColumn
from generator.columns.countries import find_country
from generator.columns.days import read_day, survey_days
from generator.columns.field import Field, Raw
from generator.columns.languages import read_language
from generator.columns.numbers import read_count, survey_counts
from generator.columns.platforms import SHORT
from generator.columns.prices import read_price
from generator.models.platforms import Platform
from generator.models.roster import Contract, Exclusivity, Fee, Numbers, Pause, Steps

Keys = tuple[str, ...]
PREFIX = "roster."
"""Beginning of the name of each field: a profile has `from` and `until` of its own."""
REMOVE = "-"
"""A cell that takes the value away; an empty one changes nothing."""
LISTS = ("history", "gifts", "pieces", "rights")
"""Keys whose cells hold a group a line: `{day: 2027-01-22, product: cloud-balm}`."""
_COUNTS = frozenset(Numbers.model_fields) - {"checked"}
_DAYS = frozenset(("checked", "signed", "until", "from", *Steps.model_fields))
_NAMES: Mapping[str, tuple[str, ...]] = {
    "owner": (
        *("owner", "account owner", "account manager", "assigned to", "relationship owner", "creator owner"),
        *("responsable", "betreut von", "zuständig", "gestor"),
    ),
    "country": (
        *("country", "country code", "country of residence", "pays", "land", "país", "paese", "kraj"),
        *("shipping address country code", "shipping address country"),
    ),
    "languages": ("languages spoken", "spoken languages", "content languages", "content language", "posts in"),
    "state.invited": ("invited", "invited on", "date invited", "invitation date", "first contacted", "contacted on"),
    "state.answered": ("answered", "answered on", "replied on", "first reply", "response date"),
    "state.agreed": ("agreed", "agreed on", "accepted on", "date accepted", "activation date"),
    "state.declined": ("declined on", "date declined", "rejected on"),
    "contract.signed": ("contract signed", "contract signed on", "signed on", "contract date"),
    "contract.until": ("contract until", "contract end", "contract end date", "contract expires", "contract expiry"),
    "contract.exclusivity.until": ("exclusivity until", "exclusivity end", "exclusivity end date", "exclusive until"),
    "fee.amount": ("fee", "flat fee", "fee amount"),
    "fee.per": ("fee per",),
    "fee.currency": ("fee currency",),
}
_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "followers": ("followers", "follower count", "subscribers", "abonnés", "seguidores", "abonnenten"),
    "posts": ("posts analysed", "posts analyzed"),
    "median_views": ("median views", "views median"),
    "likes": ("average likes", "avg likes", "median likes", "likes"),
    "comments": ("average comments", "avg comments", "median comments", "comments"),
    "saves": ("average saves", "avg saves", "saves"),
    "shares": ("average shares", "avg shares", "shares"),
    "reach": ("average reach", "avg reach", "median reach"),
    "checked": ("numbers checked", "stats updated", "last updated", "updated at"),
}


def roster_keys(platforms: Sequence[str]) -> tuple[Keys, ...]:
    """Return the keys of every column, in the order of the file."""
    groups = (
        *_keys_of(Steps, "state"), *_keys_of(Pause, "paused"),
        *(keys for platform in platforms for keys in _keys_of(Numbers, "platforms", platform)),
        *((name,) for name in LISTS), *_keys_of(Contract, "contract"),
        *_keys_of(Exclusivity, "contract", "exclusivity"), *_keys_of(Fee, "fee"),
    )  # fmt: skip
    return (("owner",), ("country",), ("languages",), *groups)


def _keys_of(model: type[Any], *before: str) -> Iterator[Keys]:
    for name, field in model.model_fields.items():
        if field.annotation != (Exclusivity | None):
            yield (*before, field.alias or name)


@cache
def roster_fields(*, by_any_name: bool) -> tuple[Field, ...]:
    """Return all fields of a roster. `by_any_name`: also by the names that other tools' sheets have.

    They have no path, as their values are no part of a profile.
    """
    return tuple(_field(keys, by_any_name) for keys in roster_keys(get_args(Platform)))


def _field(keys: Keys, by_any_name: bool) -> Field:
    name = ".".join(keys)
    names: tuple[str, ...] = ()
    if by_any_name and keys[0] == "platforms":
        words = (keys[1], *SHORT.get(keys[1], ()))
        names = tuple(name for word in words for what in _NUMBERS.get(keys[2], ()) for name in _orders(word, what))
    elif by_any_name:
        names = _NAMES.get(name, ())
    read_cell, survey = _reader(keys)
    return Field(f"{PREFIX}{name}", (), read_cell, names, survey=survey)


def _orders(platform: str, what: str) -> tuple[str, ...]:
    """Return `instagram avg likes` and `avg instagram likes`."""
    first, _, measure = what.partition(" ")
    return (f"{platform} {what}", *([f"{first} {platform} {measure}"] if first in ("average", "avg", "median") else []))


def _reader(keys: Keys) -> tuple[Callable[[str], Raw], SurveyColumn | None]:
    last = keys[-1]
    if keys[0] == "platforms" and last in _COUNTS:
        return read_count, survey_counts
    if last in _DAYS:
        return read_day, survey_days
    plain: dict[str, Callable[[str], Raw]] = {
        "country": read_country, "languages": read_languages, "adult": cells.read_flag, "amount": read_price,
        **dict.fromkeys(LISTS, str.strip),
    }  # fmt: skip
    return plain.get(last, cells.read_line), None


def read_country(cell: str) -> str:
    """Return the two letters of a country, as in `FR`, `France`, `FRA`. Raises CellError."""
    code = find_country(cell)
    if not code:
        raise CellError(f"`{short(cell, 60)}` is not a country", "write its two letters, such as FR")
    return code


def read_languages(cell: str) -> tuple[str, ...]:
    """Return the tags of languages, as in `fr, en` or `French / English`. Raises CellError."""
    return tuple(dict.fromkeys(read_language(name) for name in re.split(r"[,;/|\n]", cell) if name.strip()))
