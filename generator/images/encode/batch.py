"""The encoder of all pictures of a site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from msgspec import Struct

from generator.images.cache import PictureCache
from generator.images.decode.open import PictureFacts
from generator.images.encode.encode import encode_picture, find_encoded
from generator.images.encode.parallel import make_all
from generator.images.encode.recipe import EncodedPicture, Recipe
from generator.images.errors import PictureError


class Job(Struct, frozen=True):
    """One picture to encode: the file, its facts from `probe`, and the recipe."""

    source: Path
    facts: PictureFacts
    recipe: Recipe


def encode_all(jobs: Sequence[Job], cache: PictureCache, workers: int) -> Iterator[EncodedPicture | PictureError]:
    """Yield the result of every job in the order of the jobs. A broken picture gives a PictureError.

    `EncodedPicture.fresh` says whether this build encoded a picture. OSError of the cache's folder passes through.
    """
    return make_all(jobs, partial(_find, cache=cache), partial(_encode, cache=cache), _key, workers)


def _find(job: Job, cache: PictureCache) -> EncodedPicture | None:
    return find_encoded(job.source, job.facts.sha, job.recipe, cache)


def _encode(job: Job, cache: PictureCache) -> EncodedPicture:
    return encode_picture(job.source, job.facts, job.recipe, cache)


def _key(job: Job) -> tuple[str, Recipe]:
    return job.facts.sha, job.recipe
