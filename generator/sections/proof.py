"""Proof: dated notes on how it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar

from msgspec import Struct
from pydantic import Field

from generator.models.written import Day, Line, Written
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want


class Note(Written):
    """What was seen, and when."""

    text: Line = Field(examples=["Week six: the redness is gone."])
    """What they saw."""
    date: Day | None = Field(None, examples=["2025-06-01"])
    """When they saw it."""


DESCRIPTION = Field(
    description="Notes on how it went, with their dates.",
    examples=[[{"text": "Week six: the redness is gone.", "date": "2025-06-01"}]],
)


class NoteView(Struct, frozen=True):
    """One note."""

    text: str
    date: date | None


class ProofView(Struct, frozen=True):
    """The notes, in the order in which they were written."""

    notes: tuple[NoteView, ...]


class Proof:
    """`proof:` texts with dates."""

    name: ClassVar[str] = "proof"
    fields: ClassVar[dict[str, Any]] = {"proof": Annotated[tuple[Note, ...], Field(max_length=40), DESCRIPTION]}

    def wants(self, subject: Subject) -> Iterator[Want]:
        """Nothing."""
        del subject
        yield from ()

    def view(self, subject: Subject, answers: Answers) -> ProofView | None:
        """The notes, or None without one."""
        del answers
        notes = subject.written("proof", tuple[Note, ...]) or ()
        return ProofView(tuple(NoteView(note.text, note.date) for note in notes)) if notes else None
