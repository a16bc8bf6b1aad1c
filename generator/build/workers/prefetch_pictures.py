"""Parallel drawing of pictures, before the build renders the pages that show them."""

from __future__ import annotations

from collections.abc import Iterable

from generator.build.context import BuildContext
from generator.build.person import LoadedPerson
from generator.images.encode_pictures import encode_pictures
from generator.pages.page_wants import wanted_pictures
from generator.pages.share_cards import plan_card
from generator.problems import Report


def prefetch_pictures(context: BuildContext, people: Iterable[LoadedPerson]) -> int:
    """Draw all pictures that the cache lacks; return their number.

    It reports no problems: rendering the pages finds them again.
    """
    options, theme = context.options, context.theme
    if theme is None or context.stands_in:
        return 0
    present = [(person, person.member) for person in people if person.member is not None]
    wants = [want for person, member in present for want in wanted_pictures(member, person.wants)]

    def progress(count: int, total: int, what: str) -> None:
        options.progress("pictures", count, total, what)

    assets = encode_pictures(options.root, wants, theme.roles, context.cache, options.jobs, Report(), progress)
    if context.page_context is None or not context.site.settings.share_cards:
        return assets.drawn_count
    # lazy: it loads Pillow, which a page without a new card does not need
    from generator.images.cards.card import Card, draw_cards

    specs = [plan_card(context.site, theme, member) for _, member in present if member.state == "live"]
    batch = 0
    for count, card in enumerate(draw_cards(specs, context.cache, options.jobs), 1):
        options.progress("share cards", count, len(specs), specs[count - 1].name)
        batch += isinstance(card, Card) and card.fresh
    return assets.drawn_count + batch
