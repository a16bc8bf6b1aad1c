"""content/commissions.yaml: what people earn, as rules. content/report.yaml: what the report compares with."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema, field_validator, model_validator

from generator.models.json_shapes import TEXT
from generator.models.locale import Currency
from generator.models.names import CampaignId, ProductId
from generator.models.period import not_before_from
from generator.models.person import Tier
from generator.models.written import Count, Day, Flag, Line, OneOrMany, Price, Slug, Written, reads, wrong

_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?)\s?%")
Window = Literal["month", "quarter", "year", "all"]


def _percent(value: str) -> Decimal:
    match = _PERCENT.fullmatch(value)
    if not match or Decimal(match[1]) > 100:
        hint = "write a number from 0 to 100 and the sign `%`, such as `12.5%`"
        raise wrong("not-a-percentage", f"`{value[:40]}` is not a percentage", hint)
    return Decimal(match[1]) / 100


Percent = Annotated[Decimal, reads(_percent, "a percentage"), WithJsonSchema(TEXT)]


class For(Written):
    """Which order lines a rule is for: those that fit all of its keys. Without keys, it is for all lines."""

    ambassador: Annotated[tuple[Slug, ...], OneOrMany, Field(max_length=1000)] = Field((), examples=[["lea-moreau"]])
    """People, by their addresses."""
    product: Annotated[tuple[ProductId, ...], OneOrMany, Field(max_length=1000)] = Field((), examples=[["cloud-balm"]])
    """Products, by their ids."""
    tags: Annotated[tuple[Slug, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["gift-card"]])
    """Tags of products; one of them is enough."""
    tier: Annotated[tuple[Tier, ...], OneOrMany, Field(max_length=10)] = Field((), examples=[["nano", "micro"]])
    """Tiers of people."""
    campaign: Annotated[tuple[CampaignId, ...], OneOrMany, Field(max_length=60)] = Field((), examples=[["spring-glow"]])
    """Campaigns: the one of the link, else one of the person's that runs on the order's day."""
    customer: Literal["new", "returning"] | None = None
    """Whether it is the customer's first order."""


class Rule(Written):
    """What one order line earns. The first rule that fits counts."""

    name: Line = Field(examples=["Everybody"])
    """What the statement calls the rule."""
    for_: For = Field(default_factory=For, alias="for", examples=[{"tier": "nano"}])
    """Which lines it is for; without it, all lines."""
    rate: Percent | None = Field(None, examples=["10%"])
    """A share of the line's base."""
    fixed: Price | None = Field(None, examples=["1.50"])
    """An amount, instead of a rate."""
    per: Literal["item", "order"] = "item"
    """What `fixed` is paid for: each piece, or the order once."""
    even_if_free: Flag = False
    """Whether `fixed` may be more than the line's base."""
    from_: Day | None = Field(None, alias="from", examples=["2027-01-01"])
    """The first day of orders that it is for."""
    until: Day | None = Field(None, examples=["2027-06-30"])
    """The last day of orders that it is for."""

    _period = field_validator("until")(not_before_from)

    @model_validator(mode="after")
    def _earns_one_way(self) -> Rule:
        if (self.rate is None) == (self.fixed is None):
            raise wrong(
                "missing-key", "a rule has either a `rate` or a `fixed` amount", "write one of the two", lacks="rate"
            )
        return self

    def runs_on(self, day: date) -> bool:
        """Whether orders of a day are meant."""
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


class Step(Written):
    """The limit from which something is added to the rate."""

    from_: Price = Field(alias="from", examples=["1000.00"])
    """Sales, or orders, of the window from which it is added."""
    add: Percent = Field(examples=["2%"])
    """What is added to the rate; of several steps the highest that is reached counts, not their sum."""


class Steps(Written):
    """A rate that rises by volume."""

    name: Line = Field(examples=["Monthly"])
    """What the statement calls it."""
    for_: For = Field(default_factory=For, alias="for")
    """Which lines count, and earn it."""
    count: Literal["sales", "orders"] = "sales"
    """What is counted."""
    of: Window = "month"
    """The window in which it is counted, in calendar terms."""
    applies: Literal["above", "all"] = "above"
    """`above`: only sales above the step earn more. `all`: once it is reached, all sales of the window earn more."""
    at: Annotated[tuple[Step, ...], Field(min_length=1, max_length=20)] = Field(
        examples=[[{"from": "1000.00", "add": "2%"}]]
    )
    """The steps."""

    @field_validator("at")
    @classmethod
    def _rises(cls, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        if any(step.from_ >= next_step.from_ for step, next_step in pairwise(steps)):
            raise wrong("steps-out-of-order", "each step begins above the one before it", "write the lowest first")
        return steps


class When(Written):
    """What a person must reach for a bonus."""

    orders: Count | None = Field(None, examples=[10])
    """This number of orders."""
    sales: Price | None = Field(None, examples=["1000.00"])
    """This amount of sales."""
    of: Window = "all"
    """The window in which it is counted."""

    @model_validator(mode="after")
    def _counts_one(self) -> When:
        if (self.orders is None) == (self.sales is None):
            raise wrong("missing-key", "`when` has either `orders` or `sales`", "write one of the two", lacks="orders")
        return self


class Bonus(Written):
    """An amount for reaching something."""

    name: Line = Field(examples=["First sale"])
    """What the statement calls it."""
    for_: For = Field(default_factory=For, alias="for")
    """Which lines count."""
    when: When = Field(examples=[{"orders": 1, "of": "all"}])
    """What a person must reach."""
    amount: Price = Field(examples=["20.00"])
    """The bonus."""


class Cap(Written):
    """The most that is paid in a window."""

    name: Line = Field(examples=["Ceiling"])
    """What the statement calls it."""
    for_: For = Field(default_factory=For, alias="for")
    """Whom it is for: only `ambassador` and `tier`."""
    of: Window = "month"
    """The window."""
    amount: Price = Field(examples=["2000.00"])
    """The most."""


class Commissions(Written):
    """The rules by which commissions are computed. Without this file there are no statements."""

    base: Literal["net", "gross"] = "net"
    """`net`: after discounts and returns, without shipping and tax. `gross`: before discounts."""
    prices_include_tax: Flag = False
    """Whether the shop's prices include tax. It is then subtracted at each order's own rate."""
    attribution: Annotated[tuple[Literal["code", "link"], ...], OneOrMany, Field(min_length=1, max_length=2)] = (
        "code",
        "link",
    )
    """Whose sale it is if the code is one person's and the link another person's."""
    own_orders: Flag = False
    """Whether people earn on what they order themselves. The list of payees says whose e-mail address is whose."""
    hold: Count = Field(30, examples=[30])
    """Number of days after the order until its commission may be paid."""
    minimum: Price | None = Field(None, examples=["25.00"])
    """A lower balance is not paid, but carried over."""
    currency: Currency | None = None
    """The currency of every amount; without it, the site's. Orders in another currency are left out, and reported."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=500)] = Field(
        examples=[[{"name": "Everybody", "rate": "10%"}]]
    )
    """What a line earns: the first rule that fits, from the top."""
    steps: Annotated[tuple[Steps, ...], Field(max_length=20)] = ()
    """Rates that rise by volume. Of several, the one that pays most for a line counts."""
    bonuses: Annotated[tuple[Bonus, ...], Field(max_length=50)] = ()
    """Bonuses; they add up."""
    caps: Annotated[tuple[Cap, ...], Field(max_length=50)] = ()
    """The highest amounts that are paid. They are applied last."""

    @property
    def targets(self) -> tuple[For, ...]:
        """For whom and what each rule, step, bonus and cap is."""
        kinds: tuple[tuple[Rule | Steps | Bonus | Cap, ...], ...] = (self.rules, self.steps, self.bonuses, self.caps)
        return tuple(entry.for_ for kind in kinds for entry in kind)

    @field_validator("caps")
    @classmethod
    def _for_people(cls, caps: tuple[Cap, ...]) -> tuple[Cap, ...]:
        for cap in caps:
            if cap.for_.product or cap.for_.tags or cap.for_.campaign or cap.for_.customer:
                raise wrong("not-valid", "a cap is for people, not for products or campaigns", "name people or tiers")
        return caps
