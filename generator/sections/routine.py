"""Routine: a swipeable row of steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Self

from msgspec import Struct
from pydantic import Field, model_validator

from generator.models.names import ProductId
from generator.models.written import FilePath, Line, OneOrMany, Written, wrong
from generator.sections.pictures import PictureView
from generator.sections.product_card import ProductView, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, PictureWant, Want


class Step(Written):
    """One step: what is done, with which product, and a picture of it."""

    text: Line = Field(examples=["Warm it first."])
    """What is done."""
    image: FilePath | None = Field(None, examples=["step-1.jpg"])
    """A picture of it, named from the file that you are writing in."""
    alt: Line | None = Field(None, examples=["Hands warming balm"])
    """What the picture shows; needed if there is one."""
    product: ProductId | None = Field(None, examples=["cloud-balm"])
    """The id of the product it is done with."""

    @model_validator(mode="after")
    def _image_with_words(self) -> Self:
        if self.image and not self.alt:
            raise wrong(
                "missing-alt",
                "this picture has no `alt` text",
                "add `alt: …`, a few words on what it shows",
                lacks="alt",
            )
        return self


class WrittenRoutine(Written):
    """A row of steps with its title."""

    title: Line | None = Field(None, examples=["My ten minutes"])
    """What the routine is called; the theme has a title for one without."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=30)]
    """The steps, in their order."""


DESCRIPTION = Field(
    description="Steps in a row, with pictures and products; a list makes several rows.",
    examples=[{"title": "My ten minutes", "steps": [{"text": "Warm it first.", "product": "cloud-balm"}]}],
)


class StepView(Struct, frozen=True):
    """One step; `number` counts from 1."""

    number: int
    text: str
    picture: PictureView | None
    product: ProductView | None


class RoutineView(Struct, frozen=True):
    """One routine; a missing title is empty (the theme has one)."""

    title: str
    steps: tuple[StepView, ...]


class RoutinesView(Struct, frozen=True):
    """All routines of a person."""

    routines: tuple[RoutineView, ...]


class Routine:
    """`routine:` one row of steps, or a list of several."""

    name: ClassVar[str] = "routine"
    fields: ClassVar[dict[str, Any]] = {
        "routine": Annotated[tuple[WrittenRoutine, ...], OneOrMany, Field(max_length=20), DESCRIPTION]
    }

    def wants(self, subject: Subject) -> Iterator[Want]:
        """A picture and a link per step."""
        for index, routine in enumerate(subject.written("routine", tuple[WrittenRoutine, ...]) or ()):
            for number, step in enumerate(routine.steps):
                if step.image:
                    place = subject.place.at("routine", index, "steps", number, "image")
                    yield PictureWant(step.image, "step", None, place)
                if step.product:
                    yield from product_wants(subject, self.name, step.product)

    def view(self, subject: Subject, answers: Answers) -> RoutinesView | None:
        """The routines, or None without one."""
        routines = tuple(
            RoutineView(
                routine.title or "",
                tuple(self._step(subject, answers, index, step) for index, step in enumerate(routine.steps, 1)),
            )
            for routine in subject.written("routine", tuple[WrittenRoutine, ...]) or ()
        )
        return RoutinesView(routines) if routines else None

    def _step(self, subject: Subject, answers: Answers, number: int, step: Step) -> StepView:
        files = answers.picture(PictureWant(step.image, "step")) if step.image else None
        return StepView(
            number,
            step.text,
            PictureView(files, step.alt or "", "step") if files else None,
            product_view(subject, answers, self.name, step.product) if step.product else None,
        )
