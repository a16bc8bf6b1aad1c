"""Tests that the targets of `make fuzz` accept their own words and random mixtures of them."""

from __future__ import annotations

import random

import pytest

from tools.fuzz.targets import TARGETS, WORDS


def test_every_target_has_words_to_begin_with() -> None:
    assert TARGETS.keys() == WORDS.keys()


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_takes_any_bytes(name: str) -> None:
    chance = random.Random(20261129)
    words = [word.encode("utf-8", "surrogateescape") for word in WORDS[name]]
    for word in words:
        TARGETS[name](word)
    for _ in range(60):
        data = b"".join(
            chance.choice(words) * chance.choice((1, 1, 1, 40)) if chance.random() < 0.7 else chance.randbytes(9)
            for _ in range(chance.randrange(1, 30))
        )
        TARGETS[name](data[:4096])
