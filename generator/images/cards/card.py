"""The share card: the picture that a messenger shows with the address of a page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import PIL
from msgspec import Struct
from PIL import Image

from generator.content.safe_open import read_file
from generator.images.cache import PictureCache, digest
from generator.images.cards.card_drawing import HEIGHT, WIDTH, CardCanvas
from generator.images.cards.card_spec import CardSpec
from generator.images.cards.lettering import has_shaping
from generator.images.decode.file_bytes import sha_of
from generator.images.encode.parallel import make_all
from generator.images.encode.save import save_picture
from generator.images.errors import PictureError

MAX_BYTES = 300_000
VERSION = 3  # raise it when the same spec gives another picture


class Card(Struct, frozen=True):
    """A drawn card: its place in the cache, its size, and whether this build drew it."""

    path: Path
    bytes: int
    fresh: bool
    width: int = WIDTH
    height: int = HEIGHT


def draw_card(spec: CardSpec) -> bytes:
    """Return the card as JPEG of 1200 by 630 pixels and at most 300 KB. Raises PictureError if a picture is broken."""
    sheet = CardCanvas(spec.colours.paper, spec.colours.ink, spec.colours.soft, spec.colours.accent, spec.direction)
    pictures = [
        (picture.path, picture.sha, picture.focus) for picture in (spec.portrait, *spec.products[:3]) if picture
    ]
    sheet.centre(pictures[0] if pictures else None, pictures[1:3])
    sheet.words(spec.brand, spec.name, spec.line, spec.display, spec.text)
    return as_jpeg(sheet.image)


def make_card(spec: CardSpec, cache: PictureCache) -> Card:
    """Return the card of a spec, from the cache if it is there."""
    if card := find_card(spec, cache):
        return card
    with cache.alone(_key(spec)):
        if card := find_card(spec, cache):
            return card
        data = draw_card(spec)
        return Card(cache.store(_key(spec), {"jpg": data}, {}, _sources(spec)).files["jpg"], len(data), fresh=True)


def find_card(spec: CardSpec, cache: PictureCache) -> Card | None:
    """Return the card of a spec from the cache, or None."""
    entry = cache.load(_key(spec))
    path = entry.files.get("jpg") if entry else None
    return Card(path, path.stat().st_size, fresh=False) if path else None


def draw_cards(specs: Sequence[CardSpec], cache: PictureCache, workers: int) -> Iterator[Card | PictureError]:
    """Yield the card of every spec in order, drawn by parallel workers; see `make_all`."""
    return make_all(specs, partial(find_card, cache=cache), partial(make_card, cache=cache), _key, workers)


def _sources(spec: CardSpec) -> list[str]:
    return [sha_of(spec.name.encode("utf-8", "surrogatepass")), *([spec.portrait.sha] if spec.portrait else [])]


def _key(spec: CardSpec) -> str:
    pictures = [(picture.sha, picture.focus) for picture in (spec.portrait, *spec.products[:3]) if picture]
    fonts = [[_font_sha(path, path.stat().st_mtime_ns) for path in faces] for faces in (spec.display, spec.text)]
    words = (spec.brand, spec.name, spec.line, spec.colours, spec.direction, spec.portrait is not None)
    return digest(repr(("card", VERSION, PIL.__version__, has_shaping(), words, pictures, fonts)).encode())


@cache
def _font_sha(path: Path, _change_time: int) -> str:
    return hashlib.blake2b(read_file(path), digest_size=16).hexdigest()


def as_jpeg(image: Image.Image) -> bytes:
    """Return a drawn picture as JPEG of at most `MAX_BYTES`, without metadata."""
    for quality in (90, 86, 82, 76, 70, 60, 45, 30):
        # Full colour resolution keeps coloured letters crisp. Drop it at low quality, where the file must become small.
        sampling = 0 if quality > 80 else 2
        data = save_picture(image, "jpeg", quality=quality, subsampling=sampling, optimize=True, progressive=True)
        if len(data) <= MAX_BYTES:
            return data
    return data
