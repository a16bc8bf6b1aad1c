"""OPEN FAMILY: one page section a file: its fields, what it wants, its view."""

from generator.sections.faq import Faq
from generator.sections.favorites import Favorites
from generator.sections.lists import Lists
from generator.sections.look import Look
from generator.sections.offer import Offer
from generator.sections.proof import Proof
from generator.sections.routine import Routine
from generator.sections.section import Section
from generator.sections.socials import Socials
from generator.sections.story import Story
from generator.sections.video import Video

BUILT_IN: tuple[Section, ...] = (
    Story(),
    Routine(),
    Favorites(),
    Look(),
    Lists(),
    Video(),
    Proof(),
    Offer(),
    Faq(),
    Socials(),
)

__all__ = ["BUILT_IN", "Section"]
