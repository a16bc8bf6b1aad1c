"""The form: every key that can be written has its field, and nothing that is written would be thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field as Limits

from generator.authoring.schemas import make_schemas
from generator.cms.fields import Form, label_of, one_of
from generator.cms.form_choices import FormChoices
from generator.cms.reading import read_for_cms
from generator.models.written import Line, Written
from generator.problems import Place, Report
from generator.sections import BUILT_IN
from generator.sections.proof import Proof

NAMES: Mapping[str, Any] = {
    "product": {"widget": "relation", "collection": "products", "value_field": "{{slug}}"},
    "campaign": {"widget": "relation", "collection": "campaigns", "value_field": "{{slug}}"},
    **{what: {"widget": "select", "options": ["one", "two"]} for what in ("section", "network", "theme")},
}
KNOWN = FormChoices(NAMES, ("en", "fr"), {})
LEFT_OUT = {
    "network": "a link scheme is written once, by somebody who reads the network's documentation",
    "imports": "the map of a sheet has free keys, and is written by `import --map`",
    "roster": "what the brand knows of a person is private, and an editor in the browser shows all to all who edit",
    "roster-views": "likewise",
    "products": "products.yaml is edited by the keys that it has (test_config.py)",
    "product/tracking.settings": "the editor has no free keys inside a group; those that are written have fields",
    "campaign/tracking.settings": "likewise",
    "site/tracking.settings": "likewise",
}


class Gift(Written):
    """A gift."""

    title: Line
    sizes: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Gifts(Proof):
    """Somebody else's section, with fields of plain types."""

    name: ClassVar[str] = "gifts"
    fields: ClassVar[dict[str, Any]] = {
        "gifts": Annotated[tuple[Gift, ...], Limits(max_length=3)],
        "gift_count": int,
        "gift_wrap": bool,
    }


SECTIONS = (*BUILT_IN, Gifts())


def _form(kind: str, *texts: str, languages: tuple[str, ...] = ("en", "fr")) -> tuple[dict[str, Any], Report]:
    schema, report = make_schemas(SECTIONS)[kind], Report()
    written = [(Place(f"{number}.yaml"), read_for_cms(text)) for number, text in enumerate(texts)]
    fields = Form(schema, FormChoices(NAMES, languages, {}), report).fields(schema, written)
    return {field["name"]: field for field in fields}, report


def _keys(root: Mapping[str, Any], shape: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Every path of keys of a schema."""
    if "$ref" in shape:
        shape = root["$defs"][shape["$ref"].rpartition("/")[2]]
    for key, inner in shape.get("properties", {}).items():
        yield before + key
        yield from _keys(root, inner, f"{before}{key}.")
    for one in (*shape.get("anyOf", ()), *([shape["items"]] if "items" in shape else [])):
        yield from _keys(root, one, before)


def _shown(fields: list[dict[str, Any]], before: str = "") -> Iterator[str]:
    for field in fields:
        yield before + field["name"]
        yield from _shown(field.get("fields", []), f"{before}{field['name']}.")


def test_every_key_has_a_field_or_a_reason() -> None:
    missing = []
    for kind, schema in make_schemas(SECTIONS).items():
        if kind in LEFT_OUT:
            continue
        keys = set(_keys(schema, schema))
        assert keys
        shown = set(_shown(list(_form(kind)[0].values())))
        missing += [f"{kind}/{key}" for key in keys - shown]
    assert sorted(missing) == sorted(key for key in LEFT_OUT if "/" in key)


def test_every_field_is_named_explained_and_no_more_required_than_its_key() -> None:
    for kind in ("site", "profile", "product", "campaign", "page"):
        schema = make_schemas(SECTIONS)[kind]
        fields, _ = _form(kind)
        assert {name for name, field in fields.items() if field["required"]} == set(schema["required"])
        unsaid = [name for name, field in fields.items() if not field.get("hint")]
        assert unsaid == [name for name in unsaid if name.startswith("gift")], "the models say what a key is for"
        assert all(field["label"] and field["widget"] for field in fields.values())


def test_widgets_fit_their_kinds() -> None:
    person, product, site = (_form(kind)[0] for kind in ("profile", "product", "site"))
    assert person["since"]["format"] == "YYYY-MM-DD"
    assert person["status"]["options"] == ["draft", "live", "ended"]
    assert person["followers"]["value_type"] == "int"
    assert person["faq"]["fields"][1]["widget"] == "text"
    assert person["favorites"]["fields"][0]["widget"] == "relation"
    assert person["lists"]["fields"][1]["field"]["widget"] == "relation"
    assert person["campaigns"]["field"]["collection"] == "campaigns"
    assert person["portrait"]["fields"][0]["widget"] == "image"
    assert person["video"]["fields"][1]["widget"] == "file"
    assert person["sections"]["field"]["options"] == ["one", "two"]
    assert person["index"] == {**person["index"], "widget": "select"}
    assert person["gifts"]["fields"][1]["widget"] == "list"
    assert (person["gift_count"]["widget"], person["gift_wrap"]["widget"]) == ("number", "boolean")
    assert product["available"] == {**product["available"], "widget": "boolean", "default": True}
    assert product["price"]["pattern"][1].startswith("Write digits")
    assert [field["name"] for field in site["tagline"]["fields"]] == ["en", "fr"]
    assert [field["name"] for field in site["tracking"]["fields"]][:2] == ["scheme", "campaign"]


def test_a_flag_that_the_site_decides_stays_open() -> None:
    """A switch has no third state: saving would decide for somebody who has decided nothing."""
    for kind in ("profile", "page"):
        assert [choice["label"] for choice in _form(kind)[0]["index"]["options"]] == ["yes", "no"]


def test_a_text_of_a_site_with_one_language_is_a_text() -> None:
    assert _form("product", languages=("en",))[0]["description"]["widget"] == "text"
    fields, report = _form("product", "description: {en: A, de: B}", languages=("en",))
    assert [field["name"] for field in fields["description"]["fields"]] == ["en", "de"]
    assert not list(report)


@pytest.mark.parametrize(
    ("kind", "texts", "key", "widget"),
    [
        ("profile", ["favorites: [balm, brow]"], "favorites", "list"),
        ("profile", ["favorites: [{product: balm}]", "favorites: []", "favorites:"], "favorites", "list"),
        ("profile", ["routine: {steps: [{text: a}]}"], "routine", "object"),
        ("profile", ["routine: [{steps: [{text: a}]}]"], "routine", "list"),
        ("profile", ["campaigns: frost", "campaigns: [frost, spring]"], "campaigns", "relation"),
        ("profile", ["aliases: lea", "aliases: [a, b]"], "aliases", "list"),
        ("product", ["description: One.", "description: Two."], "description", "text"),
        ("site", ["tagline: One."], "tagline", "text"),
        ("profile", ["socials: {tiktok: a, instagram: b}"], "socials", "keyvalue"),
    ],
)
def test_the_way_in_which_all_is_written(kind: str, texts: list[str], key: str, widget: str) -> None:
    fields, report = _form(kind, *texts)
    assert fields[key]["widget"] == widget
    assert not list(report)


@pytest.mark.parametrize(
    ("kind", "texts", "place"),
    [
        ("profile", ["favorites: [{product: a}, balm]"], ("0.yaml", ("favorites", 1))),
        ("profile", ["routine: [{steps: [{text: a}]}]", "routine: {steps: [{text: a}]}"], ("1.yaml", ("routine",))),
        ("product", ["description: One.", "description: {en: Two.}"], ("0.yaml", ("description",))),
        ("product", [*["description: One."] * 3, "description: {en: Two.}"], ("3.yaml", ("description",))),
        ("profile", ["favorites: [a, b, {product: c}, d]"], ("0.yaml", ("favorites", 2))),
        (
            "profile",
            ["portrait: {src: a, alt: b}", "portrait: {src: a, alt: {en: b}}"],
            ("0.yaml", ("portrait", "alt")),
        ),
    ],
)
def test_what_is_written_in_several_ways_is_left_out_and_reported(
    kind: str, texts: list[str], place: tuple[str, tuple[Any, ...]]
) -> None:
    fields, report = _form(kind, *texts)
    (problem,) = report
    assert (problem.name, problem.place.file, problem.place.keys) == ("cms-form", *place)
    (top, *rest) = place[1]
    inside = fields.get(top)
    assert rest in ([1], [2]) or not rest or (inside and rest[0] not in [field["name"] for field in inside["fields"]])
    assert rest not in ([], [1], [2]) or inside is None


def test_texts_that_would_change_are_reported() -> None:
    text = 'code: 0015\npartner_id: 1e3\nhandle: "0015"\nname: 2027\nfollowers: 042\ntagline: True\nlocation: 12:30\n'
    _, report = _form("profile", text)
    assert {(problem.name, problem.place.keys) for problem in report} == {
        ("cms-number", (key,)) for key in ("tagline", "partner_id", "code")
    }
    assert not list(_form("product", "price: 24.00")[1])  # the same price


def test_free_keys_inside_a_group_are_fields() -> None:
    """An empty group of pairs begins the group around it: `tracking: {settings: {}}`, which has no scheme."""
    fields, _ = _form("site", "tracking: {settings: {merchant: 12, banner: b1}}")
    settings = next(field for field in fields["tracking"]["fields"] if field["name"] == "settings")
    assert [field["name"] for field in settings["fields"]] == ["merchant", "banner"]
    assert "keyvalue" not in str(fields["tracking"])


def test_labels_are_plain_words() -> None:
    assert [label_of(key) for key in ("partner_id", "faq", "until")] == ["Partner id", "FAQ", "Until (last day)"]
    assert [one_of(key) for key in ("favorites", "aliases", "niches", "proof", "focus")] == [
        "Favorite", "Alias", "Niche", "Proof", "Focus",
    ]  # fmt: skip
