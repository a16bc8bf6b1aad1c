"""Tests that keys are added to, replaced in and removed from a query without a change of the others."""

from __future__ import annotations

import pytest

from generator.links.urls.query import (
    drop_click_ids,
    drop_query,
    merge_query,
    query_pairs,
)

U = {"utm_source": "lea", "utm_medium": "affiliate"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://s.example/p?a=1&&b=2", "https://s.example/p?a=1&&b=2&{}"),
        ("https://s.example/p?", "https://s.example/p?{}"),
        ("https://s.example/p?flag&a&a=%2F", "https://s.example/p?flag&a&a=%2F&{}"),
        ("https://s.example/p?UTM_Source=x&b=1", "https://s.example/p?b=1&{}"),
        ("https://s.example/p?b=1&utm_source&utm_x=1&c", "https://s.example/p?b=1&c&{}"),
        ("https://s.example/p?myutm_source=1", "https://s.example/p?myutm_source=1&{}"),
        (
            "https://s.example?next=https://x.example/?utm_id=1",
            "https://s.example/?next=https://x.example/?utm_id=1&{}",
        ),
    ],
)
def test_a_merge_keeps_foreign_keys(url: str, expected: str) -> None:
    assert merge_query(url, U) == expected.format("utm_source=lea&utm_medium=affiliate")


def test_fill_adds_what_is_missing() -> None:
    url = "https://s.example/p?Utm_Source=news"
    assert merge_query(url, U, "fill") == "https://s.example/p?Utm_Source=news&utm_medium=affiliate"


def test_keep_concerns_only_utm() -> None:
    url = "https://s.example/p?utm_id=7"
    assert merge_query(url, {"tag": "t", **U}, "keep") == "https://s.example/p?utm_id=7&tag=t"


def test_a_key_with_the_right_value_keeps_its_place() -> None:
    assert merge_query("https://s.example/p?tag=t&b=1", {"tag": "t"}) == "https://s.example/p?tag=t&b=1"
    assert merge_query("https://s.example/p?tag=o&b=1&t%61g=p", {"tag": "t"}) == "https://s.example/p?b=1&tag=t"


def test_an_empty_value_is_left_out() -> None:
    assert merge_query("https://s.example/p?utm_id=1", {"utm_source": ""}) == "https://s.example/p?utm_id=1"
    assert merge_query("https://s.example/p", {"a": "", "b": "1"}) == "https://s.example/p?b=1"


def test_keys_are_encoded_as_shops_write_them() -> None:
    url = merge_query("https://s.example/p", [("attributes[k]", "é"), ("a/b", "1"), ("x y", "&")])
    assert url == "https://s.example/p?attributes[k]=%C3%A9&a/b=1&x%20y=%26"


def test_click_ids_are_removed_and_other_keys_stay() -> None:
    assert drop_click_ids("https://s.example/p?gclid=1") == "https://s.example/p"
    assert drop_click_ids("https://s.example/p?a=1&FBCLID=x&b#c") == "https://s.example/p?a=1&b#c"
    assert drop_click_ids("https://s.example/p?a=1&") == "https://s.example/p?a=1&"
    assert drop_click_ids("mailto:a?gclid=1") == "mailto:a?gclid=1"


def test_dropping_nothing_changes_nothing() -> None:
    assert drop_query("https://s.example/p?&&a", lambda key: key == "z") == "https://s.example/p?&&a"


def test_pairs_are_read_as_a_server_reads_them() -> None:
    assert query_pairs("https://s.example/p?a=1+2&&b&%C3%A9=%26#x=1") == [("a", "1 2"), ("b", ""), ("é", "&")]
