"""Every text that somebody wrote into a model, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import Any

from pydantic import BaseModel

from generator.content.site import Profile
from generator.models.locale import Localized
from generator.problems import Place
from generator.prose.parts import Prose

Keys = tuple[str | int, ...]

_TAG = re.compile(r"<[^>]*>")


def texts_in(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Walk a model; the keys of a place are those that people write."""
    return ((place.at(*keys) if keys else place, text) for keys, text in keyed_texts(value))


def keyed_texts(value: Any) -> list[tuple[Keys, str]]:
    """Walk a model; each text with the keys that lead to it, as people write them."""
    found: list[tuple[Keys, str]] = []
    _gather(value, (), found)
    return found


def _gather(value: Any, keys: Keys, found: list[tuple[Keys, str]]) -> None:
    items: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, str):
        found.append((keys, value))
    elif isinstance(value, BaseModel):
        items = [(key, getattr(value, name)) for name, key in _fields(type(value))]
    elif isinstance(value, list | tuple):
        items = enumerate(value)
    elif isinstance(value, Localized):
        found += [((*keys, tag) if tag else keys, text) for tag, text in value.texts]
    elif isinstance(value, Mapping):
        items = ((str(key), inner) for key, inner in value.items())
    for key, inner in items:
        if isinstance(inner, str):
            found.append(((*keys, key), inner))
        elif inner is not None:
            _gather(inner, (*keys, key), found)


@lru_cache(maxsize=256)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """A model's fields: as they are called here, and as people write them."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def plain_text(prose: Prose) -> str:
    """The words of a rendered text, without markup."""
    return unescape(_TAG.sub("", "".join(part for part in prose.parts if isinstance(part, str))))


def story_file(profile: Profile) -> str:
    """The file of a person's story: beside profile.yaml, or the one file that holds both."""
    file = profile.place.file
    return file.removesuffix("profile.yaml") + "story.md" if file.endswith(".yaml") else file
