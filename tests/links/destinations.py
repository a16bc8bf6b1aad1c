"""Destinations as shops, spreadsheets and phones produce them, for property tests."""

from __future__ import annotations

import ada_url
from hypothesis import strategies as st

from generator.links.urls.url import clean_url

HOSTS = ["shop.example", "www.maison-lune.example", "xn--fa-hia.example", "shop.example:8443"]
HOSTS += ["192.0.2.7", "[2001:db8::1]"]
PIECES = ["a", "Z", "9", "-", "_", ".", "~", "%2F", "%2525", "%e9", "%", "é", "日", "😀", " ", '"', "'", "<", "{", "|"]
PIECES += ["^", "`", "[", "]", ";", ":", ",", "@", "!", "$", "(", "+", "*"]
KEYS = ["a", "color", "filter[]", "utm_source", "UTM_Medium", "utm%5Fcampaign", "utm_", "tag", "a_aid", "ref", "é", ""]


def _text(extra: str = "") -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*PIECES, *extra]), max_size=8).map("".join)


_PAIR = st.one_of(st.sampled_from(KEYS), st.builds("{}={}".format, st.sampled_from(KEYS), _text("/?=")))
_QUERY = st.lists(_PAIR, max_size=5).map("&".join)


@st.composite
def destinations(draw: st.DrawFn) -> str:
    """Return absolute addresses with all kinds of parts. They need not be clean."""
    url = draw(st.sampled_from(["https://", "http://"])) + draw(st.sampled_from(HOSTS))
    url += draw(st.one_of(st.just(""), _text("/").map("/{}".format)))
    url += draw(st.one_of(st.just(""), _QUERY.map("?{}".format)))
    return url + draw(st.one_of(st.just(""), _text("/?&=#").map("#{}".format)))


def valid_destinations() -> st.SearchStrategy[str]:
    """Return clean addresses that a WHATWG parser does not change."""
    return destinations().map(clean_url).filter(is_stable)


def is_stable(url: str) -> bool:
    """Return whether a WHATWG parser leaves the address unchanged."""
    return bool(ada_url.check_url(url)) and ada_url.URL(url).href == url


def hostile_texts() -> st.SearchStrategy[str]:
    """Return any text, also one that begins like an address."""
    anything = st.text(st.characters(), max_size=40)
    return st.one_of(anything, anything.map("https://{}".format), anything.map("https://shop.example/{}".format))
