"""The marks by which the links of two people are told apart."""

from __future__ import annotations

import pytest

from generator.links.marks import hrefs_of, marks_of, read_marks, values_of
from generator.links.networks import load_builtin
from generator.links.plan_link import chain
from generator.links.planned import Planned
from generator.links.tracking import Step, Way
from generator.sections.wants import LinkWant


def planned(network: str, utm: dict[str, str], **values: str) -> Planned:
    want = LinkWant("story", "https://shop.example/p")
    return chain(Way((Step(network, load_builtin(network)),), {}), want, ("lea", "", ""), values, utm)


@pytest.mark.parametrize(
    ("utm", "values", "kinds"),
    [
        ({}, {"id": "p-1"}, ["href"]),
        ({"utm_source": "lea"}, {"id": "p-1"}, ["utm", "href"]),
        ({}, {"id": "p-1", "sub": "story"}, ["sub", "href"]),
        ({"utm_source": "lea"}, {"id": "p-1", "sub": "story"}, ["utm", "sub", "href"]),
    ],
)
def test_a_link_has_a_mark_for_each_part_that_names_a_person(
    utm: dict[str, str], values: dict[str, str], kinds: list[str]
) -> None:
    packed = marks_of([planned("post-affiliate-pro", utm, **values)])
    marks = list(read_marks(packed))
    assert [mark.kind for mark in marks] == kinds
    assert [mark.value for mark in marks] == values_of(packed)
    assert hrefs_of(packed) == {marks[-1].value}
    assert not any(mark.bare for mark in marks), "the id alone tells two people apart"


def test_a_link_that_names_nobody_is_bare() -> None:
    [mark] = read_marks(marks_of([planned("utm", {})]))
    assert (mark.kind, mark.bare) == ("href", True)


def test_of_two_links_in_one_place_the_first_counts_once() -> None:
    one = planned("post-affiliate-pro", {}, id="p-1")
    assert marks_of([one, one]) == marks_of([one])
    assert len(hrefs_of(marks_of([one, planned("post-affiliate-pro", {}, id="p-2")]))) == 2
