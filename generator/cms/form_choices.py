"""The choices of a site's form: existing names, languages, and options of the theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from generator.authoring.choices import site_choices
from generator.content.load import load_shared
from generator.content.site import Site
from generator.models.json_shapes import COLOUR
from generator.models.locale import Localized
from generator.pages.theme import Option
from generator.problems import Report
from generator.sections.section import Section

Field = dict[str, Any]
"""A field as Sveltia CMS reads it from its configuration."""


class FormChoices(Struct, frozen=True):
    """The choices. `names` maps a kind of name to the part of a field that chooses one."""

    names: Mapping[str, Field]
    languages: tuple[str, ...]
    options: Mapping[str, Any]
    """The theme's options as JSON Schemas, by name."""


def form_choices(site: Site, sections: tuple[Section, ...]) -> FormChoices:
    """Collect the choices from a site that was read without errors.

    Products come from the collection, so that a new one is available at once. But one collection cannot also hold those
    of products.yaml. If that file exists, products come from a list inside the form.
    """
    choices = site_choices(load_shared(site.root, Report()), sections)
    fields: dict[str, Field] = {
        what: {"widget": "select", "options": list(choices.names.get(what, ()))}
        for what in ("section", "network", "theme")
    }
    if (site.root / "content/products.yaml").exists():
        by_name = sorted(site.products.items(), key=lambda pair: (pair[1].name.casefold(), pair[0]))
        fields["product"] = {"widget": "select", "options": [{"label": p.name, "value": id_} for id_, p in by_name]}
    else:
        fields["product"] = _chosen_from("products")
    fields["campaign"] = _chosen_from("campaigns")
    names = {what: field for what, field in fields.items() if field.get("options", True)}
    options = {name: _option(option) for name, option in (choices.options or {}).items()}
    return FormChoices(names, _languages(site), options)


def _chosen_from(collection: str) -> Field:
    return {"widget": "relation", "collection": collection, "value_field": "{{slug}}", "display_fields": ["name"]}


def _option(option: Option) -> dict[str, Any]:
    hint = f"{option.help}{'' if not option.help or option.help.endswith('.') else '.'} Default: `{option.default}`."
    return {"description": hint.strip(), **(COLOUR if option.kind == "colour" else {"enum": list(option.choices)})}


def _languages(site: Site) -> tuple[str, ...]:
    """Return the site's language, then those of texts in the order of the content, then those of people."""
    texts: list[object] = [site.settings.tagline, site.settings.about]
    texts += site.settings.directory.texts if site.settings.directory else ()
    for product in site.products.values():
        texts += [product.image.alt if product.image else None, product.description]
    texts += [
        part
        for campaign in site.campaigns.values()
        if campaign.offer
        for part in (campaign.offer.title, campaign.offer.terms)
    ]
    texts += [profile.person.portrait.alt for profile in site.people if profile.person.portrait]
    text_languages = [tag for text in texts if isinstance(text, Localized) for tag, _ in text.texts if tag]
    own = [profile.person.locale for profile in site.people] + [page.facts.locale for page in site.pages]
    return tuple(dict.fromkeys((site.settings.locale, *text_languages, *sorted(tag for tag in own if tag))))
