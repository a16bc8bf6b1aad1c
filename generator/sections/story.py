"""The story: the heart of the page, with products named in its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from msgspec import Struct

from generator.sections.product_card import ProductView
from generator.sections.prose_parts import StoryPicture, prose_parts, prose_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want


class StoryView(Struct, frozen=True):
    """Safe HTML (str), product cards and pictures, in reading order."""

    parts: tuple[str | ProductView | StoryPicture, ...]
    words: int


class Story:
    """Markdown: story.md, or the body of the one-file form."""

    name: ClassVar[str] = "story"
    fields: ClassVar[dict[str, Any]] = {}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """The links, cards and pictures in the story."""
        yield from prose_wants(subject, subject.story, self.name)

    def view(self, subject: Subject, answers: Answers) -> StoryView | None:
        """The story, or None when nothing is written."""
        parts = prose_parts(subject, subject.story, self.name, answers)
        return StoryView(parts, subject.story.words) if parts else None
