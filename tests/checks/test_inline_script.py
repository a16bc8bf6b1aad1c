"""Tests that inline scripts are reported, but not a script that the security policy names."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from generator.checks.inline_script import inline_script
from generator.output.headers import csp_hash
from tests.checks.sample_page import FACTS, messages


@pytest.mark.parametrize(
    "html",
    [
        '<script src="a.js"></script><script type="module" src="a.js"></script>',
        '<script type="application/ld+json">{"@type": "Person"}</script>',
        '<p title="on x = y">only = words</p>',
        '<a href="https://maisonlune.example/?x=javascript:1">x</a>',
    ],
)  # fmt: skip
def test_a_page_without_inline_script_passes(html: str) -> None:
    assert messages(inline_script, html) == []


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        '<script type=" Text/JavaScript ">alert(1)</script>',
        '<script type="importmap">{}</script>',
        "<svg><script>alert(1)</script></svg>",
        '<img src=x onerror="alert(1)">',
        '<img/src="x"/ONERROR=alert(1)>',
        '<body onload="x()">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\nscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<svg><a xlink:href="JAVASCRIPT:alert(1)"><text>x</text></a></svg>',
        '<form action="javascript:alert(1)"></form>',
        '<iframe srcdoc="&lt;script&gt;"></iframe>',
        '<a href="data:text/html,x">x</a>',
    ],
)  # fmt: skip
def test_an_inline_script_is_reported(html: str) -> None:
    assert len(messages(inline_script, html)) == 1


def test_a_script_that_the_policy_names_passes() -> None:
    context = replace(FACTS, scripts=frozenset({csp_hash("go(1)")}))
    assert messages(inline_script, "<script>go(1)</script>", context) == []
    assert len(messages(inline_script, "<script>go(1) </script>", context)) == 1
