"""content/report.yaml: what the report compares with, and the brand's margin."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import Field, WithJsonSchema

from generator.models.commissions import Percent
from generator.models.json_shapes import TEXT
from generator.models.person import Tier
from generator.models.written import Line, Written, reads, wrong

_RANGE = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,3})?)(?:\s?(?:-|–|to)\s?([0-9]{1,2}(?:\.[0-9]{1,3})?))?\s?%")


def _range(value: str) -> tuple[Decimal, Decimal]:
    match = _RANGE.fullmatch(value)
    if not match or Decimal(match[2] or match[1]) < Decimal(match[1]):
        hint = "write `1.81%`, or `0.61-0.87%`"
        raise wrong("not-a-percentage", f"`{value[:40]}` is neither a percentage nor a range of them", hint)
    return Decimal(match[1]) / 100, Decimal(match[2] or match[1]) / 100


Range = Annotated[tuple[Decimal, Decimal], reads(_range, "a percentage, or a range"), WithJsonSchema(TEXT)]


class Benchmarks(Written):
    """The usual engagement of each tier: likes and comments per follower and post."""

    source: Line = Field(examples=["Our agency's survey of 2026"])
    """Where the numbers come from; the report prints it."""
    tiers: dict[Tier, Range] = Field(examples=[{"nano": "2.71%", "macro": "0.61-0.87%"}])
    """By tier."""


class ReportSettings(Written):
    """What `ambassador report` compares with."""

    margin: Percent | None = Field(None, examples=["60%"])
    """The share of net sales that is left after the cost of goods; without it, there is no return on cost."""
    benchmarks: Benchmarks | None = None
    """Your own benchmarks, instead of those that come with the report."""
