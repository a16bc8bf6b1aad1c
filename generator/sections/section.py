"""What a section is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Protocol

from generator.sections.subject import Subject
from generator.sections.wants import Answers, Want


class Section(Protocol):
    """One section of an ambassador's page.

    `name` is what `sections:` calls it and the name of the theme's template. `fields` are the keys it adds to a
    profile: key -> pydantic annotation, each optional. `wants` and `view` are pure.
    """

    name: ClassVar[str]
    fields: ClassVar[dict[str, Any]]

    def wants(self, subject: Subject) -> Iterator[Want]:
        """Every link, picture and file that the view will ask for."""

    def view(self, subject: Subject, answers: Answers) -> object | None:
        """Plain data for the template; None when there is nothing to show."""
