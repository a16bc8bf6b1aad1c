"""Every text that somebody wrote into a model, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from pydantic import BaseModel

from generator.content.site import Profile
from generator.models.locale import Localized
from generator.problems import Place
from generator.prose.parts import Prose

_TAG = re.compile(r"<[^>]*>")


def texts_in(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Walk a model; the keys of a place are those that people write."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if inner is not None:
                yield from texts_in(inner, place.at(field.alias or name))
    elif isinstance(value, Localized):
        for tag, text in value.texts:
            yield place.at(tag) if tag else place, text
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_in(inner, place.at(str(key)))
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from texts_in(inner, place.at(index))


def plain_text(prose: Prose) -> str:
    """The words of a rendered text, without markup."""
    return unescape(_TAG.sub("", "".join(part for part in prose.parts if isinstance(part, str))))


def story_file(profile: Profile) -> str:
    """The file of a person's story: beside profile.yaml, or the one file that holds both."""
    file = profile.place.file
    return file.removesuffix("profile.yaml") + "story.md" if file.endswith(".yaml") else file
