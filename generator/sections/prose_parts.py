"""Markdown's slots (links, cards, pictures) filled in for a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import TypeVar

from msgspec import Struct

from generator.prose.parts import CardSlot, LinkSlot, PictureSlot, Prose
from generator.sections.pictures import PictureView
from generator.sections.product_card import ProductView, link_want, product_view, product_wants
from generator.sections.subject import Subject
from generator.sections.wants import Answers, Link, LinkWant, PictureWant, Want

C = TypeVar("C")


class StoryPicture(Struct, frozen=True):
    """A picture between paragraphs."""

    picture: PictureView
    caption: str = ""


def prose_wants(subject: Subject, prose: Prose, placement: str) -> Iterator[Want]:
    """What the slots of a text want."""
    for part in prose.parts:
        if isinstance(part, CardSlot):
            yield from product_wants(subject, placement, part.product, "card")
        elif isinstance(part, PictureSlot):
            yield story_picture_want(part)
        elif isinstance(part, LinkSlot):
            if part.names_product:
                yield from product_wants(subject, placement, part.product)
            else:
                yield LinkWant(placement, part.href, part.product, part.place)


def story_picture_want(slot: PictureSlot) -> PictureWant:
    """The want of a picture between paragraphs."""
    return PictureWant(slot.src, "story", None, slot.place)


def prose_parts(
    subject: Subject, prose: Prose, placement: str, answers: Answers
) -> tuple[str | ProductView | StoryPicture, ...]:
    """The text with its slots filled: runs of safe HTML, cards and pictures."""
    return fill_slots(
        prose,
        lambda slot: _link(subject, slot, placement, answers),
        lambda slot: product_view(subject, answers, placement, slot.product, "card"),
        answers,
    )


def fill_slots(
    prose: Prose,
    link: Callable[[LinkSlot], Link | None],
    card: Callable[[CardSlot], C | None],
    answers: Answers,
) -> tuple[str | C | StoryPicture, ...]:
    """Fill the slots of a text; `link` and `card` say with what."""
    parts: list[str | C | StoryPicture] = []
    run: list[str] = []
    for part in prose.parts:
        block: C | StoryPicture | None = None
        if isinstance(part, str):
            run.append(part)
        elif isinstance(part, LinkSlot):
            run.append(_anchor(link(part), part.title))
        elif isinstance(part, CardSlot):
            block = card(part)
        else:
            files = answers.picture(story_picture_want(part))
            block = StoryPicture(PictureView(files, part.alt, "story"), part.caption) if files else None
        if block is not None:
            parts += ["".join(run), block]
            run.clear()
    parts.append("".join(run))
    return tuple(part for part in parts if not isinstance(part, str) or part.strip())


def _link(subject: Subject, slot: LinkSlot, placement: str, answers: Answers) -> Link | None:
    if not slot.names_product:
        return answers.link(LinkWant(placement, slot.href, slot.product))
    product = subject.products.get(slot.product)
    return (
        answers.link(link_want(placement, slot.product, product, subject.product_places[slot.product]))
        if product
        else None
    )


def _anchor(link: Link | None, title: str) -> str:
    if link is None:
        return "<a>"
    rel = f' rel="{link.rel}"' if link.rel else ""
    return f'<a href="{escape(link.href)}"{rel}' + (f' title="{escape(title)}">' if title else ">")
