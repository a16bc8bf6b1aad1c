"""The fields of a person that a sheet may hold."""

from __future__ import annotations

from functools import partial

from generator.columns import cells
from generator.columns.accounts import read_account
from generator.columns.field import Field
from generator.sections.socials import PLATFORMS

_SHORT = {
    "instagram": ("ig", "insta"),
    "tiktok": ("tt", "tik tok"),
    "youtube": ("yt", "you tube"),
    "x": ("twitter",),
    "pinterest": ("pin",),
    "facebook": ("fb",),
    "website": ("site", "web", "blog", "homepage", "site web"),
}
_ENDINGS = ("handle", "username", "user", "account", "url", "link", "profile", "name", "@")


def read_ids(cell: str) -> tuple[str, ...]:
    """A list of ids; a favourite's note stands in the content only."""
    return cells.read_names(cell)


def _socials() -> tuple[Field, ...]:
    return tuple(
        Field(
            platform,
            ("socials", platform),
            partial(read_account, platform),
            tuple(
                name
                for word in (platform, *_SHORT.get(platform, ()))
                for name in (word, f"socials {word}", *(f"{word} {end}" for end in _ENDINGS))
            )[1:],
        )
        for platform in PLATFORMS
    )


def person_fields() -> tuple[Field, ...]:
    """The fields, in the order of an exported sheet."""
    return (
        Field("slug", (), cells.read_line, ("page", "address of the page")),
        Field(
            "name",
            ("name",),
            cells.read_line,
            (
                "full name",
                "ambassador",
                "ambassador name",
                "creator",
                "creator name",
                "influencer",
                "influencer name",
                "display name",
                "nom",
                "nom complet",
                "vollständiger name",
                "nombre",
                "nombre completo",
                "person",
            ),
        ),
        Field("handle", ("handle",), cells.read_line, ("username", "user name", "nickname", "pseudo", "alias name")),
        Field("tagline", ("tagline",), cells.read_line, ("headline", "motto", "slogan")),
        Field(
            "location", ("location",), cells.read_line, ("city", "town", "ville", "stadt", "ort", "ciudad", "based in")
        ),
        Field("locale", ("locale",), cells.read_language, ("language", "langue", "sprache", "idioma")),
        Field("market", ("market",), cells.read_choice),
        Field(
            "niches",
            ("niches",),
            cells.read_names,
            ("niche", "category", "categories", "topics", "topic", "interests", "thématiques", "themen", "temas"),
            many=True,
        ),
        Field(
            "since",
            ("since",),
            cells.read_day,
            ("start date", "start", "joined", "partner since", "ambassador since", "depuis", "seit", "desde"),
        ),
        Field("relationship", ("relationship",), cells.read_relationship, ("deal", "deal type", "partnership")),
        Field(
            "followers",
            ("followers",),
            cells.read_count,
            (
                "follower",
                "follower count",
                "followers count",
                "number of followers",
                "audience",
                "instagram followers",
                "ig followers",
                "total followers",
                "abonnés",
                "seguidores",
                "reach",
            ),
        ),
        Field("tier", ("tier",), cells.read_choice),
        Field(
            "partner_id",
            ("partner_id",),
            cells.read_word,
            ("affiliate id", "partner", "publisher id", "network id", "affiliate", "sub id"),
        ),
        Field("link", ("links", "shop"), cells.read_web_address, ("affiliate link", "tracking link", "referral link")),
        Field(
            "code",
            ("code",),
            cells.read_word,
            (
                "discount code",
                "promo code",
                "coupon",
                "coupon code",
                "promocode",
                "code promo",
                "rabattcode",
                "voucher",
            ),
        ),
        Field("campaigns", ("campaigns",), read_ids, ("campaign",), many=True),
        Field(
            "favorites",
            ("favorites",),
            read_ids,
            ("favourites", "favorite products", "favourite products", "products"),
            many=True,
        ),
        Field("channels", ("channels",), read_ids, many=True),
        Field("status", ("status",), cells.read_status, default="live"),
        Field("from", ("from",), cells.read_day, ("page from",)),
        Field("until", ("until",), cells.read_day, ("end date", "end", "page until")),
        Field("aliases", ("aliases",), read_ids, many=True),
        Field("portrait", ("portrait", "src"), cells.read_line, ("photo", "picture", "headshot", "image")),
        Field("portrait_alt", ("portrait", "alt"), cells.read_line, ("photo alt", "alt text"), localized=True),
        *_socials(),
    )
