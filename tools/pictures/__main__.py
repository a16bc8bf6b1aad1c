"""Draw the pictures: all of them, or those whose path holds one of the words given.

`python -m tools.pictures`, `python -m tools.pictures dew-milk hanna-krueger/portrait`.
Needs numpy, Pillow and fontTools (the dev group).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from PIL import Image

from tools.pictures.canvas import save_jpeg

CONTENT = Path(__file__).parents[2] / "content"
MODULES = ("products", "steps", "heroes", "people")  # each has PICTURES: path below content/ -> what draws it


def main(words: list[str]) -> None:
    """Draw and write every picture that is asked for."""
    for module in MODULES:
        pictures: dict[str, Callable[[], Image.Image]] = import_module(f"tools.pictures.{module}").PICTURES
        for name, draw in pictures.items():
            if not words or any(word in name for word in words):
                save_jpeg(draw(), CONTENT / name)
                print(name)
    if not words or any(word in "logo mark" for word in words):
        import_module("tools.pictures.logo").write(CONTENT / "images")


if __name__ == "__main__":
    main(sys.argv[1:])
