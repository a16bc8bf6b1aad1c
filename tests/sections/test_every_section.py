"""Tests with drawn ambassadors of the properties that each section has."""

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
    """Answer the wants of a section, and record what its view asks beyond them."""

    def __init__(self, wants: set[Want], refuses: bool = False) -> None:
        self.wants, self.refuses, self.unknown_wants = wants, refuses, set[Want]()

    def _knows(self, want: Want) -> bool:
        if want not in self.wants:
            self.unknown_wants.add(want)
        return want in self.wants and not self.refuses

    def link(self, want: LinkWant) -> Link | None:
        return Link(f"{want.destination}#{want.placement}", "sponsored", True) if self._knows(want) else None

    def picture(self, want: PictureWant) -> PictureFiles | None:
        return PictureFiles((), f"assets/{want.role}.jpg", 10, 10) if self._knows(want) else None

    def file(self, want: FileWant) -> str | None:
        return "assets/v.mp4" if self._knows(want) else None


@given(subjects())
def test_a_view_uses_only_what_its_section_wants(subject: Subject) -> None:
    """A link without a want is not tracked, and a picture is not made: both would be missing on the page."""
    for section in BUILT_IN:
        answers = Recorder(set(section.wants(subject)))
        section.view(subject, answers)
        assert answers.unknown_wants == set()


@given(subjects())
def test_each_link_that_a_section_wants_is_shown(subject: Subject) -> None:
    """A link that is planned and not on the page stops the build."""
    for section in BUILT_IN:
        wants = list(section.wants(subject))
        shown_urls = set(_links(section.view(subject, Recorder(set(wants)))))
        assert {f"{want.destination}#{want.placement}" for want in wants if isinstance(want, LinkWant)} == shown_urls


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
def test_a_view_is_plain_data(subject: Subject) -> None:
    """So the fingerprint of a page is a hash of its view."""
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
def test_a_view_works_without_answers(subject: Subject) -> None:
    """A section with a broken link or picture still renders, so one run reports all problems."""
    for section in BUILT_IN:
        section.view(subject, Recorder(set(section.wants(subject)), refuses=True))


@given(subjects())
def test_the_placement_of_a_link_is_the_name_of_its_section(subject: Subject) -> None:
    for section in BUILT_IN:
        for want in section.wants(subject):
            if isinstance(want, LinkWant):
                assert want.placement == section.name


@given(subjects())
def test_wants_of_pictures_and_files_have_places(subject: Subject) -> None:
    """The report of a missing picture has the line that names it."""
    for section in BUILT_IN:
        for want in section.wants(subject):
            if isinstance(want, PictureWant | FileWant):
                assert want.place.file.endswith(("profile.yaml", "story.md", "products.yaml"))
                assert want.place.keys or want.place.link


def test_no_two_sections_share_a_name_or_a_field() -> None:
    assert len(set(NAMES)) == len(NAMES) == 10
    fields = [key for section in BUILT_IN for key in section.fields]
    assert len(set(fields)) == len(fields)
