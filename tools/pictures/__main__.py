"""Draw the pictures: all of them, or those whose path holds one of the words given.

`python -m tools.pictures`, `python -m tools.pictures dew-milk hanna-krueger/portrait`, `python -m tools.pictures logo`.
Needs numpy, Pillow and fontTools (the dev group). A picture takes about half a minute of one processor.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from pathlib import Path

from PIL import Image

from tools.pictures.canvas import save_jpeg

CONTENT = Path(__file__).parents[2] / "content"
MODULES = ("products", "steps", "heroes", "people")  # each has PICTURES: path below content/ -> what draws it


def write(name: str, draw: Callable[[], Image.Image]) -> str:
    """Draw one picture into its place; gives back its name."""
    save_jpeg(draw(), CONTENT / name)
    return name


def main(words: list[str]) -> None:
    """Draw and write every picture that is asked for, two at a time."""
    pictures: dict[str, Callable[[], Image.Image]] = {}
    for module in MODULES:
        pictures |= import_module(f"tools.pictures.{module}").PICTURES
    chosen = [name for name in pictures if not words or any(word in name for word in words)]
    with ProcessPoolExecutor(2) as pool:
        for name in pool.map(write, chosen, [pictures[name] for name in chosen]):
            print(name, flush=True)
    if not words or any(word in ("logo", "mark") for word in words):
        import_module("tools.pictures.logo").write(CONTENT / "images")


if __name__ == "__main__":
    main(sys.argv[1:])
