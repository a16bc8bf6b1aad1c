"""Check of a column's cells against the field that the column's name suggests.

Many names are ambiguous: `Pin` is a platform and a postal code, `Link` a profile and a shop, `From` a day and a town.
The import reads such a column only if its cells confirm the field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from generator.columns.accounts import ACCOUNTS, read_accounts
from generator.columns.cells import FALSE, TRUE, CellError, clean, read_web_address
from generator.columns.context import Context
from generator.columns.days import survey_days
from generator.columns.field import plain
from generator.columns.numbers import is_count
from generator.columns.platforms import platform_of
from generator.columns.roster_fields import PREFIX, roster_fields
from generator.columns.words import guess_relationship, guess_tier, read_status
from generator.models.platforms import PLATFORMS, owner_of
from generator.models.settings import Settings
from generator.models.written import is_slug

MOST_LOOKED_AT = 400
"""Size of the sample of each column, in cells."""
_KINDS_OF_PRODUCT = frozenset(
    ("simple", "variable", "variation", "grouped", "external", "physical", "digital", "product", "variant", "virtual")
)
_WEAK_PLATFORMS = frozenset(
    ("pin", "pins", "link", "x", "snap", "sc", "site", "web", "blog", "kick", "medium", "threads")
)
"""Names of platforms that have other meanings, too."""


class Doubt(Struct, frozen=True):
    """Reason why a column is not what its name says; `instead` is the field to read it as, if any."""

    why: str
    instead: str = ""


def doubt_column(field: str, name: str, texts: Sequence[str], context: Context) -> Doubt | None:
    """Return the doubt against reading a column as `field`; `name` is the column's, `plain`; `texts` are its cells."""
    texts = list(dict.fromkeys(map(clean, texts)))[:MOST_LOOKED_AT]
    if not texts:
        return None
    if field.startswith(PREFIX):
        return None if name == plain(field) else _doubt_roster(field, texts)
    ticks = all(text.casefold() in TRUE or text.casefold() in FALSE for text in texts)
    ticks = ticks and not all(text.isdigit() for text in texts)
    if field in PLATFORMS:
        return _doubt_platform(field, name, texts, ticks)
    if field == "code" and all(text.casefold() in FALSE for text in texts):
        return None  # no person has a code
    if ticks and field not in ("available", "price_from", "status", "name"):
        return Doubt("has yes and no")
    check = _CHECKS.get((field, name)) or _CHECKS.get((field, ""))
    return check(texts, context) if check else None


def _doubt_roster(field: str, texts: Sequence[str]) -> Doubt | None:
    read_cell = next(
        roster_field.read for roster_field in roster_fields(by_any_name=False) if roster_field.name == field
    )

    def is_read(text: str) -> bool:
        try:
            return bool(read_cell(text))
        except CellError:
            return False

    return Doubt("holds hardly a value of a roster") if _share(texts, is_read) <= 0.5 else None


def _doubt_platform(platform: str, name: str, texts: Sequence[str], ticks: bool) -> Doubt | None:
    label = PLATFORMS[platform][0]
    if ticks:
        return Doubt(f"has yes and no, not accounts of {label}")
    if all(is_count(text) for text in texts):
        return Doubt(f"has numbers, not accounts of {label}")
    if name in _WEAK_PLATFORMS and _share(texts, lambda text: _is_account(platform, text)) <= 0.5:
        return Doubt(f"does not look like accounts of {label}")
    return None


def _doubt_link(texts: Sequence[str], context: Context) -> Doubt | None:
    """Check `Link`: addresses of the shop are links to the shop, addresses on platforms are accounts."""
    if _share(texts, _is_platforms) > 0.5:
        return Doubt("has accounts", ACCOUNTS)
    if _share(texts, lambda text: _is_on(text, context.settings)) > 0.5:
        return None
    return Doubt("does not lead to the shop")


def _doubt_affiliate_link(texts: Sequence[str], _context: Context) -> Doubt | None:
    if _share(texts, _is_platforms) > 0.5:
        return Doubt("has accounts", ACCOUNTS)
    return None


def _doubt_channels(texts: Sequence[str], context: Context) -> Doubt | None:
    """Check `Channels`: on our pages these are extra addresses, but in most sheets they are platforms."""
    if _share(texts, _is_platforms) > 0.5:
        return Doubt("has accounts", ACCOUNTS)
    channels = set(context.settings.channels)
    parts = {part.strip() for text in texts for part in re.split(r"[,;/|]", text) if part.strip()}
    if parts <= channels:
        return None
    if any(platform_of(part) and part not in channels for part in parts):
        return Doubt("names platforms, and no channels of site.yaml")
    return Doubt("names no channels of site.yaml")


def _doubt_ids(texts: Sequence[str], _context: Context) -> Doubt | None:
    """Check `Partner`, `Affiliate`: an id has a digit and no blank."""
    if _share(texts, lambda text: " " not in text and re.search("[0-9]", text) is not None) > 0.5:
        return None
    return Doubt("does not look like ids")


def _doubt_variants(texts: Sequence[str], _context: Context) -> Doubt | None:
    """Check `Variant`: in most sheets it is a color or size; here it is the number that goes into a cart."""
    if _share(texts, lambda text: text.isascii() and text.isdigit()) > 0.5:
        return None
    return Doubt("does not look like the shop's numbers")


def _doubt_days(texts: Sequence[str], context: Context) -> Doubt | None:
    read_cell = survey_days(texts, context).read

    def is_day(text: str) -> bool:
        try:
            read_cell(text)
        except CellError as error:
            return re.search("different days|two digits|spreadsheet", str(error)) is not None
        return True

    return None if any(map(is_day, texts)) else Doubt("does not look like days")


def _doubt_counts(texts: Sequence[str], _context: Context) -> Doubt | None:
    return None if _share(texts, is_count) > 0.5 else Doubt("does not look like numbers of people")


def _doubt_slug(texts: Sequence[str], _context: Context) -> Doubt | None:
    if _share(texts, _is_platforms) > 0.5:
        return Doubt("has accounts", ACCOUNTS)
    fine = all(is_slug(text) and re.search("[a-z]", text) for text in texts)
    return None if fine else Doubt("does not look like addresses of pages")


def _doubt_types(texts: Sequence[str], _context: Context) -> Doubt | None:
    if all(text.casefold() in _KINDS_OF_PRODUCT for text in texts):
        return Doubt("has kinds of products in the shop's words")
    return None


def _doubt_addresses(texts: Sequence[str], _context: Context) -> Doubt | None:
    if any(re.match(r"(https?:)?//|www\.|/", text) or re.match(r"[\w-]+(\.[\w-]+)+/", text) for text in texts):
        return None
    return Doubt("has no web addresses")


def _doubt_words(texts: Sequence[str], _context: Context) -> Doubt | None:
    return None if any(re.search(r"[^\W\d_]", text) for text in texts) else Doubt("has no words")


def _doubt_accounts(texts: Sequence[str], _context: Context) -> Doubt | None:
    if _share(texts, lambda text: _is_account("", text)) > 0.5:
        return None
    return Doubt("has no addresses of accounts")


def _doubt_platforms(texts: Sequence[str], _context: Context) -> Doubt | None:
    return None if all(map(platform_of, texts)) else Doubt("does not name one platform in each row")


def _doubt_states(texts: Sequence[str], _context: Context) -> Doubt | None:
    """Check `Estado`: it also means a region; the column must have at least one word for a state."""
    return None if any(map(_is_state, texts)) else Doubt("names no states such as active or ended")


def _is_state(text: str) -> bool:
    try:
        read_status(text)
    except CellError:
        return False
    return True


def _doubt_tiers(texts: Sequence[str], _context: Context) -> Doubt | None:
    """Check `Tier`: in most tools it is the level of a programme: `Default`, `VIP`, `Gold`."""

    def is_tier(text: str) -> bool:
        try:
            guess_tier(text)
        except CellError:
            return False
        return True

    return None if any(map(is_tier, texts)) else Doubt("names no tiers such as nano or micro")


def _doubt_deals(texts: Sequence[str], _context: Context) -> Doubt | None:
    """Check `Collaborazione`: it may also describe the work in sentences."""

    def is_deal(text: str) -> bool:
        try:
            guess_relationship(text)
        except CellError:
            return False
        return True

    return None if _share(texts, is_deal) > 0.5 else Doubt("hardly names deals such as gifted or paid")


def _doubt_pictures(texts: Sequence[str], _context: Context) -> Doubt | None:
    fine = any(re.search(r"//|\.[A-Za-z]{3,4}$|/", text) for text in texts)
    return None if fine else Doubt("names no pictures")


Check = Callable[[Sequence[str], Context], Doubt | None]


def _checks(check: Check, field: str, *names: str) -> dict[tuple[str, str], Check]:
    return {(field, name): check for name in names or ("",)}


_CHECKS: dict[tuple[str, str], Check] = {
    **_checks(_doubt_affiliate_link, "link"),
    **_checks(_doubt_link, "link", "link"),
    **_checks(_doubt_channels, "channels"),
    **_checks(_doubt_ids, "partner_id", "partner", "affiliate"),
    **_checks(
        _doubt_days, "since", "start", "joined", "depuis", "seit", "desde", "dal", "sinds", "od", "début", "beginn"
    ),
    **_checks(_doubt_days, "since", "inizio", "início", "inicio"),
    **_checks(_doubt_days, "from"),
    **_checks(_doubt_days, "until", "end", "ends", "bis", "tot", "fin", "do", "hasta", "até", "fino a", "fino al"),
    **_checks(_doubt_counts, "followers", "reach", "audience", "audience size", "following size"),
    **_checks(_doubt_slug, "slug", "page"),
    **_checks(_doubt_variants, "variant", "variant"),
    **_checks(_doubt_types, "tags", "type", "product type"),
    **_checks(_doubt_addresses, "url", "address", "web address", "link", "adres", "indirizzo"),
    **_checks(
        _doubt_words, "name", "item", "product", "artikel", "producto", "prodotto", "produto", "produit", "produkt"
    ),
    **_checks(_doubt_words, "favorites"),
    **_checks(_doubt_accounts, ACCOUNTS),
    **_checks(_doubt_platforms, "_platform"),
    **_checks(_doubt_pictures, "portrait"),
    **_checks(_doubt_states, "status", "estado", "stato", "stan", "état", "etat", "situação"),
    **_checks(_doubt_tiers, "tier"),
    **_checks(
        _doubt_deals, "relationship", "samenwerking", "collaborazione", "zusammenarbeit", "kooperation", "colaboración"
    ),
    **_checks(_doubt_deals, "relationship", "colaboração", "parceria", "współpraca", "accordo"),
}
"""Checks by field and column name, or "" for all names of the field."""


def _share(texts: Collection[str], is_one: Callable[[str], bool]) -> float:
    return sum(map(is_one, texts)) / len(texts)


def _is_account(platform: str, text: str) -> bool:
    try:
        accounts = read_accounts(platform, text).by_platform
    except CellError:
        return False
    return not platform or platform in accounts


def _is_platforms(text: str) -> bool:
    """Return whether a text is an address on a platform."""
    return bool(owner_of(_host(text)))


def _is_on(text: str, settings: Settings) -> bool:
    """Return whether a text is an address in the shop, or on a subdomain of it."""
    shop = (urlsplit(settings.shop).hostname or "").removeprefix("www.")
    host = _host(text)
    return host == shop or host.endswith(f".{shop}")


def _host(text: str) -> str:
    try:
        return (urlsplit(read_web_address(text)).hostname or "").lower()
    except ValueError:
        return ""
