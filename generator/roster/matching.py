"""Who fits a product, and what fits a person: one score for both directions, with every part of it in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from msgspec import Struct

from generator.models.product import Product
from generator.roster.entry import Entry
from generator.roster.states import State

LOVES = Fraction(1, 2)
"""What is added where the page already names the product."""
HAS_IT = Fraction(1, 4)
"""What is taken off where they were already given it."""
_ABSENT: frozenset[State] = frozenset(("ended", "declined"))


class RosterMatch(Struct, frozen=True):
    """How a person and a product fit. `exclusion` says what rules the pair out; "" where nothing does."""

    entry: Entry
    product_id: str
    product: Product
    shared_tags: tuple[str, ...]
    of: int
    loves: bool
    has_it: bool
    exclusion: str

    @property
    def score(self) -> Fraction:
        """The share of the product's niches that are theirs, and what is added and taken off."""
        share = Fraction(len(self.shared_tags), self.of) if self.of else Fraction(0)
        return share + (LOVES if self.loves else 0) - (HAS_IT if self.has_it else 0)

    @property
    def why(self) -> str:
        """The score in words."""
        names = f": {', '.join(self.shared_tags)}" if self.shared_tags else ""
        parts = [f"{len(self.shared_tags)} of {self.of} niches{names}" if self.of else "the product has no tags"]
        parts += [f"on their page (+{LOVES})"] if self.loves else []
        parts += [f"sent already (−{HAS_IT})"] if self.has_it else []
        return "; ".join([*parts, self.exclusion] if self.exclusion else parts)


def match(entry: Entry, product_id: str, product: Product, not_sold: Mapping[str, Iterable[str]]) -> RosterMatch:
    """Match one person and one product."""
    tags = tuple(dict.fromkeys(entry.niche_names.get(tag, tag) for tag in product.tags))
    shared_tags = tuple(tag for tag in tags if tag in entry.niches)
    exclusion = _exclusion(entry, product_id, product, tags, not_sold)
    return RosterMatch(
        entry,
        product_id,
        product,
        shared_tags,
        len(tags),
        product_id in entry.products,
        product_id in entry.sent_products,
        exclusion,
    )


def _exclusion(
    entry: Entry, product_id: str, product: Product, tags: tuple[str, ...], not_sold: Mapping[str, Iterable[str]]
) -> str:
    contract = entry.roster.contract
    exclusivity = contract.exclusivity if contract else None
    if entry.state in _ABSENT:
        return f"{entry.name} is {entry.state}"
    if not product.available:
        return "it is sold out"
    if entry.country and entry.country in not_sold.get(product_id, ()):
        return f"it is not sold in {entry.country}"
    if exclusivity is not None and exclusivity.brand is not None:
        category = entry.niche_names.get(exclusivity.category, exclusivity.category)
        if category in tags and (exclusivity.until is None or entry.day <= exclusivity.until):
            until = f" until {exclusivity.until}" if exclusivity.until else ""
            return f"they promised {exclusivity.brand} exclusivity for {category}{until}"
    return ""


def match_all(
    entries: Iterable[Entry], products: Mapping[str, Product], not_sold: Mapping[str, Iterable[str]]
) -> list[RosterMatch]:
    """Match all pairs, the best first; those that something rules out come last."""
    matches = [match(entry, id_, product, not_sold) for entry in entries for id_, product in products.items()]
    return sorted(matches, key=lambda pair: (bool(pair.exclusion), -pair.score, pair.entry.slug, pair.product_id))


def gaps(entries: tuple[Entry, ...], products: Mapping[str, Product]) -> Iterator[tuple[str, str]]:
    """Find products that no running person shows, people none of whose products share a niche, and lone niches."""
    running = [entry for entry in entries if entry.state in ("active", "paused", "ending")]
    shown_ids = {id_ for entry in running for id_ in entry.products}
    for id_, product in products.items():
        if id_ not in shown_ids and product.available:
            yield product.name, "no active person shows it"
    for entry in running:
        tags = {
            entry.niche_names.get(tag, tag) for id_ in entry.products if id_ in products for tag in products[id_].tags
        }
        if entry.niches and tags and not tags & set(entry.niches):
            yield entry.name, "no product on their page shares a niche with them"
    for niche, count in sorted(Counter(niche for entry in entries for niche in entry.niches).items()):
        if count == 1:
            yield niche, "only one person has this niche: is it another niche, spelled differently?"
