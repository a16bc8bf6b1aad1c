"""The marks by which the links of two people are told apart."""

from __future__ import annotations

import pytest

from generator.links.audit.digests import digest_values, digests_of, href_digests, read_digests
from generator.links.generate.plan import follow_chain
from generator.links.generate.planned import PlannedLink
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.tracking import ChainStep, SchemeChain
from generator.sections.wants import LinkWant


def planned(network: str, utm: dict[str, str], **values: str) -> PlannedLink:
    want = LinkWant("story", "https://shop.example/p")
    return follow_chain(
        SchemeChain((ChainStep(network, load_builtin(network)),), {}), want, ("lea", "", ""), values, utm
    )


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
    packed = digests_of([planned("post-affiliate-pro", utm, **values)])
    marks = list(read_digests(packed))
    assert [mark.kind for mark in marks] == kinds
    assert [mark.value for mark in marks] == digest_values(packed)
    assert href_digests(packed) == {marks[-1].value}
    assert not any(mark.bare for mark in marks), "the id alone tells two people apart"


def test_a_link_that_names_nobody_is_bare() -> None:
    [mark] = read_digests(digests_of([planned("utm", {})]))
    assert (mark.kind, mark.bare) == ("href", True)


def test_of_two_links_in_one_place_the_first_counts_once() -> None:
    one = planned("post-affiliate-pro", {}, id="p-1")
    assert digests_of([one, one]) == digests_of([one])
    assert len(href_digests(digests_of([one, planned("post-affiliate-pro", {}, id="p-2")]))) == 2
