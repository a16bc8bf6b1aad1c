"""Tests that the editor's form has a field for every key, and never drops or changes what people wrote."""

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
LEFT_OUT = {
    "network": "people write a link scheme once, with the network's documentation at hand",
    "imports": "the map of a sheet has free keys, and `import --map` writes it",
    "roster": "the brand's notes about a person are private, and the editor shows everything to everybody who edits",
    "roster-views": "as for roster",
    "products": "the form of products.yaml has the keys of the file (test_config.py)",
    "product/tracking.settings": "the editor has no free keys inside a group; only keys in the file have fields",
    "campaign/tracking.settings": "as for a product",
    "site/tracking.settings": "as for a product",
}


class Gift(Written):
    """A gift."""

    title: Line
    sizes: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Gifts(Proof):
    """A section of another package, with fields of plain types."""

    name: ClassVar[str] = "gifts"
    fields: ClassVar[dict[str, Any]] = {
        "gifts": Annotated[tuple[Gift, ...], Limits(max_length=3)],
        "gift_count": int,
        "gift_wrap": bool,
    }


SECTIONS = (*BUILT_IN, Gifts())


def _form(kind: str, *texts: str, languages: tuple[str, ...] = ("en", "fr")) -> tuple[dict[str, Any], Report]:
    schema, report = make_schemas(SECTIONS)[kind], Report()
    sources = [(Place(f"{number}.yaml"), read_for_cms(text)) for number, text in enumerate(texts)]
    fields = Form(schema, FormChoices(NAMES, languages, {}), report).fields(schema, sources)
    return {field["name"]: field for field in fields}, report


def _keys(root: Mapping[str, Any], shape: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Yield every path of keys in a schema."""
    if "$ref" in shape:
        shape = root["$defs"][shape["$ref"].rpartition("/")[2]]
    for key, inner in shape.get("properties", {}).items():
        yield before + key
        yield from _keys(root, inner, f"{before}{key}.")
    for part in (*shape.get("anyOf", ()), *([shape["items"]] if "items" in shape else [])):
        yield from _keys(root, part, before)


def _field_paths(fields: list[dict[str, Any]], before: str = "") -> Iterator[str]:
    for field in fields:
        yield before + field["name"]
        yield from _field_paths(field.get("fields", []), f"{before}{field['name']}.")


def test_every_key_has_a_field_or_a_reason() -> None:
    missing = []
    for kind, schema in make_schemas(SECTIONS).items():
        if kind in LEFT_OUT:
            continue
        keys = set(_keys(schema, schema))
        assert keys
        field_paths = set(_field_paths(list(_form(kind)[0].values())))
        missing += [f"{kind}/{key}" for key in keys - field_paths]
    assert sorted(missing) == sorted(key for key in LEFT_OUT if "/" in key)


def test_every_field_has_label_hint_and_the_right_requirement() -> None:
    for kind in ("site", "profile", "product", "campaign", "page"):
        schema = make_schemas(SECTIONS)[kind]
        fields, _ = _form(kind)
        assert {name for name, field in fields.items() if field["required"]} == set(schema["required"])
        without_hint = [name for name, field in fields.items() if not field.get("hint")]
        assert without_hint == [name for name in without_hint if name.startswith("gift")], "the models explain each key"
        assert all(field["label"] and field["widget"] for field in fields.values())


def test_widgets_fit_the_types_of_their_keys() -> None:
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


def test_a_flag_that_the_site_decides_has_three_states() -> None:
    """A switch has only two states. Saving it would decide for a person who has decided nothing."""
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
def test_a_widget_fits_the_form_that_all_files_use(kind: str, texts: list[str], key: str, widget: str) -> None:
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
def test_a_key_written_in_several_forms_is_left_out_and_reported(
    kind: str, texts: list[str], place: tuple[str, tuple[Any, ...]]
) -> None:
    fields, report = _form(kind, *texts)
    (problem,) = report
    assert (problem.name, problem.place.file, problem.place.keys) == ("cms-form", *place)
    (top, *inner_keys) = place[1]
    group = fields.get(top)
    assert (
        inner_keys in ([1], [2])
        or not inner_keys
        or (group and inner_keys[0] not in [field["name"] for field in group["fields"]])
    )
    assert inner_keys not in ([], [1], [2]) or group is None


def test_texts_that_would_change_are_reported() -> None:
    text = 'code: 0015\npartner_id: 1e3\nhandle: "0015"\nname: 2027\nfollowers: 042\ntagline: True\nlocation: 12:30\n'
    _, report = _form("profile", text)
    assert {(problem.name, problem.place.keys) for problem in report} == {
        ("cms-number", (key,)) for key in ("tagline", "partner_id", "code")
    }
    assert not list(_form("product", "price: 24.00")[1])  # the same price


def test_free_keys_inside_a_group_are_fields() -> None:
    """A widget for free keys would write an empty `tracking: {settings: {}}`, which has no scheme."""
    fields, _ = _form("site", "tracking: {settings: {merchant: 12, banner: b1}}")
    settings = next(field for field in fields["tracking"]["fields"] if field["name"] == "settings")
    assert [field["name"] for field in settings["fields"]] == ["merchant", "banner"]
    assert "keyvalue" not in str(fields["tracking"])


def test_labels_are_plain_words() -> None:
    assert [label_of(key) for key in ("partner_id", "faq", "until")] == ["Partner id", "FAQ", "Until (last day)"]
    assert [one_of(key) for key in ("favorites", "aliases", "niches", "proof", "focus")] == [
        "Favorite", "Alias", "Niche", "Proof", "Focus",
    ]  # fmt: skip
