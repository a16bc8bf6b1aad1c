"""The dates of a kit: what its person has to know of the campaign, their page, and what the brand keeps on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.content.roster_file import lasting_rights
from generator.kit.words import Words
from generator.models.campaign import Campaign
from generator.models.person import Person
from generator.models.platforms import PLATFORMS
from generator.models.roster import Piece, Right, Roster
from generator.pages.locale_format import long_day

DayText = tuple[date, str]


def dates_of(
    person: Person, roster: Roster, campaigns: Mapping[str, Campaign], offer_campaign: Campaign | None, only: str,
    day: date, words: Words,
) -> tuple[str, ...]:  # fmt: skip
    """Return all dates that are not over, the next first. A piece stays until it is posted, also when it is late.

    `campaigns` are those of the site; `offer_campaign` is the one whose code, and whose days to post, the kit shows.
    `only` is the id of the campaign that the kit is for, "" for all.
    """
    own = [campaigns[id_] for id_ in person.campaigns if id_ in campaigns]
    pieces = [piece for piece in roster.pieces if not only or piece.campaign in (None, only)]
    day_texts = [
        *_of_campaigns(own, day, words),
        *_of_offer(offer_campaign, bool(person.code), words),
        *_of_pieces(pieces, campaigns, words),
        *_of_rights(roster, day, words),
        *_of_contract(person, roster, day, words),
    ]
    return tuple(dict.fromkeys(text for _, text in sorted(day_texts, key=lambda pair: pair[0])))


def rights_left(roster: Roster, day: date, words: Words) -> tuple[str, ...]:
    """Return until when the brand may still use the work of a person whose partnership has ended."""
    return tuple(text for _, text in sorted(_of_rights(roster, day, words), key=lambda pair: pair[0]))


def _dated_texts(words: Words, key: str, start: date | None, end: date | None, **values: str) -> Iterator[DayText]:
    """A period, whichever of its ends are known: the texts are `key`, `key`_from and `key`_until."""
    if start is not None and end is not None:
        days = {"start": long_day(start, words.locale), "end": long_day(end, words.locale)}
        yield start, words.say(key, **days, **values)
    elif start is not None:
        yield start, words.say(f"{key}_from", day=long_day(start, words.locale), **values)
    elif end is not None:
        yield end, words.say(f"{key}_until", day=long_day(end, words.locale), **values)


def _of_campaigns(campaigns: Iterable[Campaign], day: date, words: Words) -> Iterator[DayText]:
    for campaign in campaigns:
        if campaign.until is None or campaign.until >= day:
            yield from _dated_texts(words, "date_campaign", campaign.from_, campaign.until, campaign=campaign.name)


def _of_offer(campaign: Campaign | None, has_code: bool, words: Words) -> Iterator[DayText]:
    if campaign is None:
        return
    if campaign.brief and campaign.brief.post:
        yield from _dated_texts(words, "date_post", campaign.brief.post.from_, campaign.brief.post.until)
    if campaign.offer and campaign.until and has_code:
        yield campaign.until, words.say("date_code", day=long_day(campaign.until, words.locale))


def _of_pieces(pieces: Sequence[Piece], campaigns: Mapping[str, Campaign], words: Words) -> Iterator[DayText]:
    for piece in pieces:
        if piece.due is None or piece.posted is not None:
            continue
        campaign = campaigns.get(piece.campaign or "")
        facts = {"format": _format(piece, words), "platform": PLATFORMS[piece.platform][0]}
        facts["day"] = long_day(piece.due, words.locale)
        text = words.say("date_piece_for", campaign=campaign.name, **facts) if campaign else words.say(
            "date_piece", **facts
        )  # fmt: skip
        yield piece.due, f"{text[0].upper()}{text[1:]}"


def _of_rights(roster: Roster, day: date, words: Words) -> Iterator[DayText]:
    for _, right in lasting_rights(roster):
        if right.until >= day:
            day_text = long_day(right.until, words.locale)
            what, use = _what(right, roster.pieces, words), words.say(f"use_{right.use}")
            yield right.until, words.say("date_right", what=what, use=use, day=day_text)


def _of_contract(person: Person, roster: Roster, day: date, words: Words) -> Iterator[DayText]:
    contract, pause = roster.contract, roster.paused
    exclusivity = contract.exclusivity if contract else None
    ends: list[tuple[str, date | None, dict[str, str]]]
    ends = [("date_page", person.until, {}), ("date_contract", contract.until if contract else None, {})]
    if exclusivity is not None and exclusivity.brand is None:
        ends.append(("date_exclusive", exclusivity.until, {"category": exclusivity.category.replace("-", " ")}))
    for key, until, facts in ends:
        if until is not None and until >= day:
            yield until, words.say(key, day=long_day(until, words.locale), **facts)
    if pause is not None and (pause.until is None or pause.until >= day):
        yield from _dated_texts(words, "date_pause", pause.from_, pause.until)


def _what(right: Right, pieces: Sequence[Piece], words: Words) -> str:
    if right.picture is not None:
        return words.say("right_picture", name=right.picture.rpartition("/")[2])
    if right.quote is not None:
        return words.say("right_quote", text=right.quote)
    assert right.piece is not None  # a right is to one thing
    piece = pieces[right.piece - 1]
    return words.say("right_piece", format=_format(piece, words), platform=PLATFORMS[piece.platform][0])


def _format(piece: Piece, words: Words) -> str:
    """The word for what a piece is; as it is written where a kit has no word for it."""
    key = f"format_{piece.format or 'post'}"
    return words.say(key) if words.has(key) else (piece.format or "").replace("-", " ")
