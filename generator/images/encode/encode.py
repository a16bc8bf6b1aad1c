"""The encoder of one source picture: WebP in several widths, AVIF where it is worth it, and a fallback."""

from __future__ import annotations

import re
from pathlib import Path

import PIL
from anyascii import anyascii

from generator.images.cache import CachedPicture, PictureCache, digest
from generator.images.decode.guard import pillow_errors
from generator.images.decode.open import PictureFacts, open_picture
from generator.images.encode.compress import EXTENSIONS, compress
from generator.images.encode.recipe import EncodedPicture, Recipe, Variant
from generator.images.encode.scale import MAX_SIDE, choose_widths, scale
from generator.images.errors import PictureError

# Part of every file's name: raise it when the same recipe gives other pictures.
VERSION = 2
_FORMATS = {extension: form for form, extension in EXTENSIONS.items()}


def encode_picture(source: Path, facts: PictureFacts, recipe: Recipe, cache: PictureCache) -> EncodedPicture:
    """Return the variants of a picture, from the cache if they are there. Raises PictureError if it is broken.

    `facts` are those from `probe`. Nothing is enlarged: widths beyond the source's become its own. The file
    names have a hash of the source's bytes, the recipe and the encoder's version. They have none of the encoded bytes,
    so that two machines with slightly different encoders agree about addresses.
    """
    picture = find_encoded(source, facts.sha, recipe, cache)
    if picture is not None:
        return picture
    with cache.alone(_key(facts.sha, recipe)):
        picture = find_encoded(source, facts.sha, recipe, cache)
        return picture if picture is not None else _encode(source, facts, recipe, cache)


def find_encoded(source: Path, sha: str, recipe: Recipe, cache: PictureCache) -> EncodedPicture | None:
    """Return the variants of a picture from the cache, or None."""
    key = _key(sha, recipe)
    entry = cache.load(key)
    if entry is None:
        return None
    try:
        return _picture_of(source, key, entry, fresh=False)
    except (KeyError, TypeError, ValueError, AttributeError):  # whole files, but unknown facts
        return None


def _key(sha: str, recipe: Recipe) -> str:
    return digest(repr((VERSION, PIL.__version__, sha, recipe)).encode())


def _encode(source: Path, facts: PictureFacts, recipe: Recipe, cache: PictureCache) -> EncodedPicture:
    full = (0, 0, facts.width, facts.height)
    box = recipe.crop.box(facts.width, facts.height) if recipe.crop else full
    wide, high = box[2] - box[0], box[3] - box[1]
    widths = choose_widths(recipe.widths, wide)
    if high * widths[-1] / wide > MAX_SIDE:
        message = f"`{source.name}` is too tall for its width ({facts.width}×{facts.height} pixels)"
        raise PictureError("picture-too-large", message, "Cut it into parts, or crop it.")
    # Decode a JPEG at half or a quarter of its size, if that is still larger than the widest variant.
    least_width = -(-facts.width * widths[-1] // wide)
    image = open_picture(source, at_least=least_width, sha=facts.sha)
    with pillow_errors(source.name):
        part = recipe.crop.box(*image.size) if recipe.crop else None
        if part and part[2:] != image.size:  # cropping to the whole picture would copy it
            image = image.crop(part)
        parts = compress(scale(image, widths, (wide, high)), recipe.quality)
    sizes = {part: size for part, (size, _) in parts.items()}
    key = _key(facts.sha, recipe)
    entry = cache.store(key, {part: data for part, (_, data) in parts.items()}, {"sizes": sizes}, [facts.sha])
    return _picture_of(source, key, entry, fresh=True)


def slug_of(stem: str) -> str:
    """Return a file's stem in a form for addresses: ASCII, lower case, at most 40 letters."""
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(stem[:200]).lower()).strip("-")
    return plain[:40].rstrip("-") or "picture"


def _picture_of(source: Path, key: str, entry: CachedPicture, *, fresh: bool) -> EncodedPicture:
    sizes = entry.facts["sizes"]
    if not isinstance(sizes, dict):
        raise TypeError("sizes")
    slug = slug_of(source.stem)
    variants = []
    for part, path in entry.files.items():
        extension = part.rpartition(".")[2]
        width, height = sizes[part]
        name = f"{slug}-{width}.{key[:12]}.{extension}"
        variants.append(Variant(_FORMATS[extension], width, height, name, path, path.stat().st_size))
    largest = max(variants, key=lambda variant: variant.width)
    return EncodedPicture(largest.width, largest.height, tuple(variants), fresh)
