"""The collections of a site's form: their files, their fields, and the folders of their pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any

from generator.authoring.schemas import make_schemas
from generator.cms.fields import Form
from generator.cms.form_choices import Field, FormChoices
from generator.cms.reading import PlacedValue, Value, read_for_cms
from generator.content.decode import read_text
from generator.content.discovery import (
    COMMISSIONS,
    REPORT,
    ContentFile,
    find_files,
    find_people,
)
from generator.content.front_matter import split_front_matter
from generator.content.site import Site
from generator.models.json_shapes import SLUG
from generator.problems import Place, Report
from generator.sections.section import Section

Collection = dict[str, Any]
MOST_STORIES = 2000
MOST_PRODUCTS = 60  # of products.yaml in one form; more would open slowly and be hard to search
_SLUG = [SLUG["pattern"].replace(r"\s*", ""), "Use small letters a to z, digits and single hyphens"]
_COMPONENTS = ["image", "code-block"]


def make_collections(
    site: Site, sections: tuple[Section, ...], choices: FormChoices, report: Report
) -> tuple[list[Collection], list[Collection]]:
    """Return the collections, and the files that exist once. Warnings name what the form leaves out."""
    schemas = make_schemas(sections)
    people = [person for person in find_people(site.root, Report()) if person.file.endswith(".md")]
    folders = [person for person in find_people(site.root, Report()) if not person.file.endswith(".md")]

    def form(kind: str, files: Iterable[str]) -> list[Field]:
        schema = _with_options(schemas[kind], choices) if kind == "site" else schemas[kind]
        return Form(schema, choices, report).fields(schema, [_read_value(site, file) for file in files])

    def files(kind: str, ending: str) -> list[str]:
        return [file.file for file in find_files(site.root, kind, ending, Report())]

    story = {"name": "body", "label": "Story", "widget": "richtext", "required": False}
    story |= {"editor_components": [*_COMPONENTS, "product"]}
    product_collections = _listed_products(site, schemas["product"], choices, report)
    own_files = files("products", ".yaml")
    collections = _people(site, people, folders, form, story, report)
    label = _label("Products", own_files, product_collections)
    collections += [
        {
            **_folder("products", "products", label, "Product", "shopping_bag", "name", "yaml"),
            "description": "Products with a file each. Add a new product here.",
            **_pictures("products"),
            "fields": form("product", own_files),
        },
        {
            **_folder("campaigns", "campaigns", "Campaigns", "Campaign", "campaign", "name", "yaml"),
            **_pictures("campaigns"),
            "fields": form("campaign", files("campaigns", ".yaml")),
        },
        {
            **_folder("pages", "pages", "Pages", "Page", "article", "title", "md"),
            **_pictures("pages"),
            "fields": [
                *form("page", files("pages", ".md")),
                {**story, "label": "Text", "editor_components": _COMPONENTS},
            ],
        },
    ]
    single = [_single("site", "The site", "tune", site.place.file, form("site", [site.place.file]))]
    for kind, label, icon, file in (
        ("commissions", "Commissions", "payments", COMMISSIONS),
        ("report-settings", "The report", "monitoring", REPORT),
    ):
        if (site.root / file).exists():
            single.append(_single(kind, label, icon, file, form(kind, [file])))
    return collections, single + product_collections


def _people(
    site: Site,
    people: list[ContentFile],
    folders: list[ContentFile],
    form: Callable[[str, Iterable[str]], list[Field]],
    story: Field,
    report: Report,
) -> list[Collection]:
    """Return the collections of people and stories: those with a folder (if any), and those in one file.

    A new person gets one file.
    """
    one_file = {
        **_folder("people", "ambassadors", _label("People", people, folders), "Person", "person", "name", "md"),
        "description": "People in one file each, with their story. Add a new person here.",
        **_pictures("people"),
        "fields": _with_story(form("profile", [person.file for person in people]), story),
    }
    if not folders:
        return [one_file]
    beside = {"media_folder": "", "public_folder": ""}
    label = "People with a folder" if people else "People"
    profiles = {
        **_folder("profiles", "ambassadors", label, "Person", "badge", "name", "yaml"),
        "description": "Who they are, and what they love. You find their stories under Stories.",
        "path": "{{slug}}/profile",
        "create": False,
        "delete": False,
        "duplicate": False,
        **beside,
        "fields": form("profile", [folder.file for folder in folders]),
    }
    if len(folders) > MOST_STORIES:
        message = f"{len(folders):,} people have a folder; the CMS lists the stories of {MOST_STORIES:,} at most"
        hint = "write the other stories as files: ambassadors/<slug>/story.md"
        report.warning("cms-form", message, Place("content/ambassadors"), hint)
    names = {profile.slug: profile.person.name for profile in site.people}
    names_and_slugs = sorted((names.get(folder.slug, folder.slug), folder.slug) for folder in folders[:MOST_STORIES])
    twice = Counter(name for name, _ in names_and_slugs)
    stories = {
        "name": "stories",
        "label": "Stories",
        "label_singular": "Story",
        "icon": "auto_stories",
        "description": "The stories of people with a folder, by their names. Saving an empty one creates the file.",
        "files": [
            {
                "name": slug,
                "label": name if twice[name] == 1 else f"{name} ({slug})",
                "file": f"content/ambassadors/{slug}/story.md",
                "format": "raw",
                **beside,
                "fields": [story],
            }
            for name, slug in names_and_slugs
        ],
    }
    return [profiles, stories, one_file]


def _label(noun: str, here: Sized, elsewhere: Sized) -> str:
    """Return the label of a collection. The one for new files gets the plain noun if it contains all files."""
    return noun if not elsewhere else f"{noun} with a file" if here else f"New {noun.lower()}"


def _listed_products(site: Site, schema: Mapping[str, Any], choices: FormChoices, report: Report) -> list[Collection]:
    """Return products.yaml as a form with a group per product. The CMS has no open groups, so it has only existing
    ones.
    """
    file = "content/products.yaml"
    at, products = _read_value(site, file) if (site.root / file).is_file() else (Place(file), None)
    if not isinstance(products, dict) or not products:
        return []
    if len(products) > MOST_PRODUCTS:
        message = f"products.yaml holds {len(products):,} products; the CMS shows at most {MOST_PRODUCTS} per file"
        hint = "give the products that you edit there a file each: products/<id>.yaml"
        report.warning("cms-form", message, at, hint)
        return []
    fields = Form(schema, choices, report).fields(schema, [(at.at(id_), entry) for id_, entry in products.items()])
    groups = [
        {"name": id_, "label": site.products[id_].name, "widget": "object", "collapsed": True, "fields": fields}
        for id_ in products
        if id_ in site.products
    ]
    label = "Products of products.yaml" if any(find_files(site.root, "products", ".yaml", Report())) else "Products"
    return [_single("catalogue", label, "shopping_basket", file, groups)]


def _with_story(fields: list[Field], story: Field) -> list[Field]:
    """Insert the story below the portrait, where users look for it. In the file, it is not among the facts."""
    at = next((number for number, field in enumerate(fields, 1) if field["name"] == "portrait"), len(fields))
    return [*fields[:at], story, *fields[at:]]


def _folder(name: str, folder: str, label: str, singular: str, icon: str, title: str, ending: str) -> Collection:
    collection: Collection = {
        "name": name,
        "label": label,
        "label_singular": singular,
        "icon": icon,
        "folder": f"content/{folder}",
    }
    if title:
        slug = {"template": f"{{{{{title}}}}}", "editable": ["create"], "pattern": _SLUG}
        collection |= {
            "identifier_field": title,
            "slug": {**slug, "hint": "The last part of the address. It stays the same for ever."},
        }
    return {**collection, "extension": ending, "format": "yaml-frontmatter" if ending == "md" else "yaml"}


def _single(name: str, label: str, icon: str, file: str, fields: list[Field]) -> Collection:
    pictures = {"media_folder": "/content/images", "public_folder": "./images"}
    return {"name": name, "label": label, "icon": icon, "file": file, "format": "yaml", **pictures, "fields": fields}


def _pictures(name: str) -> Collection:
    """Return the picture folder of a collection, and the paths from its files: one folder up, then down."""
    return {"media_folder": f"/content/images/{name}", "public_folder": f"../images/{name}"}


def _read_value(site: Site, file: str) -> PlacedValue:
    text = read_text(site.root, file, Report()) or ""
    if file.endswith(".md"):
        text = (split_front_matter(text) or ("", ""))[0]
    value: Value = read_for_cms(text)
    return Place(file), value


def _with_options(schema: Mapping[str, Any], choices: FormChoices) -> dict[str, Any]:
    """Return the schema of site.yaml with the options of its theme instead of any keys."""
    properties = dict(schema["properties"])
    description = properties["theme_options"].get("description", "")
    properties["theme_options"] = {"description": description, "type": "object", "properties": dict(choices.options)}
    return {**schema, "properties": properties}
