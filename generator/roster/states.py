"""The state of a partnership on a day, and days that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.models.roster import Roster, Steps
from generator.problems import Place, Report

State = Literal["prospect", "draft", "invited", "agreed", "active", "paused", "ending", "ended", "declined"]
STATES: tuple[State, ...] = (
    *("prospect", "draft", "invited", "agreed", "active", "paused", "ending", "ended", "declined"),
)  # fmt: skip
"""In the order of a partnership."""
ENDING = timedelta(days=30)
"""How long before its last day a live page counts as ending."""
RUNNING: frozenset[State] = frozenset(("active", "paused", "ending"))


def state_on(person: Person, roster: Roster, day: date) -> State:
    """The state on a day. What happens later does not count; the page decides between live and ended."""
    steps, page = roster.state, person.state_on(day)
    if page == "ended":
        return "ended"
    if is_paused(roster, day):
        return "paused"
    if page == "live":
        return "ending" if person.until is not None and person.until - day <= ENDING else "active"
    if _has_passed(steps.ended, day):
        return "ended"
    has_agreed = (
        _has_passed(steps.agreed, day)
        or _has_passed(person.since, day)
        or any(gift.day <= day for gift in roster.gifts)
    )
    if _has_passed(steps.declined, day) and not (
        steps.agreed and steps.declined and steps.declined < steps.agreed <= day
    ):
        return "declined"
    if has_agreed or page == "future":
        return "agreed"
    return "invited" if _has_passed(steps.invited, day) else "draft"


def is_paused(roster: Roster, day: date) -> bool:
    """Whether a break that both agreed on runs on a day; both of its ends belong to it."""
    pause = roster.paused
    return pause is not None and pause.from_ <= day and (pause.until is None or day <= pause.until)


def _has_passed(when: date | None, day: date) -> bool:
    return when is not None and when <= day


class Contradiction(NamedTuple):
    """Two facts that cannot both be right."""

    message: str
    keys: tuple[str | int, ...]
    help: str


_ORDER: tuple[tuple[str, str], ...] = (
    ("invited", "answered"), ("invited", "agreed"), ("invited", "declined"), ("agreed", "ended"),
)  # fmt: skip


def report_contradictions(
    person: Person, roster: Roster, campaigns: Mapping[str, Campaign], place: Place, day: date, report: Report
) -> None:
    """Report each pair of facts that cannot both be right. `place` is the roster's file."""
    for contradiction in find_contradictions(person, roster, campaigns, day):
        report.error("impossible-state", contradiction.message, place.at(*contradiction.keys), contradiction.help)


def find_contradictions(
    person: Person, roster: Roster, campaigns: Mapping[str, Campaign], day: date
) -> Iterator[Contradiction]:
    """Find days out of order, and steps that no partnership takes."""
    steps = roster.state
    for first, second in _ORDER:
        first_day, second_day = getattr(steps, first), getattr(steps, second)
        if first_day is not None and second_day is not None and second_day < first_day:
            message = f"`{second}` is {second_day}, before `{first}`, which is {first_day}"
            yield Contradiction(message, ("state", second), "check both days")
    yield from _against_page(person, steps, day)
    yield from _due_while_away(roster, campaigns)


def _against_page(person: Person, steps: Steps, day: date) -> Iterator[Contradiction]:
    if person.state_on(day) != "live":
        return
    if _has_passed(steps.ended, day) and steps.ended and not (person.since is not None and person.since > steps.ended):
        message = f"the partnership ended on {steps.ended}, and the page is live"
        yield Contradiction(message, ("state", "ended"), "write the new `since` in the profile, or end the page")
    if _has_passed(steps.declined, day) and not (steps.agreed and steps.declined and steps.agreed > steps.declined):
        message = f"they declined on {steps.declined}, and the page is live"
        yield Contradiction(message, ("state", "declined"), "write a later `agreed`, or let the page be a draft")
    if _has_passed(steps.invited, day) and not _has_passed(steps.agreed, day) and not steps.declined:
        message = f"they were invited on {steps.invited}, they have not agreed, and the page is live"
        yield Contradiction(message, ("state", "invited"), "write the day of `agreed`, or let the page be a draft")


def _due_while_away(roster: Roster, campaigns: Mapping[str, Campaign]) -> Iterator[Contradiction]:
    for index, piece in enumerate(roster.pieces):
        if piece.due is None or piece.posted is not None:
            continue
        if roster.state.ended is not None and piece.due > roster.state.ended:
            message = f"this piece is due on {piece.due}, after the partnership ended on {roster.state.ended}"
            yield Contradiction(message, ("pieces", index, "due"), "delete it, or correct one of the days")
        campaign = campaigns.get(piece.campaign or "")
        if campaign is not None and campaign.runs_on(piece.due) and is_paused(roster, piece.due):
            message = f"this piece of {campaign.name} is due on {piece.due}, in their break"
            yield Contradiction(message, ("pieces", index, "due"), "move the day, or shorten `paused`")
