"""Tests that a chain of schemes wraps each link in the next, and leaves out the scheme that needs a missing code."""

from __future__ import annotations

import pytest

from generator.links.generate.plan import follow_chain
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.tracking import ChainStep, SchemeChain
from generator.sections.wants import LinkWant

WANT = LinkWant("favorites", "https://shop.example/p/balm", "balm")
PAGE = ("lea", "", "frost")
UTM = {"utm_source": "lea"}


def chain_of(*names: str) -> SchemeChain:
    return SchemeChain(tuple(ChainStep(name, load_builtin(name)) for name in names), {"mid": "12"})


@pytest.mark.parametrize(
    ("names", "code", "expected"),
    [
        (
            ("shopify-discount", "awin"),
            "LEA15",
            "https://www.awin1.com/cread.php?awinmid=12&awinaffid=9&ued=https%3A%2F%2Fshop.example%2Fdiscount%2FLEA15"
            "%3Fredirect%3D%252Fp%252Fbalm%26utm_source%3Dlea",
        ),
        (
            ("shopify-discount", "awin"),
            "",
            "https://www.awin1.com/cread.php?awinmid=12&awinaffid=9&ued=https%3A%2F%2Fshop.example%2Fp%2Fbalm"
            "%3Futm_source%3Dlea",
        ),
        (("shopify-discount",), "", "https://shop.example/p/balm?utm_source=lea"),
        (("shopify-discount",), "LEA15", "https://shop.example/discount/LEA15?redirect=%2Fp%2Fbalm&utm_source=lea"),
    ],
)
def test_a_chain_wraps_every_step(names: tuple[str, ...], code: str, expected: str) -> None:
    plan = follow_chain(chain_of(*names), WANT, PAGE, {"id": "9", "mid": "12", "code": code}, UTM)
    assert plan.href == expected
    assert plan.inputs.destinations[0] == WANT.destination
    assert len(plan.steps) == len(plan.inputs.destinations)
