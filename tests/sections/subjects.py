"""Drawn ambassadors, for tests of properties that each section has."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from generator.models.campaign import Campaign
from generator.models.product import Product
from generator.models.settings import Settings
from generator.models.written import folder_context
from generator.problems import Place, Report
from generator.prose.render import render_prose
from generator.sections import BUILT_IN
from generator.sections.profile import profile_model
from generator.sections.subject import Subject

FOLDER = "content/ambassadors/lea"
PRODUCTS = ("balm", "brow", "oil", "mist")

ids = st.sampled_from([*PRODUCTS, "unknown"])
words = st.sampled_from(["Soft.", "Été & <b>", "玲奈 says", "x" * 90])
files = st.sampled_from(["a.jpg", "b.png", "c.webp"])
fractions = st.sampled_from(["0", "0.5", "1", ".25"])
points = st.lists(fractions, min_size=2, max_size=2)
days = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat)
texts = words | st.fixed_dictionaries({"en": words}, optional={"fr": words, "de": words})
urls = st.sampled_from(["https://lune.example/x", "https://video.example/1", "https://lune.example/?a=b#c"])

pictures = st.fixed_dictionaries({"src": files, "alt": texts}, optional={"focus": points})
steps = st.fixed_dictionaries({"text": words}, optional={"product": ids}) | st.fixed_dictionaries(
    {"text": words, "image": files, "alt": words}, optional={"product": ids}
)
routines = st.fixed_dictionaries({"steps": st.lists(steps, min_size=1, max_size=4)}, optional={"title": words})
videos = st.fixed_dictionaries({"title": words, "src": st.just("v.mp4")}, optional={"poster": files}) | (
    st.fixed_dictionaries({"title": words, "url": urls}, optional={"poster": files})
)
stories = st.lists(
    st.sampled_from(
        [
            "I keep [the balm](product:balm) close.",
            "![](product:oil)",
            "![A shelf](shelf.jpg)",
            "[out](https://a.example/) and [shop](https://lune.example/?x=1)",
            "[nothing](product:unknown)",
            "# A heading",
        ]
    ),
    max_size=5,
).map("\n\n".join)
profiles: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"name": words},
    optional={
        "portrait": pictures,
        "code": st.just("LEA15"),
        "favorites": st.lists(ids | st.fixed_dictionaries({"product": ids}, optional={"note": words}), max_size=4),
        "routine": routines | st.lists(routines, max_size=2),
        "look": st.fixed_dictionaries(
            {"image": files, "alt": words},
            optional={"spots": st.lists(st.fixed_dictionaries({"product": ids, "at": points}), max_size=3)},
        ),
        "lists": st.lists(
            st.fixed_dictionaries({"title": words, "products": st.lists(ids, min_size=1, max_size=3)}), max_size=2
        ),
        "video": videos,
        "proof": st.lists(st.fixed_dictionaries({"text": words}, optional={"date": days}), max_size=3),
        "faq": st.lists(st.fixed_dictionaries({"question": words, "answer": words}), max_size=2),
        "socials": st.fixed_dictionaries(
            {},
            optional={
                "instagram": st.sampled_from(["lea", "@lea", "https://www.instagram.com/lea/"]),
                "mastodon": st.sampled_from(["@lea@social.example", "https://social.example/@lea"]),
                "website": st.just("https://lea.example/?a=1&b=2"),
                "youtube": st.sampled_from(["lea", "https://www.youtube.com/c/lea"]),
            },
        ),
    },
)
catalogues = st.fixed_dictionaries(
    {
        id_: st.fixed_dictionaries(
            {"name": words, "url": urls},
            optional={
                "image": pictures,
                "price": st.just("24.00"),
                "description": texts,
                "available": st.just("false"),
            },
        )
        for id_ in PRODUCTS
    }
)
campaigns = st.none() | st.fixed_dictionaries(
    {"name": words}, optional={"offer": st.fixed_dictionaries({"title": texts}, optional={"terms": texts})}
)

MODEL = profile_model(BUILT_IN)


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    """Draw any ambassador that content can have, also one with broken references."""
    context = folder_context(FOLDER)
    catalogue = {
        id_: Product.model_validate(data, context=folder_context("content")) for id_, data in draw(catalogues).items()
    }
    campaign = draw(campaigns)
    return Subject(
        slug="lea",
        person=MODEL.model_validate(draw(profiles), context=context),
        place=Place(f"{FOLDER}/profile.yaml"),
        story=render_prose(draw(stories), Place(f"{FOLDER}/story.md"), FOLDER, Report()),
        settings=Settings(brand="Lune", url="https://friends.example", shop="https://lune.example"),
        locale=draw(st.sampled_from(["en", "fr", "de-AT"])),
        products=catalogue,
        product_places={id_: Place("content/products.yaml").at(id_) for id_ in catalogue},
        campaign=Campaign.model_validate(campaign) if campaign else None,
        campaign_id="spring" if campaign else "",
        campaign_name="spring" if campaign else "",
    )
