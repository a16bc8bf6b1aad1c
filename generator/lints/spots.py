"""The lint of spots that a theme crops away."""

from __future__ import annotations

from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.sections.look import LookView


@lint_person("spot-not-shown")
def spot_not_shown(context: PersonContext) -> Iterator[Finding]:
    """Find spots of a look that lie outside of what the page shows of the photo."""
    for section in context.view.sections:
        if not isinstance(section.view, LookView):
            continue
        left, upper, width, height = section.view.picture.files.part
        for spot in section.view.spots:
            if not spot.shown:
                message = (
                    f"the spot of {spot.product.name} has no number on the page: the photo is cropped to what lies "
                    f"from {left:.2f} to {left + width:.2f} across and from {upper:.2f} to {upper + height:.2f} down"
                )
                hint = "take a photo that is less tall or less wide, or move the spots closer together"
                yield Finding(message, context.place.at("look", "spots", spot.index, "at"), hint)
