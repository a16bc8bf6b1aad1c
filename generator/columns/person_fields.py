"""Fields of a person in a sheet."""

from __future__ import annotations

from functools import partial

from generator.columns import cells
from generator.columns.accounts import read_account
from generator.columns.countries import read_market, survey_markets
from generator.columns.days import read_day, survey_days
from generator.columns.field import Field
from generator.columns.html_text import read_title, survey_titles
from generator.columns.ids import read_code, read_handle, read_id, survey_ids
from generator.columns.languages import read_language, survey_languages
from generator.columns.name_lists import read_names, survey_names
from generator.columns.numbers import read_count, survey_counts
from generator.columns.platforms import SHORT
from generator.columns.words import (
    read_relationship,
    read_status,
    read_tier,
    survey_relationships,
    survey_tiers,
)
from generator.models.platforms import PLATFORMS

_ENDINGS = (
    *("handle", "username", "user", "account", "url", "link", "profile", "name", "@", "channel", "page"),
    *("account name", "user name", "profile url", "profile link", "channel url", "channel link", "account url"),
    *("kanal", "konto", "profil", "seite", "canal", "chaîne", "compte", "cuenta", "perfil", "profilo", "canale"),
)
_BEGINNINGS = (
    "canal",
    "canal de",
    "compte",
    "cuenta",
    "cuenta de",
    "perfil",
    "perfil de",
    "profil",
    "profilo",
    "konto",
    "lien",
    "link",
    "pseudo",
)
_UNTIL = (
    *("fino al", "fino a", "data fine", "data di fine", "einddatum", "tot", "tot en met", "jusqu'au"),
    *("jusqu’au", "fin", "hasta", "fin de contrato", "até", "data de fim", "do", "data zakończenia", "vertragsende"),
)
_NAMES = {
    "name": (
        *("full name", "ambassador", "ambassador name", "creator", "creator name", "influencer", "influencer name"),
        *("display name", "person", "item name", "nominee name", "nominee", "talent", "talent name", "name surname"),
        *("nom", "nom complet", "nom et prénom", "prénom et nom", "vollständiger name", "vor und nachname"),
        *("nombre", "nombre completo", "nombre y apellidos", "nome", "nome completo", "nome e cognome"),
        *("naam", "volledige naam", "imię i nazwisko", "nazwa"),
    ),
    "called": ("known as", "goes by", "preferred name", "rufname", "prénom usuel", "nom d'usage"),
    "handle": (
        "profile name",
        "username",
        "user name",
        "nickname",
        "pseudo",
        "alias name",
        "screen name",
        "nutzername",
        "usuario",
    ),
    "tagline": ("headline", "motto", "slogan"),
    "location": (
        *("city", "town", "ville", "stadt", "ort", "wohnort", "ciudad", "città", "cidade", "stad", "woonplaats"),
        *("miasto", "based in"),
    ),
    "locale": (
        "lang",
        "language",
        "langue",
        "sprache",
        "idioma",
        "lingua",
        "língua",
        "taal",
        "język",
        "languages",
        "sprachen",
    ),
    "niches": (
        *("niche", "category", "categories", "topics", "topic", "interests", "thématiques", "thématique", "themen"),
        *("thema", "temas", "categoría", "categorías", "categoria", "categorie", "catégorie", "catégories"),
        *("kategorie", "kategorien", "vertical", "verticals", "content type"),
        *("nicchia", "nicchie", "interessi", "temi", "argomenti", "nicho", "nichos", "intereses", "tópicos"),
        *("interessen", "centres d'intérêt", "interesses", "onderwerpen", "nisza", "tematyka", "zainteresowania"),
    ),
    "since": (
        *("start date", "start", "joined", "join date", "date joined", "partner since", "ambassador since", "depuis"),
        *("seit", "desde", "dal", "sinds", "od", "startdatum", "date de début", "fecha de inicio", "data inizio"),
        *("data de início", "data rozpoczęcia", "début", "beginn", "inizio", "início", "inicio"),
        *("startdatum samenwerking", "ingangsdatum", "data di inizio", "data inizio collaborazione", "ambassador dal"),
    ),
    "relationship": (
        *("deal", "deal type", "partnership", "partnership type", "compensation", "collaboration type", "vergütung"),
        *("rémunération", "remuneración", "compenso", "remuneração", "wynagrodzenie"),
        *("samenwerking", "vergoeding", "collaborazione", "tipo di collaborazione", "accordo", "tipo di accordo"),
        *("zusammenarbeit", "kooperation", "colaboración", "tipo de colaboración", "colaboração", "parceria"),
        *("type de collaboration", "współpraca", "rodzaj współpracy", "type samenwerking", "collab type"),
    ),
    "followers": (
        *("follower", "follower count", "followers count", "number of followers", "audience", "instagram followers"),
        *("ig followers", "total followers", "abonnés", "seguidores", "reach", "subscribers", "subscribers count"),
        *("subscriber count", "number of subscribers", "abonnenten", "nombre d'abonnés", "volgers", "obserwujący"),
        *("audience size", "following size", "tiktok followers", "youtube subscribers"),
    ),
    "tier": ("influencer tier",),
    "partner_id": (
        *("affiliate id", "partner", "publisher id", "network id", "affiliate", "sub id", "affiliate number"),
        *("id affiliato", "id partner", "codice affiliato", "affiliate nummer", "id affilié", "id d'affilié"),
        *("identifiant affilié", "id de afiliado", "id afiliado", "id do afiliado", "partner nr", "partnernummer"),
        *("id partnera",),
    ),
    "link": (
        "collab link",
        "partner link",
        "affiliate link",
        "tracking link",
        "referral link",
        "affiliate url",
        "referral url",
        "tracking url",
    ),
    "code": (
        *("discount code", "promo code", "coupon", "coupon code", "promocode", "code promo", "rabattcode", "voucher"),
        *("voucher code", "gutscheincode", "código", "código de descuento", "codice sconto", "codice", "kortingscode"),
        *("kod rabatowy", "cupom", "código promocional", "coupons", "discount codes", "cupón"),
    ),
    "campaigns": ("campaign",),
    "favorites": (
        *("favourites", "favorite products", "favourite products", "products", "fav products", "favs", "fav"),
        *("top products", "hero products", "lieblingsprodukte", "favoriten", "produits préférés", "favoris"),
        *("productos favoritos", "favoritos", "prodotti preferiti", "preferiti"),
        *("produtos favoritos", "ulubione produkty", "ulubione", "favoriete producten", "linked products"),
    ),
    "status": (
        *("stage", "statut", "estado", "estatus", "stato", "situação", "stan", "state of partnership"),
        *("relationship status", "community status", "partnership status", "affiliate status", "ambassador status"),
        *("application status", "creator status", "member status", "etat", "état"),
    ),
    "from": ("page from",),
    "until": ("end date", "end", "page until", "date de fin", "enddatum", "fecha de fin", "ends", "bis", *_UNTIL),
    "portrait": (
        *(
            "photo",
            "picture",
            "headshot",
            "image",
            "photo url",
            "picture url",
            "image url",
            "headshot url",
            "photo link",
        ),
        *("profile picture", "profile photo", "profile image", "profile pic", "avatar", "avatar url", "foto", "bild"),
        *("profilbild", "photo de profil", "foto de perfil", "foto profilo", "profielfoto", "zdjęcie"),
    ),
    "portrait_alt": ("photo alt", "alt text"),
}


def _socials() -> tuple[Field, ...]:
    return tuple(
        Field(
            platform,
            ("socials", platform),
            partial(read_account, platform),
            tuple(
                name
                for word in (platform, *SHORT.get(platform, ()))
                for name in (
                    word,
                    f"socials {word}",
                    *(f"{word} {end}" for end in _ENDINGS),
                    *(f"{beginning} {word}" for beginning in _BEGINNINGS),
                )
            )[1:],
        )
        for platform in PLATFORMS
    )


def person_fields() -> tuple[Field, ...]:
    """Return the fields in the order of an exported sheet."""
    return (
        Field("slug", (), cells.read_line, ("page", "address of the page")),
        Field("name", ("name",), read_title, _NAMES["name"], kind="name", survey=survey_titles),
        Field("called", ("called",), read_title, _NAMES["called"]),
        Field("handle", ("handle",), read_handle, _NAMES["handle"]),
        Field("tagline", ("tagline",), read_title, _NAMES["tagline"]),
        Field("location", ("location",), read_title, _NAMES["location"], kind="place", survey=survey_titles),
        Field("locale", ("locale",), read_language, _NAMES["locale"], kind="place", survey=survey_languages),
        Field("market", ("market",), read_market, kind="place", survey=survey_markets),
        Field("niches", ("niches",), read_names, _NAMES["niches"], many=True, survey=survey_names),
        Field("since", ("since",), read_day, _NAMES["since"], survey=survey_days),
        Field(
            "relationship", ("relationship",), read_relationship, _NAMES["relationship"], survey=survey_relationships
        ),
        Field("followers", ("followers",), read_count, _NAMES["followers"], survey=survey_counts),
        Field("tier", ("tier",), read_tier, _NAMES["tier"], survey=survey_tiers),
        Field("partner_id", ("partner_id",), read_id, _NAMES["partner_id"], kind="id", survey=survey_ids),
        Field("link", ("links", "shop"), cells.read_sole_address, _NAMES["link"]),
        Field("code", ("code",), read_code, _NAMES["code"], kind="code"),
        Field("campaigns", ("campaigns",), read_names, _NAMES["campaigns"], many=True),
        Field("favorites", ("favorites",), read_names, _NAMES["favorites"], many=True),
        Field("channels", ("channels",), read_names, many=True),
        Field("status", ("status",), read_status, _NAMES["status"], default="live", kind="flag"),
        Field("from", ("from",), read_day, _NAMES["from"], survey=survey_days),
        Field("until", ("until",), read_day, _NAMES["until"], survey=survey_days),
        Field("updated", ("updated",), read_day, by_name=False, survey=survey_days),
        Field("aliases", ("aliases",), read_names, many=True),
        Field("sections", ("sections",), read_names, many=True),
        Field("index", ("index",), cells.read_flag, kind="flag", by_name=False),
        Field("portrait", ("portrait", "src"), cells.read_line, _NAMES["portrait"]),
        Field("portrait_alt", ("portrait", "alt"), read_title, _NAMES["portrait_alt"], is_localized=True),
        *_socials(),
    )
