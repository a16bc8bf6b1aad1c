"""Tests that the preview reads the files for hosts as hosts do."""

from __future__ import annotations

from generator.output.headers import render_headers
from generator.output.redirects import Redirect, render_redirects
from generator.serve.hosting import headers_of, read_headers, read_redirects


def test_headers_apply_below_the_base_path() -> None:
    rules = read_headers(render_headers("default-src 'none'", base_path="/team/"))
    assert headers_of(rules, "/elsewhere") == {}
    assert headers_of(rules, "/team/lea/")["Content-Security-Policy"] == "default-src 'none'"
    assert "Cache-Control" not in headers_of(rules, "/team/lea/")
    assert "immutable" in headers_of(rules, "/team/assets/x.css")["Cache-Control"]


def test_headers_of_two_rules_are_joined() -> None:
    assert headers_of(read_headers(b"/*\n  A: 1\n/x\n  A: 2\n"), "/x") == {"A": "1, 2"}


def test_redirects_are_served_as_a_host_does() -> None:
    data = render_redirects([Redirect("/old/", "/new/"), Redirect("/go/", "https://shop.example/a b", 302)])
    assert read_redirects(data) == {"/old/": ("/new/", 301), "/go/": ("https://shop.example/a%20b", 302)}
