"""A picture, as content names it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from generator.models.locale import LocalizedText
from generator.models.written import FilePath, Fraction, Written, wrong

Point = Annotated[list[Fraction], Field(min_length=2, max_length=2)]


class Picture(Written):
    """A picture file with a text for people who do not see it."""

    src: FilePath = Field(examples=["portrait.jpg", "../images/balm.jpg"])
    """The picture's file, named from the file that you are writing in."""
    alt: LocalizedText = Field(examples=["Léa in her kitchen"])
    """What the picture shows, in a few words, for people who do not see it."""
    focus: Point | None = Field(None, examples=[[0.5, 0.3]])
    """The point that stays visible when the picture is cropped: from the left, from the top (0 to 1)."""

    @model_validator(mode="before")
    @classmethod
    def _not_only_a_path(cls, value: object) -> object:
        if isinstance(value, str):
            hint = f"write `{{src: {value[:60]}, alt: …}}`, with a few words on what it shows"
            raise wrong("wrong-shape", "a picture has two keys, `src` and `alt`", hint)
        return value
