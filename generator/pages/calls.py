"""The calls to action on the first screen of a person's page."""

from __future__ import annotations

from collections.abc import Mapping

from generator.pages.views import CallsView
from generator.sections.favorites import FavoritesView
from generator.sections.lists import ListsView
from generator.sections.look import LookView
from generator.sections.offer import OfferView
from generator.sections.routine import RoutinesView

SHELVES = ("favorites", "lists", "look", "routine")
"""The sections with products, in the order in which they are preferred."""


def calls_of(views: Mapping[str, object]) -> CallsView:
    """Return the calls of a page with these sections. The keys of `views` are the names of the sections."""
    counts = {name: _count_products(views.get(name)) for name in SHELVES}
    shelf = next((name for name, count in counts.items() if count), "")
    offer = views.get("offer")
    code, short = (offer.code, offer.short) if isinstance(offer, OfferView) else ("", "")
    return CallsView(shelf, counts.get(shelf, 0), code, short)


def _count_products(view: object) -> int:
    """Return how many different products a section shows."""
    if isinstance(view, FavoritesView):
        return len({product.id for product in view.products})
    if isinstance(view, ListsView):
        return len({product.id for view in view.lists for product in view.products})
    if isinstance(view, LookView):
        return len({spot.product.id for spot in view.spots})
    if isinstance(view, RoutinesView):
        return len({step.product.id for routine in view.routines for step in routine.steps if step.product})
    return 0
