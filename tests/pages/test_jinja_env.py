"""Tests that templates render as plain Jinja renders them, and that all values are escaped as Jinja escapes them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.exceptions import UndefinedError
from markupsafe import Markup, escape

from generator.pages.jinja_env import escape_text, templates_of
from generator.pages.theme import Theme
from generator.registry import data_folder

THEME = cast("Theme", SimpleNamespace(folders=(data_folder("themes") / "dew",)))


class Rich:
    """A value with its own HTML."""

    def __html__(self) -> str:
        return "<b>rich</b>"

    def __str__(self) -> str:
        return "<i>poor</i>"


class Words(str):
    """A text of another type than `str`."""


class HtmlWords(str):
    """A text with its own HTML."""

    def __html__(self) -> str:
        return "<b>words</b>"


@pass_context
def name_template(context: Any, text: str) -> str:
    """Return the name of the template that calls it, and the text."""
    return f"{context.name} & {text}"


VALUES: dict[str, Any] = {
    "evil": "<script>alert(\"1\")</script> & 'more'",
    "plain": "Cloud Balm",
    "markup": Markup("<em>balm</em> &amp;"),
    "number": 42,
    "nothing": None,
    "rich": Rich(),
    "words": Words("<words>"),
    "html_words": HtmlWords("<words>"),
    "who_asks": name_template,
    "shout": lambda text, mark="!": f"{text}{mark}",
    "view": SimpleNamespace(name="<name>"),
}
TEMPLATES = {
    "parts.html": """
{% macro card(name, level="h3") %}<{{ level }}>{{ name }}</{{ level }}>{% endmacro %}
{% macro box() %}<div>{{ caller() }}</div>{% endmacro %}
{% macro all() %}{{ varargs | join("|") }}{{ kwargs | dictsort }}{% endmacro %}
{% macro nested(name) %}{{ card(name, "p") }}{% endmacro %}
{% macro bare() %}<br>{% endmacro %}""",
    "base.html": "{% block a %}base {{ evil }}{% endblock %}{% block b %}{% endblock %}",
    "included.html": "{{ evil }}{{ own }}{{ who_asks(plain) }}",
}
IMPORT = '{% from "parts.html" import card, box, all, nested, bare %}'


def plain_jinja(loader: DictLoader) -> Environment:
    """Return plain Jinja with the settings of the themes."""
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    extended: Any = environment
    extended.install_null_translations(newstyle=True)
    environment.filters["safe_html"] = Markup
    return environment


@pytest.mark.parametrize(
    "text",
    [
        "{{ evil }}{{ plain }}{{ markup }}{{ number }}{{ nothing }}{{ rich }}{{ words }}{{ html_words }}",
        "{{ evil | upper }}{{ evil | safe_html }}{{ evil | e }}{{ markup | e }}{{ markup ~ evil }}{{ evil + evil }}",
        "{% autoescape false %}{{ evil }}{{ markup }}{{ markup ~ evil }}{% endautoescape %}{{ evil }}",
        "{% autoescape plain == 'other' %}{{ evil }}{{ markup }}{% endautoescape %}",
        IMPORT
        + "{{ card(evil) }}{{ card(evil, 'p') }}{{ card(markup, level='<p>') }}{{ card(name=rich) }}{{ bare() }}",
        IMPORT + "{% call box() %}{{ evil }}{% endcall %}{{ all(evil, markup, x=evil) }}{{ nested(evil) }}",
        IMPORT + "{% autoescape false %}{{ card(evil, 'p') }}{% endautoescape %}{{ [card(evil, 'p'), evil] | join }}",
        IMPORT + "{% set kept = card(evil, 'p') %}{{ kept }}{{ kept ~ evil }}{{ kept is string }}{{ kept | length }}",
        IMPORT + "{% for x in (evil, markup) %}{{ card(x, 'p') }}{{ shout(x) }}{{ shout(x, mark=evil) }}{% endfor %}",
        "{% set kept %}{{ evil }}{% endset %}{{ kept }}{% filter upper %}{{ evil }}{{ markup }}{% endfilter %}",
        "{% for own in (1, evil) %}{{ loop.index }}{{ who_asks(evil) }}{% include 'included.html' %}{% endfor %}",
        "{% with own = markup %}{% include 'included.html' %}{% include ['none.html', 'included.html'] %}{% endwith %}",
        "{% set own = 1 %}{% include 'included.html' %}{% include 'none.html' ignore missing %}",
        "{% extends 'base.html' %}{% block a %}{{ super() }} {{ evil }}{{ self.b() }}{% endblock %}",
        "{{ _('A %(x)s & <em>', x=evil) }}{{ _('A %(x)s & <em>', x=markup) }}{{ _('100%%') }}{{ _('<b>') }}",
        "{{ _('A %(x)s', x=number) }}{{ _('A %(x)s', x=rich) }}{{ _('A %(x)s', x=words) }}{{ gettext(evil) }}",
        "{{ ngettext('%(num)s <i>', '%(num)s <b>', 2) }}{% trans name=evil %}Fair <em>{{ name }}</em>{% endtrans %}",
        "{{ view.name }}{{ view.name.upper() }}{{ '%s' | format(evil) }}{{ (evil if number else plain) or rich }}",
        "{% for _ in (1, evil) %}{{ _ }}{% endfor %}{{ _('<b>') }}",
        "{% with gettext = shout %}{{ gettext(evil) }}{{ gettext('<b>') }}{% endwith %}{{ gettext('<b>') }}",
        "{{ _('<b>') }}{% set _ = shout %}{{ _('<b>') }}{% for x in (1, 2) %}{{ _('<b>') }}{% endfor %}",
        "{% if number %}{% set gettext = shout %}{% endif %}{{ gettext('<b>') }}{% trans %}<b>{% endtrans %}",
        "{% macro say(_) %}{{ _('<b>') }}{% endmacro %}{{ say(shout) }}{{ _('<b>') | upper }}{{ _('<b>') ~ evil }}",
        "{% autoescape false %}{{ _('<b>') }}{% endautoescape %}",
        "{% autoescape plain == 'x' %}{{ _('<b>') }}{% endautoescape %}{{ _('<b>') }}",
        "{{ _('100%% of %%') }}{% trans %}100% <i>\"{% endtrans %}{{ _(*['<b>']) }}{{ _('<b>', **{}) }}",
        IMPORT + "{{ card(level='p', name=evil) }}{{ card(evil, level=markup) }}{{ [1, 2] | map('string') | join }}",
        "{% for own in (1, evil) %}{% with name = 'included' %}{% include name ~ '.html' %}{% endwith %}{% endfor %}",
        "{% macro m(own) %}{% include 'included.html' %}{% endmacro %}{{ m(evil) }}",
        "{% set kept %}{% include 'base.html' %}{% endset %}{{ kept }}{% set b %}{{ _('<b>') }}{% endset %}{{ b }}",
        "{% extends 'base.html' %}{% block a %}{% include 'base.html' %}{{ _('<b>') }}{% endblock %}",
    ],
)
def test_a_template_renders_as_in_plain_jinja(text: str) -> None:
    loader = DictLoader({**TEMPLATES, "page.html": text})
    ours = templates_of(THEME.folders, "en")
    ours.loader = loader
    expected = plain_jinja(loader).get_template("page.html").render(VALUES)
    assert ours.get_template("page.html").render(VALUES) == expected
    assert ours.get_template("page.html").render(VALUES) == expected, "the second time"
    assert expected.strip()


@pytest.mark.parametrize(
    "text",
    [
        "{{ missing }}",
        "{{ view.missing }}",
        "{{ missing() }}",
        IMPORT + "{{ card() }}",
        '{% from "parts.html" import none_such %}{{ none_such() }}',
        "{{ _('A %(x)s', x=missing) }}",
    ],
)
def test_a_missing_name_is_an_error(text: str) -> None:
    ours = templates_of(THEME.folders, "en")
    ours.loader = DictLoader({**TEMPLATES, "page.html": text})
    with pytest.raises(UndefinedError):
        ours.get_template("page.html").render(VALUES)


@pytest.mark.parametrize("call", ["card(evil, 'p', 1)", "card(evil, colour=1)", "card(evil, name=evil)", "bare(1)"])
def test_a_wrong_call_of_a_macro_has_the_message_of_jinja(call: str) -> None:
    loader = DictLoader({**TEMPLATES, "page.html": IMPORT + "{{ " + call + " }}"})
    ours = templates_of(THEME.folders, "en")
    ours.loader = loader
    messages = []
    for environment in (ours, plain_jinja(loader)):
        with pytest.raises(TypeError) as caught:
            environment.get_template("page.html").render(VALUES)
        messages.append(str(caught.value))
    assert messages[0] == messages[1]


def test_words_are_in_the_language_of_the_templates() -> None:
    for lang, words in (("en", "The circle"), ("de", "Der Kreis"), ("fr", "Le cercle")):
        ours = templates_of(THEME.folders, lang)
        ours.loader = DictLoader(
            {"page.html": "{{ _('The circle') }}{% trans %}The circle{% endtrans %}{{ _('<&>') }}"}
        )
        assert ours.get_template("page.html").render() == words * 2 + "<&>"


def test_equal_safe_and_plain_texts_are_not_confused() -> None:
    translate: Any = templates_of(THEME.folders, "en").globals["_"]
    for _ in range(2):
        assert translate("%(x)s", x="<b>") == "&lt;b&gt;"
        assert translate("%(x)s", x=Markup("<b>")) == "<b>"


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_escaped_equals_escape_for_each_value(value: object) -> None:
    assert str(escape_text(value)) == str(escape(value))


def test_every_character_is_escaped_as_escape_does() -> None:
    for character in (*map(chr, range(0x180)), "\u2028", "\ud800", "＜", "\U0001f9f4"):
        for text in (character, f"a{character}b"):
            assert str(escape_text(text)) == str(escape(text))
