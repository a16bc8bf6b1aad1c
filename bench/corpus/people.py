"""Profiles of about 40 lines with six favourites and a story; a person is the same in a site of any size."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from bench.corpus.names import name_of
from bench.corpus.products import CatalogueEntry
from bench.corpus.stories import write_story

_TAGLINES = (
    "Skin first, colour second.",
    "Four things, the same ones, for nine years.",
    "Slow mornings & short shelves.",
    "I test it for six weeks, then I talk about it.",
)
_TOWNS = ("Ghent", "Lyon", "Porto", "Graz", "Turku", "Galway", "Trieste", "Umeå", "Brno", "Utrecht")
_NICHES = ("skincare", "slow-living", "make-up", "travel", "sensitive-skin", "wellness", "fashion", "haircare")
_NOTES = (
    "I keep it in every coat pocket, and one in the car.",
    "Three drops. The fourth is vanity, and runs down the neck.",
    "Only in winter, when the radiator thinks it is an oven.",
    "My sister stole the first one. I understood her at once.",
    "It is gone from the skin before the tea is ready.",
    "I was wrong about this for a year; it is the best of them.",
    "Warm, always warm. I wait for the kettle, they are ready together.",
    "The only thing I would pack if it were only one thing.",
)
_LISTS = (
    "Travel bag",
    "For a friend who asked nothing",
    "On the window sill",
    "After a long flight",
    "For the gym bag",
)
_PROOFS = (
    "First tin finished, rinsed and sent back.",
    "Sixth week: the bottle is half empty and the mornings are whole.",
    "A fortnight without it. My skin said nothing; my morning did.",
    "Second winter, no red cheeks.",
)
_QUESTIONS = (
    ("Are you paid?", "I am given the products, and links on this page may earn me a commission."),
    ("Does the balm suit skin that reddens?", "Mine, yes. Try it behind the ear first, and sleep on it."),
    ("How long does a tin last?", "A little over four months with me, used every morning."),
    ("Do you answer messages?", "On Sundays, with coffee, all of them."),
)


class Ambassador(NamedTuple):
    """A person as their files hold them."""

    slug: str
    name: str
    profile: str
    """profile.yaml, without a picture."""
    story: str
    """story.md."""


def ambassador(number: int, products: list[CatalogueEntry]) -> Ambassador:
    """The person of a number, from 0."""
    chance = Random(f"person {number}")
    first, last, slug = name_of(number)
    loved = chance.sample(products, 6)
    name = f"{first} {last}"
    handle = slug.replace("-", ".")
    lines = [
        f"name: {name}",
        f"handle: {handle}",
        f"tagline: {chance.choice(_TAGLINES)}",
        f"location: {chance.choice(_TOWNS)}",
        f"niches: [{', '.join(sorted(chance.sample(_NICHES, 2)))}]",
        f"since: 20{chance.randint(19, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        f"relationship: {chance.choice(('affiliate', 'gifted', 'paid'))}",
        f"followers: {int(10 ** chance.uniform(3, 6))}",
        f"socials: {{instagram: {handle}, tiktok: {handle}}}",
        f"partner_id: ml-{number:06}",
        f"code: LUNE{number:06}",
        "favorites:",
    ]
    for product, note in zip(loved, chance.sample(_NOTES, 6), strict=True):
        lines += [f"  - product: {product.id}", f"    note: {note}"]
    lines.append("lists:")
    for title in chance.sample(_LISTS, 2):
        lines += [f"  - title: {title}", f"    products: [{', '.join(one.id for one in chance.sample(products, 3))}]"]
    lines.append("proof:")
    for year, text in enumerate(chance.sample(_PROOFS, 2), 2024):
        lines += [
            f"  - text: {_quoted(text)}",
            f"    date: {year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        ]
    lines.append("faq:")
    for question, answer in chance.sample(_QUESTIONS, 2):
        lines += [f"  - question: {question}", f"    answer: {answer}"]
    story = write_story(chance, [*loved[:3], chance.choice(products)])
    return Ambassador(slug, name, "\n".join(lines) + "\n", story)


def _quoted(text: str) -> str:
    return f'"{text}"' if ": " in text else text
