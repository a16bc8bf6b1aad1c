"""What changed: added, removed, and which parameter is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link_sheet.compare import ChangedLink, compare_sheets, compare_urls
from generator.link_sheet.row import LinkRow
from tests.effort import within
from tests.link_sheet.test_csv_text import BASE

AWIN = "https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fs.example%2Fp%3Futm_source%3D"


def changes(old: str, new: str) -> list[tuple[str, str, str]]:
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
    assert changes(old, new) == expected


@given(st.text(), st.text())
def test_every_other_address_has_a_change(first: str, second: str) -> None:
    for old, new in ((first, second), (f"https://s.example/{first}", f"https://s.example/{second}")):
        assert bool(changes(old, new)) == (old != new)


def test_addresses_inside_addresses_end_somewhere() -> None:
    old, new = "https://s.example/a", "https://s.example/b"
    for _ in range(9):
        old, new = (f"https://n.example/?u={url.replace('%', '%25').replace('&', '%26')}" for url in (old, new))
    assert 1 <= len(changes(old, new)) <= 2


def test_many_keys_take_no_time() -> None:
    url = "https://s.example/?" + "&".join(f"k{number}=1" for number in range(20_000))
    assert len(within(200, lambda: changes(url, url.replace("=1", "=2")))) == 20_000


def test_a_sheet_of_links_is_read() -> None:
    story, offer = BASE._replace(url="https://s.example/?a=1"), BASE._replace(placement="offer", line=2)
    foot = BASE._replace(placement="foot", line=3)
    now = story._replace(url="https://s.example/?a=2", rel="x", line=9)
    found = compare_sheets([story, offer], [now, foot])
    assert found.added_links == (foot,)
    assert found.removed_links == (offer,)
    assert found.changed_links == (ChangedLink(now, (("a", "1", "2"), ("rel", "sponsored", "x"))),)  # type: ignore[arg-type]
    assert found.same == 0


def test_a_line_is_no_change() -> None:
    assert compare_sheets([BASE], [BASE._replace(line=99)]).same == 1


def test_what_stands_twice_counts_twice() -> None:
    found = compare_sheets([BASE, BASE], [BASE, BASE, BASE])
    assert (found.same, found.added_links, found.removed_links, found.changed_links) == (2, (BASE,), (), ())
    found = compare_sheets([BASE, BASE._replace(label="y")], [BASE._replace(label="y")])
    assert (found.same, found.removed_links, found.changed_links) == (1, (BASE,), ())


def test_a_campaign_is_reported_once() -> None:
    old = BASE._replace(campaign="a", url="https://s.example/?utm_campaign=a")
    new = BASE._replace(campaign="b", url="https://s.example/?utm_campaign=b")
    (changed,) = compare_sheets([old], [new]).changed_links
    assert [change.what for change in changed.changes] == ["utm_campaign"]


ROWS = st.lists(st.builds(
    BASE._replace, page=st.sampled_from("ab"), placement=st.sampled_from(["", "x"]), url=st.sampled_from("uvw"),
    label=st.sampled_from("lm"), line=st.integers(0, 9),
))  # fmt: skip


@given(ROWS, ROWS)
def test_every_link_is_counted_once(old: list[LinkRow], new: list[LinkRow]) -> None:
    found = compare_sheets(old, new)
    assert len(found.removed_links) + len(found.changed_links) + found.same == len(old)
    assert len(found.added_links) + len(found.changed_links) + found.same == len(new)
    assert all(changed.changes for changed in found.changed_links)
    back = compare_sheets(new, old)
    assert (sorted(back.added_links), sorted(back.removed_links)) == (
        sorted(found.removed_links),
        sorted(found.added_links),
    )
    assert (len(back.changed_links), back.same) == (len(found.changed_links), found.same)
