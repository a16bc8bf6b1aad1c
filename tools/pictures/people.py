"""Every picture with a person in it, by its path below content/."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from tools.pictures.looks import LOOKS
from tools.pictures.portraits import PORTRAITS

PICTURES: dict[str, Callable[[], Image.Image]] = {**PORTRAITS, **LOOKS}
