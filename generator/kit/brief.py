"""A campaign's brief in the language of a kit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.kit.words import Words
from generator.models.brief import Brief, Piece
from generator.models.locale import Localized
from generator.models.platforms import PLATFORMS
from generator.pages.locale_format import long_day

Part = tuple[str, tuple[str, ...]]


def show_brief(
    brief: Brief | None, words: Words, locale: str, default: str
) -> tuple[tuple[Part, ...], tuple[str, ...], tuple[str, ...]]:
    """The parts of a brief, each a heading and its lines; what helps; what to leave out."""
    if brief is None:
        return (), (), ()

    def texts(localized_texts: Iterable[Localized]) -> tuple[str, ...]:
        return tuple(text.for_locale(locale, default) for text in localized_texts)

    parts = (
        ("goal", texts([brief.goal]) if brief.goal else ()),
        ("pieces", tuple(_piece(piece, words) for piece in brief.pieces)),
        ("messages", texts(brief.messages)),
        ("allowed", texts(brief.claims.allowed) if brief.claims else ()),
        ("avoid", texts(brief.claims.avoid) if brief.claims else ()),
        ("tags", tuple(f"{PLATFORMS[platform][0]} · {account}" for platform, account in brief.tags.items())),
        ("review", tuple(_review(brief, words))),
        ("usage", tuple(_usage(brief, words))),
    )
    groups = tuple((words.say(key), lines) for key, lines in parts if lines)
    return groups, texts(brief.do), texts(brief.dont)


def _piece(piece: Piece, words: Words) -> str:
    kind = words.say(f"format_{piece.format}")
    text = words.say("piece", count=piece.count, format=kind, platform=PLATFORMS[piece.platform][0])
    if len(piece.seconds) == 2:
        text += f", {words.say('piece_seconds', least=piece.seconds[0], most=piece.seconds[1])}"
    elif piece.seconds:
        text += f", {words.say('piece_second', least=piece.seconds[0])}"
    return text


def _review(brief: Brief, words: Words) -> Iterator[str]:
    review = brief.review
    if review is None:
        return
    yield words.say("review_needed") if review.needed else words.say("review_none")
    if review.needed and review.days is not None:
        yield words.say("review_days", days=review.days)
    if review.needed and review.rounds is not None:
        yield words.say("review_rounds", rounds=review.rounds)


def _usage(brief: Brief, words: Words) -> Iterator[str]:
    usage = brief.usage
    if usage is None:
        return
    if usage.organic is not None:
        yield words.say("usage_organic", day=long_day(usage.organic, words.locale))
    yield (
        words.say("usage_paid", day=long_day(usage.paid, words.locale))
        if usage.paid is not None
        else words.say("usage_no_paid")
    )
