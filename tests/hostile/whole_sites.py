"""Good sites that hypothesis draws, from a page of one line to one with every field.

Data is texts, lists and mappings, as the reader returns them; YAML has a `Raw` without quotes. `mutations.py` adds the
mistakes afterwards, so that an example shrinks to a small site with one mistake.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from PIL import Image

PRODUCTS = ("balm", "brow", "oil", "soap", "towel", "brush")
SLUGS = ("lea", "lea-2", "zoe", "al", "x9", "maximiliana-de-la-vega")  # the second begins with the first
SITE, SHOP = "https://site.example/team", "https://shop.example"


class Raw(str):
    """A value that YAML has without quotes."""

    __slots__ = ()


@dataclass
class DrawnSite:
    """A site's files: YAML as data, the text after front matter, and bytes. Pictures are in images/."""

    data: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    raw: dict[str, bytes] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, str]:
        """Each person's main file, by slug."""
        files = [file for file in self.data if file.startswith("ambassadors/")]
        return {file.split("/")[1].removesuffix(".md"): file for file in files}

    def files(self) -> dict[str, bytes]:
        """Return the bytes of every file."""
        files = {"images/logo.svg": LOGO, **{f"images/{name}": data for name, data in PICTURES.items()}, **self.raw}
        for file, data in self.data.items():
            text = "".join(_lines(data, 0)) if data else "{}\n"
            files[file] = (f"---\n{text}---\n{self.bodies[file]}" if file.endswith(".md") else text).encode()
        files |= {file: body.encode() for file, body in self.bodies.items() if file not in self.data}
        return files


def _lines(value: Any, depth: int) -> Iterator[str]:
    """YAML with every scalar on a line of its own."""
    pad = "  " * depth
    for key, inner in value.items() if isinstance(value, dict) else ((None, item) for item in value):
        start = f"{pad}-" if key is None else f"{pad}{_scalar(key)}:"
        if isinstance(inner, dict | list) and inner:
            yield f"{start}\n"
            yield from _lines(inner, depth + 1)
        else:
            yield f"{start} {_scalar(inner)}\n"


def _scalar(value: Any) -> str:
    if isinstance(value, Raw):
        return str(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else "{}" if value == {} else "[]"


def _picture(form: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "#c08070" if mode == "RGB" else 90).save(out, form)
    return out.getvalue()


PICTURES = {
    "dot.png": _picture("PNG", (40, 50)),
    "dot.jpg": _picture("JPEG", (50, 40)),
    "dot.webp": _picture("WEBP", (64, 64)),
    "dot.gif": _picture("GIF", (9, 30), "P"),
    "line.png": _picture("PNG", (600, 1), "L"),
}
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#123456" d="M0 0h9v9z"/></svg>'

words = st.sampled_from(
    ["Soft.", "Été & <b>", "玲奈 says", "x" * 90, 'it\'s "fine"', "نور", "100% {name}", "👩‍👩‍👧 ok", "-"]
)
texts = words | st.fixed_dictionaries({"en": words}, optional={"fr": words, "ar": words})
days = st.sampled_from(["2025-01-01", "2026-02-28", "2026-11-21", "2026-11-22", "2024-02-29"])
later = st.sampled_from(["2026-11-22", "2026-11-23", "2027-12-31", "9999-12-31"])
points = st.lists(st.sampled_from(["0", "0.5", "1", ".25"]), min_size=2, max_size=2)
flags = st.sampled_from(["true", "false"]).map(Raw)
ids = st.sampled_from(PRODUCTS)
webs = st.sampled_from(["https://else.example/", "https://else.example/a?b=c&d=é#f", "https://else.example/%2F;x"])
dots = st.sampled_from([f"../../images/{name}" for name in PICTURES])
spots = st.fixed_dictionaries({"product": ids, "at": points})
lists = st.fixed_dictionaries({"title": words, "products": st.lists(ids, min_size=1, max_size=3)})
steps = st.fixed_dictionaries({"text": words}, optional={"product": ids}) | st.fixed_dictionaries(
    {"text": words, "image": dots, "alt": words}
)
routines = st.fixed_dictionaries({"steps": st.lists(steps, min_size=1, max_size=3)}, optional={"title": words})
paragraphs = st.sampled_from(
    [
        "I keep [the balm](product:balm) close.", "![](product:oil)", "![A shelf](../../images/dot.png)", "# A heading",
        "[out](https://else.example/) and [shop](https://shop.example/?x=1#y)", "> said\n> so", "* a\n* *b*\n\n1. c",
        "<b>bold</b> & <script>x</script>", "`code` and\n\n    more", "a \\* b\n***\nc", "[brow](product:brow 'mine')",
    ]
)  # fmt: skip
plain = st.lists(paragraphs.filter(lambda text: "product:" not in text and "shop.example" not in text), max_size=3)
stories = st.lists(paragraphs, max_size=4).map(lambda parts: "\n\n".join(["Once.", *parts]) + "\n")


def _some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


def _person(slug: str, number: int) -> st.SearchStrategy[dict[str, Any]]:
    mine = {"name": st.just(f"{slug.title()} Q{number}"), "partner_id": st.just(f"id{number}q7")}
    favorite = ids | _some({"product": ids}, {"note": words})
    return _some(
        mine | {"favorites": st.lists(favorite, min_size=1, max_size=4, unique_by=str)},
        {
            "handle": words, "tagline": words, "location": words, "code": st.just(f"CODE{number}"),
            "portrait": _some({"src": dots, "alt": texts}, {"focus": points}),
            "locale": st.sampled_from(["en", "fr", "ar", "de-AT"]), "market": st.sampled_from(["US", "FR", "DE"]),
            "niches": st.just(["skin", "slow-mornings"]), "since": days, "from": days, "until": later,
            "relationship": st.sampled_from(["affiliate", "gifted", "paid", "employee"]),
            "followers": st.sampled_from(["0", "42000", "999999999999"]), "tier": st.just("mega"),
            "campaigns": st.sampled_from(["frost", ["frost"]]), "channels": st.just(["ig", "tt"]),
            "aliases": st.sampled_from([f"old-{number}", [f"old-{number}", f"older-{number}"]]), "index": flags,
            "status": st.sampled_from(["live", "live", "draft", "ended"]),
            "socials": _some({}, {"instagram": st.just("lea"), "website": webs, "youtube": st.just("@lea")}),
            "routine": routines | st.lists(routines, min_size=1, max_size=2),
            "look": _some({"image": dots, "alt": words}, {"spots": st.lists(spots, max_size=2)}),
            "lists": st.lists(lists, max_size=2),
            "video": _some({"title": words, "url": webs}, {"poster": dots}),
            "proof": st.lists(_some({"text": words}, {"date": days}), max_size=2),
            "faq": st.lists(_some({"question": words, "answer": words}, {}), max_size=2),
            "sections": st.permutations(["story", "routine", "favorites", "look", "lists", "faq", "offer"]),
        },
    )  # fmt: skip


_product = _some(
    {"name": words},
    {
        "price": st.sampled_from(["24.00", "0", "999999999.999"]), "price_checked": days, "description": texts,
        "image": _some({"src": st.sampled_from([f"images/{name}" for name in PICTURES]), "alt": texts}, {}),
        "tags": st.just(["skin"]), "available": flags, "variant": st.just("708"), "handle": words, "image_url": webs,
    },
)  # fmt: skip
PATHS = ("", "/p?size=l&size=m#top", "/été", "/a%20b/?q=%26&r", "/?ref=x", "/p/1#a=b")

TRACKING = [
    {"scheme": "utm"},
    {"scheme": "post-affiliate-pro", "settings": {"banner": "b1"}},
    {"scheme": "awin", "settings": {"mid": "1234"}},
    {"scheme": "own", "campaign": "always on"},
    {"scheme": "tapfiliate"},
    {"scheme": "refersion", "utm": {"source": "{ambassador}", "content": "{placement}.{product}<.{channel}>"}},
]
OWN = {"title": "Own", "kind": "params", "set": {"own": "{id}", "s": "{sub}"}, "requires": ["id"], "utm": "link"}

_settings = _some(
    {
        "brand": st.sampled_from(["Lune", "Été & Söhne"]), "url": st.just(SITE), "shop": st.just(SHOP),
        "share_cards": st.just(Raw("false")), "tracking": st.sampled_from(TRACKING),
    },
    {
        "tagline": texts, "about": texts, "contact": webs, "locale": st.sampled_from(["en", "fr", "ar"]),
        "market": st.sampled_from(["US", "UK", "FR", "DE", "ES"]), "currency": st.sampled_from(["USD", "JPY"]),
        "timezone": st.sampled_from(["Europe/Paris", "Pacific/Auckland"]), "theme": st.just("dew"),
        "theme_options": _some({}, {"accent": st.just("#a4452c"), "portrait": st.sampled_from(["arch", "frame"])}),
        "logo": st.sampled_from(["images/logo.svg", "images/dot.png"]), "favicon": st.just("images/dot.png"),
        "relationship": st.sampled_from(["affiliate", "paid"]), "channels": st.just(["ig"]), "index": flags,
        "qr_codes": flags, "short_links": flags, "checks": st.just({"short-story": "off"}),
    },
)  # fmt: skip


@st.composite
def good_sites(draw: st.DrawFn) -> DrawnSite:
    """A site that builds."""
    site = DrawnSite({"site.yaml": draw(_settings)})
    own_file_count = draw(st.integers(0, len(PRODUCTS)))
    products = {}
    for number, name in enumerate(PRODUCTS):
        products[name] = {**draw(_product), "url": SHOP + PATHS[number]}
    site.data |= {
        f"products/{name}.yaml": _from_parent_folder(products.pop(name)) for name in PRODUCTS[:own_file_count]
    }
    site.data["products.yaml"] = products
    offer = _some({"title": texts}, {"terms": texts})
    site.data["campaigns/frost.yaml"] = draw(
        _some({"name": words}, {"utm": st.just("frost-26"), "from": days, "until": later, "offer": offer})
    )
    site.data["networks/own.yaml"] = OWN
    if draw(st.booleans()):
        site.data["pages/privacy.md"] = draw(
            _some({"title": words}, {"description": words, "nav": flags, "index": flags})
        )
        site.bodies["pages/privacy.md"] = "\n\n".join(draw(plain)).replace("../../", "../") + "\n"
    for number, slug in enumerate(draw(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True))):
        person, story = draw(_person(slug, number)), draw(stories)
        if draw(st.booleans()):
            site.data[f"ambassadors/{slug}/profile.yaml"] = person
            site.bodies[f"ambassadors/{slug}/story.md"] = story
        else:
            site.data[f"ambassadors/{slug}.md"] = _from_parent_folder(person)
            site.bodies[f"ambassadors/{slug}.md"] = story.replace("../../", "../")
    return site


def _from_parent_folder(value: Any) -> Any:
    """Return the value with paths of pictures as a file one folder above names them."""
    if isinstance(value, dict):
        return {key: _from_parent_folder(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_from_parent_folder(inner) for inner in value]
    if isinstance(value, str) and value.startswith("images/"):
        return f"../{value}"
    return value.replace("../../images", "../images") if type(value) is str else value
