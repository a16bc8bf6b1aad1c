"""Tests that a comparison of two link sheets finds added and removed links, and each changed parameter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link_sheet.compare import ChangedLink, compare_sheets, compare_urls
from generator.link_sheet.row import LinkRow
from tests.effort import within
from tests.link_sheet.test_csv_text import BASE

AWIN = "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fs.example%2Fp%3Futm_source%3D"


def changes_between(old: str, new: str) -> list[tuple[str, str, str]]:
    return [tuple(change) for change in compare_urls(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("https://s.example/a", "https://s.example/a", []),
        ("https://s.example/a", "https://s.example/b", [("path", "/a", "/b")]),
        ("http://s.example/", "https://s.example/", [("address", "http://s.example", "https://s.example")]),
        ("https://s.example/?x=1", "https://s.example/?x=2&y=", [("x", "1", "2")]),
        ("https://s.example/?x=1&z=3", "https://s.example/?y=2&z=3", [("x", "1", ""), ("y", "", "2")]),
        ("https://s.example/?x=1&x=2", "https://s.example/?x=1&x=3&x=4", [("x", "2", "3"), ("x", "", "4")]),
        ("https://s.example/#a_aid=1", "https://s.example/#a_aid=2", [("#a_aid", "1", "2")]),
        ("https://s.example/#top", "https://s.example/", [("#", "top", "")]),
        (AWIN + "lea", AWIN + "mia", [("ued › utm_source", "lea", "mia")]),
        ("https://s.example/?a=1&b=2", "https://s.example/?b=2&a=1",
         [("url", "https://s.example/?a=1&b=2", "https://s.example/?b=2&a=1")]),
        ("mailto:a", "https://s.example/", [("url", "mailto:a", "https://s.example/")]),
        ("https://[", "https://]", [("url", "https://[", "https://]")]),
    ],
)  # fmt: skip
def test_a_changed_address_is_explained(old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert changes_between(old, new) == expected


@given(st.text(), st.text())
def test_two_different_addresses_have_a_change(first: str, second: str) -> None:
    for old, new in ((first, second), (f"https://s.example/{first}", f"https://s.example/{second}")):
        assert bool(changes_between(old, new)) == (old != new)


def test_addresses_inside_addresses_are_compared_to_a_limit() -> None:
    old, new = "https://s.example/a", "https://s.example/b"
    for _ in range(9):
        old, new = (f"https://n.example/?u={url.replace('%', '%25').replace('&', '%26')}" for url in (old, new))
    assert 1 <= len(changes_between(old, new)) <= 2


def test_many_keys_are_compared_in_bounded_work() -> None:
    url = "https://s.example/?" + "&".join(f"k{number}=1" for number in range(20_000))
    assert len(within(200, lambda: changes_between(url, url.replace("=1", "=2")))) == 20_000


def test_added_removed_and_changed_links_are_found() -> None:
    story, offer = BASE._replace(url="https://s.example/?a=1"), BASE._replace(placement="offer", line=2)
    foot = BASE._replace(placement="foot", line=3)
    changed_story = story._replace(url="https://s.example/?a=2", rel="x", line=9)
    comparison = compare_sheets([story, offer], [changed_story, foot])
    assert comparison.added_links == (foot,)
    assert comparison.removed_links == (offer,)
    assert comparison.changed_links == (ChangedLink(changed_story, (("a", "1", "2"), ("rel", "sponsored", "x"))),)  # type: ignore[arg-type]
    assert comparison.same == 0


def test_another_line_number_is_no_change() -> None:
    assert compare_sheets([BASE], [BASE._replace(line=99)]).same == 1


def test_a_repeated_link_counts_each_time() -> None:
    comparison = compare_sheets([BASE, BASE], [BASE, BASE, BASE])
    assert (comparison.same, comparison.added_links, comparison.removed_links, comparison.changed_links) == (
        2,
        (BASE,),
        (),
        (),
    )
    comparison = compare_sheets([BASE, BASE._replace(label="y")], [BASE._replace(label="y")])
    assert (comparison.same, comparison.removed_links, comparison.changed_links) == (1, (BASE,), ())


def test_a_changed_campaign_is_reported_once() -> None:
    old = BASE._replace(campaign="a", url="https://s.example/?utm_campaign=a")
    new = BASE._replace(campaign="b", url="https://s.example/?utm_campaign=b")
    (changed_link,) = compare_sheets([old], [new]).changed_links
    assert [change.what for change in changed_link.changes] == ["utm_campaign"]


ROWS = st.lists(st.builds(
    BASE._replace, page=st.sampled_from("ab"), placement=st.sampled_from(["", "x"]), url=st.sampled_from("uvw"),
    label=st.sampled_from("lm"), line=st.integers(0, 9),
))  # fmt: skip


@given(ROWS, ROWS)
def test_each_link_is_counted_once(old: list[LinkRow], new: list[LinkRow]) -> None:
    comparison = compare_sheets(old, new)
    assert len(comparison.removed_links) + len(comparison.changed_links) + comparison.same == len(old)
    assert len(comparison.added_links) + len(comparison.changed_links) + comparison.same == len(new)
    assert all(link.changes for link in comparison.changed_links)
    reverse = compare_sheets(new, old)
    assert (sorted(reverse.added_links), sorted(reverse.removed_links)) == (
        sorted(comparison.removed_links),
        sorted(comparison.added_links),
    )
    assert (len(reverse.changed_links), reverse.same) == (len(comparison.changed_links), comparison.same)
