"""Pictures as templates see them."""

from __future__ import annotations

from msgspec import Struct

from generator.models.picture import Picture
from generator.problems import Place
from generator.sections.wants import Answers, PictureFiles, PictureWant


class PictureView(Struct, frozen=True):
    """A picture's files with its words; the role says how wide the layout shows it."""

    files: PictureFiles
    alt: str
    role: str


def picture_want(picture: Picture, role: str, place: Place) -> PictureWant:
    """The want for a picture as content names it."""
    focus = (picture.focus[0], picture.focus[1]) if picture.focus else None
    return PictureWant(picture.src, role, focus, place.at("src"))


def picture_view(picture: Picture | None, role: str, answers: Answers, locale: str, default: str) -> PictureView | None:
    """The picture as a template sees it, its words in the page's language; None without one."""
    files = picture and answers.picture(picture_want(picture, role, Place("")))
    return PictureView(files, picture.alt.for_locale(locale, default), role) if picture and files else None
