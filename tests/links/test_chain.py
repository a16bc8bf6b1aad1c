"""Schemes one around the other, and what is left of them for people without a code."""

from __future__ import annotations

import pytest

from generator.links.generate.plan import follow_chain
from generator.links.schemes.builtin import load_builtin
from generator.links.schemes.tracking import ChainStep, SchemeChain
from generator.sections.wants import LinkWant

WANT = LinkWant("favorites", "https://shop.example/p/balm", "balm")
PAGE = ("lea", "", "frost")
UTM = {"utm_source": "lea"}


def way(*names: str) -> SchemeChain:
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
    planned = follow_chain(way(*names), WANT, PAGE, {"id": "9", "mid": "12", "code": code}, UTM)
    assert planned.href == expected
    assert planned.inputs.destinations[0] == WANT.destination
    assert len(planned.steps) == len(planned.inputs.destinations)
