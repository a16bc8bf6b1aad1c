"""Hints for keys in the wrong place: below which key, or in which file, they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from generator.models.person import Person
from generator.models.product import Product
from generator.models.settings import Settings
from generator.problems import closest
from generator.sections import BUILT_IN
from generator.sections.profile import profile_model

Keys = tuple[str, ...]
_DEEPEST = 3
_FILES: Mapping[type[BaseModel], str] = {
    Settings: "content/site.yaml",
    Person: "the profile of a person",
    Product: "content/products.yaml below its product",
}
_KEY_ALIASES = {
    "since": "joined started start_date partner_since",
    "locale": "language lang",
    "location": "city town country",
    "code": "discount discount_code coupon promo_code",
    "followers": "audience reach subscribers",
    "called": "nickname first_name",
    "niches": "topics categories interests",
    "url": "address permalink",
    "socials": "accounts social social_media",
    "portrait": "picture photo image headshot avatar",
    "image": "picture photo image_src",
    "instagram": "insta ig",
    "tiktok": "tt tik_tok",
    "youtube": "yt",
    "facebook": "fb",
    "x": "twitter",
    "website": "homepage web blog",
}
"""Words that people write for a key, by the key that they mean."""
_VAGUE = frozenset(
    ("alt", "content", "focus", "id", "image", "link", "logo", "medium", "name", "source", "src", "term")
)
_VAGUE |= frozenset(("title", "url", "value"))
"""Keys inside groups that say nothing without the name of their group."""


def hint_for_key(model: type[BaseModel], keys: tuple[str | int, ...], allowed_keys: list[str]) -> str:
    """Return what to write in place of an unknown key: its place, or the key that it resembles; else the known keys.

    `keys` lead to the key from the top of a file of `model`; `allowed_keys` are the keys that may stand beside it.
    """
    here, key = tuple(str(key) for key in keys[:-1]), str(keys[-1])[:60]
    near = closest(key, allowed_keys)
    usual_keys = [meant_key for meant_key, words in _KEY_ALIASES.items() if _same(key) in words.split()]
    if near and _same(key) in (_same(near), f"{_same(near)}s", _same(near)[:-1]):
        return f"did you mean `{near}`?"
    if word := next((key for key in usual_keys if key in allowed_keys), ""):
        return f"here that is `{word}`"
    files = _FILES if len(key) > 1 else {}  # `x` in another file is rarely the platform
    for word in (key, *usual_keys):
        if hint := _elsewhere(model, here, word, files):
            return hint
    if near:
        return f"did you mean `{near}`?"
    return f"the keys here are {', '.join(allowed_keys)}" if allowed_keys else ""


def _elsewhere(model: type[BaseModel], here: Keys, key: str, files: Mapping[type[BaseModel], str]) -> str:
    """Return where a key belongs, if there is one such place: in the same file, else in one of `files`."""
    places = [path for path in _places(model, key) if path[:-1] != here]
    if places:
        return f"write it {_in_words(places[0])}" if len(places) == 1 else ""
    for other_model, file in files.items():
        if not issubclass(model, other_model) and len(places := _places(_with_sections(other_model), key)) == 1:
            return f"it belongs in {file}" + (f", {_in_words(places[0])}" if len(places[0]) > 1 else "")
    return ""


@cache
def _with_sections(model: type[BaseModel]) -> type[BaseModel]:
    return profile_model(BUILT_IN) if model is Person else model


def _places(model: type[BaseModel], key: str) -> list[Keys]:
    """Return the paths of a key in a model: `utm_source` is `tracking`, `utm`, `source`."""
    return [path for path in _paths(model) if any(_same(key) == _same("_".join(end)) for end in _ends(path))]


def _ends(path: Keys) -> Iterator[Keys]:
    for at in range(len(path)):
        if at == 0 or at < len(path) - 1 or path[-1] not in _VAGUE:
            yield path[at:]


def _in_words(path: Keys) -> str:
    if len(path) == 1:
        return "further left, at the top level"
    inside = "".join(f", in it `{key}`" for key in path[1:-1])
    return f"below `{path[0]}`{inside}, as `{path[-1]}`"


def _same(key: str) -> str:
    return key.strip().lower().replace("-", "_").replace(".", "_").replace(" ", "_")


@cache
def _paths(model: type[BaseModel]) -> tuple[Keys, ...]:
    return tuple(_walk(model, ()))


def _walk(model: type[BaseModel], before: Keys) -> Iterator[Keys]:
    for name, field in model.model_fields.items():
        path = (*before, field.alias or name)
        yield path
        if len(path) < _DEEPEST:
            for part in _parts(field.annotation):
                if isinstance(part, str):
                    yield (*path, part)
                else:
                    yield from _walk(part, path)


def _parts(annotation: Any) -> Iterator[str | type[BaseModel]]:
    """Yield the models in a type, and the words that may be keys of a mapping in it; skip lists."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and origin is None:
        yield annotation
    elif origin is dict:
        yield from (str(word) for word in get_args(inner[0])) if get_origin(inner[0]) is Literal else ()
    elif origin not in (list, tuple, set, Literal):
        for entry in inner:
            if not isinstance(entry, str | int):
                yield from _parts(entry)
