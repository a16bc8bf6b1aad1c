"""Pictures drawn side by side, before the pages that show them are made."""

from __future__ import annotations

from collections.abc import Iterable

from generator.build.person import Prepared
from generator.build.workshop import Workshop
from generator.images.plan import plan_pictures
from generator.pages.share_cards import plan_card
from generator.pages.wanted import wanted_pictures
from generator.problems import Report


def draw_ahead(workshop: Workshop, people: Iterable[Prepared]) -> int:
    """Draw all pictures that the cache lacks; how many. What is wrong with them is found again, and told, later."""
    request, theme = workshop.request, workshop.theme
    if theme is None or workshop.stands_in:
        return 0
    present = [(person, person.member) for person in people if person.member is not None]
    wants = [want for person, member in present for want in wanted_pictures(member, person.wants)]

    def progress(done: int, total: int, what: str) -> None:
        request.progress("pictures", done, total, what)

    assets = plan_pictures(request.root, wants, theme.roles, workshop.cache, request.jobs, Report(), progress)
    if workshop.plan is None or not workshop.site.settings.share_cards:
        return assets.drawn
    from generator.images.card import Card, draw_all

    specs = [plan_card(workshop.site, theme, member) for _, member in present if member.state == "live"]
    fresh = 0
    for done, card in enumerate(draw_all(specs, workshop.cache, request.jobs), 1):
        request.progress("share cards", done, len(specs), specs[done - 1].name)
        fresh += isinstance(card, Card) and card.fresh
    return assets.drawn + fresh
