"""FAQ: questions that open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from msgspec import Struct
from pydantic import Field

from generator.models.written import Line, Words, Written
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want


class Question(Written):
    """A question and its answer, as plain text."""

    question: Line = Field(examples=["Are you paid?"])
    """What people ask."""
    answer: Words = Field(examples=["The brand sends me products."])
    """The answer, in plain words; a blank line begins a new paragraph."""


DESCRIPTION = Field(
    description="Questions with answers, which visitors can open.",
    examples=[[{"question": "Are you paid?", "answer": "The brand sends me products."}]],
)


class QuestionView(Struct, frozen=True):
    """A question; the answer's paragraphs."""

    question: str
    answer: tuple[str, ...]


class FaqView(Struct, frozen=True):
    """The questions in the order in which they were written."""

    questions: tuple[QuestionView, ...]


class Faq:
    """`faq:` questions and answers."""

    name: ClassVar[str] = "faq"
    fields: ClassVar[dict[str, Any]] = {"faq": Annotated[tuple[Question, ...], Field(max_length=60), DESCRIPTION]}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """Nothing."""
        del subject
        yield from ()

    def view(self, subject: Subject, answers: Answers) -> FaqView | None:
        """The questions, or None without one."""
        del answers
        questions = tuple(
            QuestionView(q.question, tuple(p.strip() for p in q.answer.split("\n\n") if p.strip()))
            for q in subject.written("faq", tuple[Question, ...]) or ()
        )
        return FaqView(questions) if questions else None
