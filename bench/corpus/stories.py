"""Stories of about 200 words in the Markdown that people write: links, emphasis, a quote, a list, a product's card."""

from __future__ import annotations

from random import Random

from bench.corpus.products import CatalogueEntry

_PLACES = ("the kitchen window", "a rented room", "the night train", "my mother’s house", "a studio with one mirror")
_HOURS = ("six o’clock", "half past seven", "a quarter to nine", "ten in the evening", "the first tram")
_SENTENCES = (
    "I came to it late, at {hour}, by {place}, with a cup of tea that had gone cold.",
    "Nobody tells you that *patience* is most of the work, and that the rest is water.",
    "A neighbour had left half a tin on my doormat, with a note: “Finish it, it smells like your hour.”",
    "What I look for is **one thing that stays**, and I have thrown out a drawer full of things that did not.",
    "My daughter sits on the worktop and wants her share; she dabs her forehead like a notary.",
    "On weekdays it is two minutes, at {hour}, and I count them by the kettle.",
    "There were weeks when I left it out to see what happens -- nothing happened, except that I missed it.",
    "I travel with three things and forget the fourth at {place}, every time.",
    "My skin is dry in winter and stubborn in spring, so I change one thing and wait ten days.",
    "If you ask me what to buy first, I would say: less than you had in mind.",
    "At {place} there is a draught & a bad lamp, and still it is where I do it best.",
    "The good part is how it feels the next morning, not how it looks at night...",
    "I write the date on the lid with a pencil; the last one held for 4 months & 11 days.",
    "Some of it was sent to me as a gift, which is written at the top of this page, as it should be.",
)
_LINKED = (
    "Then comes [the {name}](product:{id}), a fingertip of it, warmed between the palms.",
    "I keep [a {name}](product:{id}) in every coat pocket and one at {place}.",
    "For the evening I am faithful to [{name}](product:{id}), which forgives everything.",
    "The one I give away most is [{name}](product:{id} 'To give away'), and I always tell them to use half.",
)
_QUOTES = (
    "> Cold things are endured; warm things are welcomed.",
    "> Wash, wait, look out of the window.\n> The rest is *commentary*.",
)
_HEADINGS = ("## What stayed", "## A short list of mornings", "## Things I was wrong about")
_LISTS = (
    "- one warm towel\n- ten slow breaths\n- no mirror before {hour}",
    "1. Wash with less than you think.\n2. Wait until the kettle sings.\n3. Only then the cream.",
)
_ELSEWHERE = (
    "The house has written down how [the deposit](https://maisonlune.example/pages/deposit) works, and it does.",
    "I read about it first in [a long article](https://paperlantern.example/slow-skin?page=2), years ago.",
)


def write_story(chance: Random, products: list[CatalogueEntry]) -> str:
    """A story that names three products in its sentences and shows a fourth as a card."""
    sentences = chance.sample(_SENTENCES, 9)
    linked = [
        sentence.format(name=product.name, id=product.id, place="{place}")
        for sentence, product in zip(chance.sample(_LINKED, 3), products, strict=False)
    ]
    blocks = [
        f"{sentences[0]} {linked[0]} {sentences[1]}",
        f"{sentences[2]} {sentences[3]}",
        chance.choice(_QUOTES),
        f"{linked[1]} {sentences[4]} {chance.choice(_ELSEWHERE)}",
        f"![](product:{products[3].id})",
        f"{sentences[5]} {sentences[6]} {linked[2]}",
        f"{sentences[7]}\n{sentences[8]}",
    ]
    if chance.random() < 0.4:
        blocks.insert(3, chance.choice(_HEADINGS))
    if chance.random() < 0.4:
        blocks.insert(-1, chance.choice(_LISTS))
    text = "\n\n".join(blocks).replace("{hour}", chance.choice(_HOURS))
    return text.replace("{place}", chance.choice(_PLACES)) + "\n"
