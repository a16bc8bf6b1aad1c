"""A picture, as content names it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.models.locale import LocalizedText
from generator.models.written import FilePath, Fraction, Written

Point = Annotated[list[Fraction], Field(min_length=2, max_length=2)]


class Picture(Written):
    """A picture file with the words for those who do not see it."""

    src: FilePath
    """Path of the file, from the file that names it."""
    alt: LocalizedText
    """What the picture shows: in the language of the page, or in several."""
    focus: Point | None = None
    """The point that must stay visible when the picture is cropped: from the left, from the top (0 to 1)."""
