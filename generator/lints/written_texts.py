"""All texts of a model, with their places."""

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
    """Yield each text of a model with its place, whose keys are those of the file."""
    return ((place.at(*keys) if keys else place, text) for keys, text in keyed_texts(value))


def keyed_texts(value: Any) -> list[tuple[Keys, str]]:
    """Return each text of a model with its path of keys, as the file writes them."""
    texts: list[tuple[Keys, str]] = []
    _gather(value, (), texts)
    return texts


def _gather(value: Any, keys: Keys, texts: list[tuple[Keys, str]]) -> None:
    items: Iterable[tuple[str | int, Any]] = ()
    kind = _holder(value.__class__)
    if isinstance(value, str):
        texts.append((keys, value))
    elif kind is BaseModel:
        items = [(key, getattr(value, name)) for name, key in _fields(value.__class__)]
    elif kind is tuple or kind is list:
        items = enumerate(value)
    elif kind is Localized:
        texts += [((*keys, tag) if tag else keys, text) for tag, text in value.texts]
    elif kind is Mapping:
        items = ((str(key), inner) for key, inner in value.items())
    for key, inner in items:
        if isinstance(inner, str):
            texts.append(((*keys, key), inner))
        elif inner is not None:
            _gather(inner, (*keys, key), texts)


def bare_texts(value: Any) -> list[str]:
    """Return the same texts without keys, in a quarter of the time. Most texts have no finding, and need no place."""
    texts: list[str] = []
    _gather_bare((value,), texts)
    return texts


def _gather_bare(values: Iterable[Any], texts: list[str]) -> None:
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif value is not None and (kind := _holder(value.__class__)):
            if kind is BaseModel:
                _gather_bare(vars(value).values(), texts)
            elif kind is Localized:
                texts += [text for _, text in value.texts]
            else:
                _gather_bare(value.values() if kind is Mapping else value, texts)


@lru_cache(maxsize=512)
def _holder(kind: type) -> type | None:
    """Return the type that describes how a value contains texts. The cache avoids the slow test for a model."""
    return next((holder for holder in (BaseModel, list, tuple, Localized, Mapping) if issubclass(kind, holder)), None)


@lru_cache(maxsize=256)
def _fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return a model's fields: attribute name and key in the file."""
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def plain_text(prose: Prose) -> str:
    """Return the words of a rendered text, without markup."""
    return unescape(_TAG.sub("", "".join(part for part in prose.parts if isinstance(part, str))))


def story_file(profile: Profile) -> str:
    """Return the file of a person's story: beside profile.yaml, or the one file with both."""
    file = profile.place.file
    return file.removesuffix("profile.yaml") + "story.md" if file.endswith(".yaml") else file
