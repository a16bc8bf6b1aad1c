"""Tests the language of link templates: values, optional groups, filters and mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.links.errors import LinkError
from generator.links.schemes.template import parse_template


def test_a_template_fills_in_values_and_groups() -> None:
    template = parse_template("{placement}.{product}<.{channel}>")
    assert template.fields == {"placement", "product", "channel"}
    assert template.always == {"placement", "product"}
    assert template.render({"placement": "hero", "product": "balm", "channel": "ig"}) == "hero.balm.ig"
    assert template.render({"placement": "hero", "product": "balm", "channel": ""}) == "hero.balm"
    assert parse_template("<{a}-{b}>x").render({"a": "1", "b": ""}) == "x"


def test_a_value_is_not_a_template() -> None:
    assert parse_template("{a}").render({"a": "{b}<c>"}) == "{b}<c>"


@pytest.mark.parametrize(
    ("filter_", "value"),
    [("raw", "Été A"), ("lower", "été a"), ("upper", "ÉTÉ A"), ("slug", "ete-a"), ("alnum", "etea")],
)
def test_filters_change_a_value(filter_: str, value: str) -> None:
    assert parse_template(f"{{ a | {filter_} }}").render({"a": "Été A"}) == value


@pytest.mark.parametrize(
    "text", ["{", "}", "{a", "a}", "<", ">", "<{a}", "{a}>", "<<{a}>>", "<x>", "{}", "{a b}", "{a}}"]
)
def test_unpaired_braces_are_refused(text: str) -> None:
    with pytest.raises(LinkError) as caught:
        parse_template(text)
    assert caught.value.name == "template-syntax"
    assert text in caught.value.message


def test_an_unknown_filter_is_named() -> None:
    with pytest.raises(LinkError) as caught:
        parse_template("{a|slugg}")
    assert caught.value.name == "unknown-filter"
    assert caught.value.message == "no filter is called `slugg`, in `{a|slugg}`"
    assert caught.value.help == "did you mean `slug`?"


def test_an_unknown_variable_is_named() -> None:
    with pytest.raises(LinkError) as caught:
        parse_template("{ambasador}").render({"ambassador": "lea"})
    assert caught.value.name == "unknown-variable"
    assert caught.value.help == "did you mean `ambassador`?"


@given(st.text(st.sampled_from("{}<>|ab .é"), max_size=12))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    try:
        template = parse_template(text)
    except LinkError:
        return
    assert template.text == text
    assert template.render({"a": "", "b": "", "ab": "", "ba": ""} | dict.fromkeys(template.fields, "")) is not None
