"""What holds for every section, over generated ambassadors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec
from hypothesis import given
from pydantic import BaseModel

from generator.sections import BUILT_IN
from generator.sections.subject import Subject
from generator.sections.wants import FileWant, Link, LinkWant, PictureFiles, PictureWant, Want
from tests.sections.subjects import subjects

NAMES = [section.name for section in BUILT_IN]


class Recorder:
    """Answers what was wanted, and remembers what was not."""

    def __init__(self, wanted: set[Want], refused: bool = False) -> None:
        self.wanted, self.refused, self.unwanted = wanted, refused, set[Want]()

    def _knows(self, want: Want) -> bool:
        if want not in self.wanted:
            self.unwanted.add(want)
        return want in self.wanted and not self.refused

    def link(self, want: LinkWant) -> Link | None:
        return Link(f"{want.destination}#{want.placement}", "sponsored", True) if self._knows(want) else None

    def picture(self, want: PictureWant) -> PictureFiles | None:
        return PictureFiles((), f"assets/{want.role}.jpg", 10, 10) if self._knows(want) else None

    def file(self, want: FileWant) -> str | None:
        return "assets/v.mp4" if self._knows(want) else None


@given(subjects())
def test_the_view_asks_for_nothing_that_was_not_wanted(subject: Subject) -> None:
    """A link that is not wanted is never tracked, and a picture never made: it would be missing on the page."""
    for section in BUILT_IN:
        answers = Recorder(set(section.wants(subject)))
        section.view(subject, answers)
        assert answers.unwanted == set()


@given(subjects())
def test_every_link_that_was_wanted_is_shown(subject: Subject) -> None:
    """A link that is planned and not on the page stops the build."""
    for section in BUILT_IN:
        wants = list(section.wants(subject))
        shown = set(_links(section.view(subject, Recorder(set(wants)))))
        assert {f"{want.destination}#{want.placement}" for want in wants if isinstance(want, LinkWant)} == shown


def _links(view: object) -> Iterator[str]:
    if isinstance(view, Link):
        yield view.href
    elif isinstance(view, str):
        yield from (part.split('"')[0].replace("&amp;", "&") for part in view.split('<a href="')[1:])
    elif isinstance(view, tuple):
        for item in view:
            yield from _links(item)
    elif isinstance(view, msgspec.Struct):
        for field in msgspec.structs.fields(view):
            yield from _links(getattr(view, field.name))


@given(subjects())
def test_the_view_is_plain_data(subject: Subject) -> None:
    """So that a page's fingerprint is a hash of its view."""
    for section in BUILT_IN:
        view = section.view(subject, Recorder(set(section.wants(subject))))
        _assert_plain(view)
        assert view == section.view(subject, Recorder(set(section.wants(subject))))


def _assert_plain(value: object) -> None:
    assert not isinstance(value, BaseModel), "what a template sees is a view, never a model"
    if isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            _assert_plain(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            _assert_plain(item)
    else:
        assert value is None or isinstance(value, str | int | float | bool | Decimal | date), type(value)


@given(subjects())
def test_a_view_holds_up_without_answers(subject: Subject) -> None:
    """Where a link or a picture has a problem, its section still renders: all problems are told in one run."""
    for section in BUILT_IN:
        section.view(subject, Recorder(set(section.wants(subject)), refused=True))


@given(subjects())
def test_placements_are_the_sections_names(subject: Subject) -> None:
    for section in BUILT_IN:
        for want in section.wants(subject):
            if isinstance(want, LinkWant):
                assert want.placement == section.name


@given(subjects())
def test_wants_have_places(subject: Subject) -> None:
    """A missing picture is told at the line that names it."""
    for section in BUILT_IN:
        for want in section.wants(subject):
            if isinstance(want, PictureWant | FileWant):
                assert want.place.file.endswith(("profile.yaml", "story.md", "products.yaml"))
                assert want.place.keys or want.place.link


def test_names_and_fields_are_each_ones_own() -> None:
    assert len(set(NAMES)) == len(NAMES) == 10
    fields = [key for section in BUILT_IN for key in section.fields]
    assert len(set(fields)) == len(fields)
