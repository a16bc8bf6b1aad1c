"""Captions: the label first, then the person's own words, their code, and the way to the shop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.kit.platforms import Rules
from generator.kit.words import Words
from generator.pages.disclosure import PostLabel

MOST = 5
"""Captions for one platform."""
AFTER_LABEL = " · "


class Hook(Struct, frozen=True):
    """What a caption begins with behind its label. `product` is the name of the product that it is about, if any.

    `key` is where it was written in the profile; "" for the story.
    """

    text: str
    product: str = ""
    key: str = "favorites"


class Material(Struct, frozen=True):
    """All that the captions of one person are made of. `hashtags` are without `#`."""

    label: PostLabel
    brand: str
    hooks: Sequence[Hook]
    code: str
    offer: str
    until: str
    hashtags: Sequence[str]


def write_captions(material: Material, rules: Rules, address: str, tag: str, words: Words) -> list[str]:
    """The captions for one platform; `address` is the person's page there, `tag` the brand's account.

    Without a hook there is one caption, to which the person adds their own words: it begins with the label, too.
    """
    hooks = material.hooks[:MOST] or (Hook(""),)
    return [_caption(material, hook, rules, address, tag, words) for hook in hooks]


def length(text: str, rules: Rules) -> int:
    """How long a platform finds a text."""
    if not rules.link_letters:
        return len(text)
    return len(re.sub(r"https?://\S+", "a" * rules.link_letters, text))


def hashtags(words: Iterable[str]) -> tuple[str, ...]:
    """Texts as hashtags without `#`, each once; what has no letter is none."""
    tags = (re.sub(r"[\W_]", "", word) for word in words)
    tags_by_word: dict[str, str] = {}
    for tag in tags:
        if tag and not tag.isdigit():
            tags_by_word.setdefault(tag.casefold(), tag)
    return tuple(tags_by_word.values())


def _caption(material: Material, hook: Hook, rules: Rules, address: str, tag: str, words: Words) -> str:
    code = ""
    if material.code and material.offer:
        code = words.say("code_with_offer", code=material.code, offer=material.offer.rstrip("."))
    elif material.code:
        code = words.say("code_alone", code=material.code)
    if code and material.until:
        code += f" {words.say('code_ends', day=material.until)}"
    way = address if rules.has_links else words.say("link_in_bio")
    brand = tag or material.brand
    product = words.say("about_product", product=hook.product, brand=brand) if hook.product else tag
    tags = " ".join(f"#{hashtag}" for hashtag in material.hashtags[: rules.hashtags])
    # In the order in which they are left out where there is little room: the code and the address never are.
    optional_lines = {"tags": tags, "product": product, "text": material.label.text}
    lead = f"{material.label.lead}{AFTER_LABEL if hook.text else ''}"
    for left_out in ("", "tags", "product", "text"):
        optional_lines.pop(left_out, None)
        further_lines = [
            optional_lines.get("product", ""),
            code,
            way,
            optional_lines.get("text", ""),
            optional_lines.get("tags", ""),
        ]
        below = "".join(f"\n{line}" for line in further_lines if line)
        text = f"{lead}{hook.text}{below}"
        if length(text, rules) <= rules.longest:
            return text
    room = rules.longest - length(f"{lead}{below}", rules)
    return f"{lead}{_shorten(hook.text, room)}{below}"


def _shorten(text: str, room: int) -> str:
    """As many whole words as there is room for."""
    if len(text) <= max(0, room):
        return text
    start = text[: max(0, room - 1)]
    return f"{start[: start.rfind(' ')] if ' ' in start else start}…"


def lines_of(caption: str) -> Iterator[str]:
    """The lines of a caption."""
    yield from caption.split("\n")
