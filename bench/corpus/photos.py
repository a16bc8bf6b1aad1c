"""Photographs that were never taken: light, shapes and grain, so that an encoder has real work.

Noise whose strength falls with its frequency (1/f) has the statistics of natural pictures (Field 1987); soft bodies
with edges and a little sensor grain stand for the rest. Every picture is the same for the same number.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bench.corpus.products import CatalogueEntry, catalogue

PORTRAIT = (1600, 2000)  # px, width and height
_OCTAVES, _FALL = 9, 1.35
_TEXTURE = 200  # levels of 255; a width of 960 px then takes about 60 kB of WebP, as a portrait in a room does


def draw_photos(folder: Path, people: int, products: list[CatalogueEntry]) -> None:
    """Fill a folder with a portrait per person and a picture per product; those that are there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [*map(person_photo, range(people)), *map(product_photo, products)]
    for name in names:
        if not (folder / name).exists():
            draw_photo(folder / name, int.from_bytes(name.encode(), "big"))


def draw_elsewhere(folder: Path, people: int, products: int) -> None:
    """The same in a process of its own: a process that was large once would count as the memory of its children."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(draw_photos, folder, people, catalogue(products)).result()


def person_photo(number: int) -> str:
    """The file of a person's portrait."""
    return f"person-{number}.jpg"


def product_photo(product: CatalogueEntry) -> str:
    """The file of a product's picture."""
    return f"{product.id}.jpg"


def lay_photo(photo: Path, path: Path) -> None:
    """Put a picture into a site, without a copy of its bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.link(photo, path)


def lay_product_photos(photos: Path, products: list[CatalogueEntry], folder: Path) -> None:
    """Put every product's picture into a folder of a site."""
    for product in products:
        lay_photo(photos / product_photo(product), folder / product_photo(product))


def draw_photo(path: Path, seed: int, size: tuple[int, int] = PORTRAIT) -> None:
    """Draw a picture of a size in pixels and save it as a JPEG as phones do (quality 90, 4:2:0)."""
    chance = np.random.default_rng(seed)
    width, height = size
    ground = _clouds(chance, size)
    low, high = chance.integers(40, 120, 3), chance.integers(150, 250, 3)
    scene = Image.fromarray((low + (high - low) * ground[..., None]).astype(np.uint8))
    draw = ImageDraw.Draw(scene)
    for _ in range(14):
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        wide, tall = (int(chance.integers(width // 20, width // 3)) for _ in range(2))
        colour = tuple(int(value) for value in chance.integers(30, 240, 3))
        shape = draw.ellipse if chance.random() < 0.6 else draw.rectangle
        shape((x - wide, y - tall, x + wide, y + tall), fill=colour)
    scene = scene.filter(ImageFilter.GaussianBlur(1.2))
    texture = (_clouds(chance, size) - 0.5) * _TEXTURE
    grain = chance.normal(0, 2.5, (height, width))
    light = np.linspace(18, -18, width)[None, :] + np.linspace(12, -12, height)[:, None]
    pixels = np.asarray(scene, dtype=np.float32) + (texture + grain + light)[..., None]
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path, quality=90, subsampling="4:2:0")


def _clouds(chance: np.random.Generator, size: tuple[int, int]) -> np.ndarray:
    """1/f noise from 0 to 1: each octave is twice as fine, and weaker."""
    total = np.zeros((size[1], size[0]), dtype=np.float32)
    for octave in range(_OCTAVES):
        cells = 3 << octave
        rough = chance.random((cells * 5 // 4, cells), dtype=np.float32)
        total += np.asarray(Image.fromarray(rough).resize(size, Image.Resampling.BICUBIC)) / _FALL**octave
    total -= total.min()
    made: np.ndarray = total / total.max()
    return made
