"""Tests that a wrong value gets a stand-in, so that the values beside it keep their place and their problems."""

from __future__ import annotations

from typing import Any

import pytest

from generator.content.validate import validate
from generator.models.commissions import Commissions
from generator.models.person import Person
from generator.models.product import Product
from generator.models.roster import Roster
from generator.models.settings import Settings
from generator.models.written import Written
from generator.problems import Place, Report

_RIGHT = {"use": "site", "until": "2027-01-01"}


@pytest.mark.parametrize(
    ("model", "data", "names"),
    [
        (Person, {"nmae": "Lea", "portrait": {"src": "a.jpg"}}, ["missing-alt", "unknown-key"]),
        (Product, {"name": "Mist", "image": {"src": "a.jpg", "alt": []}}, ["missing-key", "wrong-shape"]),
        (Settings, {"url": "x", "channels": ["a b", "ig"]}, ["missing-key"] * 2 + ["not-a-slug", "not-a-web-address"]),
        (Roster, {"country": "X", "rights": [{"piece": "9", **_RIGHT}]}, ["no-such-piece", "unknown-country"]),
        (Roster, {"pieces": "x", "rights": [{"piece": "9", **_RIGHT}]}, ["wrong-shape"]),
        (Roster, {"colour": "red", "rights": [{"piece": "9", **_RIGHT}]}, ["no-such-piece", "unknown-key"]),
        (
            Commissions,
            {
                "hold": "x",
                "rules": [{"name": "A"}, {"name": "B", "rate": "1%", "fixed": "1", "for": {"tags": ["a b"]}}],
            },
            ["missing-key", "not-a-number", "not-a-slug"],
        ),
    ],
)
def test_every_error_is_reported_and_a_model_remains(
    model: type[Written], data: dict[str, Any], names: list[str]
) -> None:
    report = Report()
    assert validate(model, data, Place("a.yaml"), "content", report) is not None
    assert sorted(problem.name for problem in report) == names


def test_entries_of_a_list_keep_their_numbers() -> None:
    report = Report()
    person = validate(Person, {"name": "L", "aliases": ["A B", "mina", ["x"]]}, Place("a.yaml"), "content", report)
    assert person is not None
    assert (len(person.aliases), person.aliases[1]) == (3, "mina")


def test_a_stand_in_has_no_problems_of_its_own() -> None:
    report = Report()
    validate(Person, {"name": "L", "aliases": ["A B", "mina"]}, Place("a.yaml"), "content", report)
    before = len(report)
    report.error("address-taken", "taken", Place("a.yaml", ("aliases", 0)))
    assert len(report) == before
    report.error("address-taken", "taken", Place("a.yaml", ("aliases", 1)))
    assert len(report) == before + 1
