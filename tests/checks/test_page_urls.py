"""Tests that the cached parts of an address equal those that a parser of the whole address gives."""

from __future__ import annotations

import re
from urllib.parse import unquote, unquote_plus

import idna
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks.page_urls import (
    as_read,
    base_path,
    host_of,
    resolve,
    scheme_of,
    utm_keys,
)
from tests.checks.sample_page import SITE

SITES = (SITE, "https://friends.maisonlune.example", "https://o.example:8443/a%20b/", "//o.example/x/y")
ENDS = st.sampled_from(["", " ", "\t", "\n", "\x00", "\u00a0", "?", "#", "/", "\\"])
OWN = "friends.maisonlune.example"
HOSTS = st.sampled_from([OWN, f"{OWN.upper()}.", "o.example", "faß.example", "%6f.example", "u@o.example:1"])
SCHEMES = st.sampled_from(["https://", "https:", "//", "/\\", "ht\ntp:", "mailto:", ""])
HEADS = st.one_of(
    st.builds("{}{}{}".format, SCHEMES, HOSTS, ENDS),
    st.sampled_from(
        ["/team/", "/team", "/", "", "../", "../..", ".", "x", "java\tscript:", " data:text/html,", "%2e%2e/"]
    ),
    st.text(alphabet="/.:\\ab%2e \t", max_size=12),
)
STEPS = st.lists(st.sampled_from(["..", ".", "", "a", "b", "%2e%2e", "%2E", "a%2Fb", "é"]), max_size=6).map("/".join)
KEYS = ["utm_source=lea", "UTM_a", "utm%5fb=1", "u\ttm_c=", " utm_d=1 ", "x=1", "", "?", "+utm_e"]
PAIRS = st.lists(st.sampled_from(KEYS), max_size=5)
QUERIES = st.one_of(st.just(""), PAIRS.map(lambda pairs: "?" + "&".join(pairs)))
FRAGMENTS = st.sampled_from(["", "#", "#x", "#x?utm_source=lea", "#a#b", "# "])
URLS = st.builds("".join, st.tuples(ENDS, HEADS, STEPS, ENDS, QUERIES, ENDS, FRAGMENTS, ENDS))
PAGES = st.sampled_from(["lea/index.html", "index.html", "lea/ig/index.html", "a/b/c.html"])


@settings(max_examples=400, deadline=None)
@given(URLS)
def test_host_and_scheme_are_those_of_the_whole_parser(url: str) -> None:
    assert host_of(url) == parse_host(url)
    match = re.match(r"([a-z][a-z0-9+.-]*):", as_read(url), re.IGNORECASE)
    assert scheme_of(url) == (match[1].lower() if match else "")


@settings(max_examples=200, deadline=None)
@given(URLS)
def test_the_utm_keys_of_an_address_are_found(url: str) -> None:
    query = as_read(url).partition("#")[0].partition("?")[2]
    pairs = [unquote_plus(pair.partition("=")[0]).strip().lower() for pair in query.split("&")]
    assert list(utm_keys(url)) == [key for key in pairs if key.startswith("utm_")]


@settings(max_examples=400, deadline=None)
@given(URLS, PAGES, st.sampled_from(SITES))
def test_an_address_resolves_as_a_walk_step_by_step(url: str, page: str, site: str) -> None:
    target = resolve(url, page, site)
    assert (target and tuple(target)) == walk_path(url, page, site)


def parse_host(url: str) -> str | None:
    match = re.match(r"(?:(?:https?|wss?|ftp):[/\\]*|[/\\]{2})([^/\\?#]*)", as_read(url), re.IGNORECASE)
    if match is None:
        return None
    host = unquote(re.sub(r":\d*$", "", match[1].rpartition("@")[2])).lower().rstrip(".")
    try:
        return host if host.isascii() else idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return host


def walk_path(url: str, page: str, site: str) -> tuple[str | None, str, bool] | None:
    """Return where an address leads, by a walk step by step from the page that has it."""
    host = parse_host(url)
    if host != parse_host(site) if host is not None else scheme_of(url):
        return None
    url, base = as_read(url), base_path(site)
    if host is not None:
        url = "/" + re.sub(r"^(?:[a-z]+:)?[/\\]*[^/\\?#]*", "", url, flags=re.IGNORECASE).lstrip("/\\")
    path, _, fragment = url.partition("#")
    path = path.partition("?")[0]
    if not path:
        return page, fragment, False
    is_absolute = path.startswith("/")
    if is_absolute and not f"{path}/".startswith(base):
        return None if host is not None else (None, fragment, True)
    parts, steps = ([], path[len(base) :].split("/")) if is_absolute else (page.split("/")[:-1], path.split("/"))
    for step in map(unquote, steps):
        if step == ".." and not parts:
            return None, fragment, is_absolute
        if step == "..":
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    is_folder = steps[-1] in ("", ".", "..")
    return "/".join([*parts, "index.html"] if is_folder else parts), fragment, is_absolute
