"""The lint of alternative texts that do not describe their picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from generator.lints.lint import Finding, lint_person, lint_site
from generator.lints.lint_context import PersonContext, SiteContext
from generator.lints.written_texts import texts_in
from generator.problems import Place
from generator.prose.parts import PictureSlot, Prose

_FILE = re.compile(r"\S+\.(?:jpe?g|png|webp|avif|gif|heic|heif|tiff?|bmp|svg)", re.IGNORECASE)
_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|pxl|dji|gopr|mvimg|wa|screen ?shot|image|photo|scan)?[\W_]*[\d\W_]*", re.IGNORECASE
)
_NO_WORD = re.compile(r"[\W_]+")
_BARE = frozenset(
    [
        *("image", "images", "picture", "photo", "photograph", "pic", "portrait", "foto", "bild", "imagen", "retrato"),
        *("porträt", "photographie", "alt", "todo", "tbd"),
    ]
)
_HELP = "say in a few words what the picture shows, as you would on the phone"


@lint_person("alt-says-nothing")
def alt_of_person(context: PersonContext) -> Iterator[Finding]:
    """Check the pictures of a profile and its story."""
    yield from _in_model(context.person, context.place)
    yield from _in_prose(context.member.subject.story)


@lint_site("alt-says-nothing")
def alt_of_site(site: SiteContext) -> Iterator[Finding]:
    """Check the pictures of products and plain pages."""
    for id_, product in site.site.products.items():
        yield from _in_model(product, site.site.product_places[id_])
    for page in site.site.pages:
        yield from _in_prose(page.text)


def says_nothing(alt: str, src: str) -> bool:
    """Return whether a text is blank, a file name (the picture's own, or that of a camera), or one bare word."""
    text = " ".join(alt.split()).casefold()
    stem = _NO_WORD.sub(" ", PurePosixPath(src).stem.casefold()).strip()
    words = _NO_WORD.sub(" ", text).strip()
    is_file_name = bool(_FILE.fullmatch(text)) or (
        words == stem and (bool(re.search(r"[\d_-]", text)) or text in _BARE)
    )
    return is_file_name or text in _BARE or bool(_CAMERA.fullmatch(text))


def _in_model(value: Any, place: Place) -> Iterator[Finding]:
    """Yield the findings for every `alt` of a model, whichever key names its picture."""
    if isinstance(value, BaseModel):
        src = str(getattr(value, "src", None) or getattr(value, "image", None) or "")
        for name in type(value).model_fields:
            if name == "alt":
                for at, text in texts_in(getattr(value, name), place.at(name)):
                    if says_nothing(text, src):
                        yield Finding(f"the alt text `{text[:60]}` does not say what the picture shows", at, _HELP)
            else:
                yield from _in_model(getattr(value, name), place.at(name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _in_model(inner, place.at(index))


def _in_prose(prose: Prose) -> Iterator[Finding]:
    for part in prose.parts:
        if isinstance(part, PictureSlot) and says_nothing(part.alt, part.src):
            yield Finding(f"the alt text `{part.alt[:60]}` does not say what the picture shows", part.place, _HELP)
