"""The lint of portraits that are not sharp."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.lints.viewport import DESKTOP, PHONE, pixels


@lint_person("small-portrait")
def small_portrait(context: PersonContext) -> Iterator[Finding]:
    """Find a portrait with fewer pixels than the theme shows of it, on a phone or desktop of double density."""
    picture, role = context.view.hero.picture, context.theme.roles.get("hero")
    if picture is None or role is None:
        return
    needed_width = min(max(pixels(role.sizes, screen) for screen in (PHONE, DESKTOP)), max(role.widths))
    if picture.files.width < needed_width:
        width, height = role.aspect or (picture.files.width, picture.files.height)
        yield Finding(
            f"the portrait of {context.person.name} is {picture.files.width} pixels wide where {needed_width} "
            f"are shown: it will look blurred",
            context.place.at("portrait", "src"),
            f"ask for the original photo: {needed_width} × {needed_width * height // width} pixels at least, "
            "after cropping",
        )
