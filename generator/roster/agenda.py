"""The days of the roster: what is to come, and what needs attention today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from generator.content.roster_file import lasting_rights, right_name
from generator.models.period import later
from generator.roster.entry import Entry
from generator.roster.numbers import STALE, checked_of
from generator.roster.states import RUNNING

WAIT = 14
"""Days after which an answer, or a parcel, is overdue."""
SILENT = 60
SOON = 30
YOUNG_MONTHS, LONG_MONTHS = 3, 6
CONTRACT_FROM = Decimal(1000)
"""Euros of one calendar year from which France asks for a written contract with an influencer."""
_NEARLY = Decimal("0.8")
KINDS = (
    *("right", "label", "contract-threshold", "contract", "overdue", "no-answer", "gift", "old-numbers", "no-post"),
)  # fmt: skip
"""What a person must do, the most urgent first."""


class Event(Struct, frozen=True):
    """Something with a day. `id` is the person's, or the campaign's; `people` are the slugs of those concerned."""

    day: date
    kind: str
    id: str
    text: str
    people: tuple[str, ...]


class Need(Struct, frozen=True):
    """Something that needs attention: since when (or until when), what, and where it is written."""

    day: date
    kind: str
    entry: Entry
    text: str
    keys: tuple[str | int, ...] = ()


def events(entries: Sequence[Entry], after: date | None = None) -> list[Event]:
    """All dated things, sorted; `after`: from that day on."""
    events = [
        Event(day, kind, entry.slug, f"{entry.name}: {text}", (entry.slug,))
        for entry in entries
        for day, kind, text in _days_of(entry)
    ]
    events += _campaign_days(entries)
    if after is not None:
        events = [event for event in events if event.day >= after]
    return sorted(events, key=lambda event: (event.day, event.kind, event.id, event.text))


def _days_of(entry: Entry) -> Iterator[tuple[date, str, str]]:
    roster, person = entry.roster, entry.profile.person
    for piece in roster.pieces:
        if piece.due is not None and piece.posted is None:
            yield piece.due, "piece-due", f"{piece.format or 'piece'} on {piece.platform} is due"
    for _, right in lasting_rights(roster):
        name = right_name(right.picture, right.quote, right.piece)
        yield right.until, "right-ends", f"the last day of the right to {name} ({right.use})"
    if roster.contract is not None:
        if roster.contract.until is not None:
            yield roster.contract.until, "contract-ends", "the last day of the contract"
        exclusivity = roster.contract.exclusivity
        if exclusivity is not None and exclusivity.until is not None:
            yield exclusivity.until, "exclusivity-ends", f"the last day of exclusivity for {exclusivity.category}"
    if person.from_ is not None:
        yield person.from_, "page-begins", "the page begins"
    if person.until is not None:
        yield person.until, "page-ends", "the last day of the page"
    if roster.paused is not None:
        yield roster.paused.from_, "pause-begins", "the break begins"
        if roster.paused.until is not None:
            yield roster.paused.until, "pause-ends", "the last day of the break"


def _campaign_days(entries: Sequence[Entry]) -> Iterator[Event]:
    people: dict[str, list[str]] = {}
    for entry in entries:
        for id_ in entry.profile.person.campaigns:
            people.setdefault(id_, []).append(entry.slug)
    for id_, slugs in people.items():
        campaign = entries[0].site.campaigns.get(id_)
        if campaign is None:
            continue
        who = "1 person" if len(slugs) == 1 else f"{len(slugs):,} people"
        if campaign.from_ is not None:
            yield Event(campaign.from_, "campaign-begins", id_, f"{campaign.name} begins, with {who}", tuple(slugs))
        if campaign.until is not None:
            text = f"The last day of {campaign.name}, with {who}"
            yield Event(campaign.until, "campaign-ends", id_, text, tuple(slugs))


def needs(entries: Iterable[Entry]) -> list[Need]:
    """Return what needs attention today: what the law asks first, and of each kind the oldest first."""
    needs = [need for entry in entries for need in _needs_of(entry)]
    return sorted(needs, key=lambda need: (KINDS.index(need.kind), need.day, need.entry.slug, need.text))


def _needs_of(entry: Entry) -> Iterator[Need]:
    if entry.state in ("ended", "declined"):
        yield from _label_needs(entry)
        return
    yield from _step_needs(entry)
    yield from _piece_needs(entry)
    yield from _label_needs(entry)
    yield from _gift_needs(entry)
    yield from _right_needs(entry)
    yield from _number_needs(entry)
    yield from _contract_needs(entry)
    if entry.state in ("active", "ending"):
        last, since = entry.last_post, entry.profile.person.since
        if last is None and (since is None or (entry.day - since).days >= SILENT):
            yield Need(since or entry.day, "no-post", entry, "the page is live, and no published piece is recorded")
        elif last is not None and (entry.day - last).days >= SILENT:
            days = (entry.day - last).days
            yield Need(last, "no-post", entry, f"the page is live, and the last piece was {days:,} days ago")


def _step_needs(entry: Entry) -> Iterator[Need]:
    steps = entry.roster.state
    is_unanswered = steps.answered is None and steps.agreed is None and steps.declined is None
    if steps.invited is not None and is_unanswered and (entry.day - steps.invited).days >= WAIT:
        days = (entry.day - steps.invited).days
        yield Need(
            steps.invited, "no-answer", entry, f"invited {days} days ago, without an answer", ("state", "invited")
        )


def _piece_needs(entry: Entry) -> Iterator[Need]:
    for index, piece in enumerate(entry.roster.pieces):
        if piece.due is not None and piece.posted is None and piece.due < entry.day:
            what = f"{piece.format or 'piece'} on {piece.platform}"
            text = f"{what} was due {(entry.day - piece.due).days} days ago"
            yield Need(piece.due, "overdue", entry, text, ("pieces", index, "due"))


def _label_needs(entry: Entry) -> Iterator[Need]:
    for index, piece in enumerate(entry.roster.pieces):
        if piece.posted is not None and piece.posted <= entry.day and piece.label is not True:
            what = f"{piece.format or 'piece'} on {piece.platform}"
            reason = "has no label" if piece.label is False else "was posted, and no entry says that it has the label"
            yield Need(piece.posted, "label", entry, f"{what} {reason}", ("pieces", index, "label"))


def _gift_needs(entry: Entry) -> Iterator[Need]:
    for index, gift in enumerate(entry.roster.gifts):
        if gift.received is None and (entry.day - gift.day).days >= WAIT:
            text = f"{gift.product} was sent {(entry.day - gift.day).days} days ago, and has not arrived"
            yield Need(gift.day, "gift", entry, text, ("gifts", index))


def _right_needs(entry: Entry) -> Iterator[Need]:
    for index, right in lasting_rights(entry.roster):
        if right.until - entry.day <= timedelta(days=SOON):
            name = right_name(right.picture, right.quote, right.piece)
            verb = "ended" if right.until < entry.day else "ends"
            text = f"the right to {name} ({right.use}) {verb} on {right.until}"
            yield Need(right.until, "right", entry, text, ("rights", index, "until"))


def _number_needs(entry: Entry) -> Iterator[Need]:
    checked_day = checked_of(entry.roster)
    if checked_day is not None and (entry.day - checked_day).days >= STALE:
        text = f"numbers are {(entry.day - checked_day).days} days old"
        yield Need(checked_day, "old-numbers", entry, text, ("platforms",))


def _contract_needs(entry: Entry) -> Iterator[Need]:
    person, contract = entry.profile.person, entry.roster.contract
    market = person.market or entry.site.settings.market
    if contract is not None and contract.until is not None and contract.until - entry.day <= timedelta(days=SOON):
        verb = "ended" if contract.until < entry.day else "ends"
        yield Need(contract.until, "contract", entry, f"the contract {verb} on {contract.until}", ("contract", "until"))
    has_contract = contract is not None and contract.signed is not None
    total = entry.costs.total("EUR")
    if (market == "FR" or entry.country == "FR") and not has_contract and total >= CONTRACT_FROM * _NEARLY:
        how_near = "reached" if total >= CONTRACT_FROM else "at 80 % of"
        text = (
            f"money and gifts of {entry.day.year} come to {total:,} EUR, {how_near} the 1,000 EUR from which France "
            "asks for a written contract; no `contract: {signed: …}` is written"
        )
        yield Need(entry.day, "contract-threshold", entry, text, ("contract",))


def length_of(entry: Entry) -> str:
    """How old the partnership is, in a word: `new` under three months, `settled`, `long` from six on; "" unknown."""
    since = entry.profile.person.since
    if since is None or entry.state not in RUNNING:
        return ""
    if later(since, YOUNG_MONTHS) > entry.day:
        return "new"
    return "long" if later(since, LONG_MONTHS) <= entry.day else "settled"
