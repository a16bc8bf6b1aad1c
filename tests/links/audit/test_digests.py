"""Tests the digests of a link, by which the links of two people are compared."""

from __future__ import annotations

import pytest

from generator.links.audit.digests import digest_values, digests_of, href_digests, read_digests
from generator.links.generate.plan import follow_chain
from generator.links.generate.planned import PlannedLink
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.tracking import ChainStep, SchemeChain
from generator.sections.wants import LinkWant


def plan_link(network: str, utm: dict[str, str], **values: str) -> PlannedLink:
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
def test_a_link_has_a_digest_for_each_part_that_names_a_person(
    utm: dict[str, str], values: dict[str, str], kinds: list[str]
) -> None:
    packed_digests = digests_of([plan_link("post-affiliate-pro", utm, **values)])
    digests = list(read_digests(packed_digests))
    assert [digest.kind for digest in digests] == kinds
    assert [digest.value for digest in digests] == digest_values(packed_digests)
    assert href_digests(packed_digests) == {digests[-1].value}
    assert not any(digest.bare for digest in digests), "the id alone distinguishes two people"


def test_a_link_that_names_no_person_is_bare() -> None:
    [digest] = read_digests(digests_of([plan_link("utm", {})]))
    assert (digest.kind, digest.bare) == ("href", True)


def test_equal_links_in_one_place_count_once() -> None:
    link = plan_link("post-affiliate-pro", {}, id="p-1")
    assert digests_of([link, link]) == digests_of([link])
    assert len(href_digests(digests_of([link, plan_link("post-affiliate-pro", {}, id="p-2")]))) == 2
