"""Loader of a site: reads the whole content folder, and reports all problems in one run."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec.structs import replace
from pydantic import BaseModel

from generator.content.code_in_sight import report_code_in_sight
from generator.content.decode import read_text
from generator.content.discount_codes import assign_code
from generator.content.discovery import (
    COMMISSIONS,
    FOLDER,
    FORGOTTEN,
    IMPORTS,
    REPORT,
    ContentFile,
    find_files,
    find_people,
    find_top,
    look_inside,
)
from generator.content.front_matter import begins_front_matter, split_front_matter
from generator.content.missing_site import SITE_FILE, report_missing_site
from generator.content.person_summary import summarize_person
from generator.content.product_addresses import addresses_of, host_of_shop, with_products
from generator.content.read_log import place_in
from generator.content.references import check_people_references, check_profile_references, check_site_references
from generator.content.site import (
    Page,
    Profile,
    SharedContent,
    Site,
)
from generator.content.validate import MOST_PROBLEMS, report_too_many, validate
from generator.content.yaml_text import Partial, read_yaml
from generator.models.campaign import Campaign
from generator.models.forgotten import Forgotten
from generator.models.network import Network
from generator.models.person import Person
from generator.models.plain_page import PlainPage
from generator.models.product import Product
from generator.models.settings import Settings
from generator.models.written import is_slug, suggest_slug, whole_address
from generator.problems import Place, Report, Severity
from generator.prose.parts import CardSlot, Prose
from generator.prose.render import render_prose
from generator.sections.profile import profile_model
from generator.sections.section import Section

if TYPE_CHECKING:
    from generator.models.commissions import Commissions
    from generator.models.imports import Imports
    from generator.models.report_settings import ReportSettings

M = TypeVar("M", bound=BaseModel)

# Replaces a broken site.yaml, so that the same run finds the problems of all other files.
_STAND_IN = Settings(brand="?", url="https://site.invalid", shop="https://shop.invalid")


def load_site(root: Path, sections: tuple[Section, ...], report: Report) -> Site:
    """Read `root`/content; report and skip what cannot be read."""
    shared_content = load_shared(root, report)
    model = profile_model(sections)
    people = []
    for person in find_people(root, report):
        profile = load_profile(root, person, model, shared_content.site, report)
        if profile:
            check_profile_references(profile, shared_content, sections, report)
            people.append(profile)
    check_people_references(
        [summarize_person(profile, shared_content.site.settings.locale) for profile in people], shared_content, report
    )
    return replace(shared_content.site, people=tuple(people))


def load_shared(root: Path, report: Report) -> SharedContent:
    """Read all of `root`/content except people."""
    place = Place(SITE_FILE)
    settings = None
    if (root / place.file).exists() or (root / place.file).is_symlink():
        settings = _load(root, Settings, ContentFile("site", place.file, FOLDER), report)
    else:
        report_missing_site(root, report)
    find_top(root, settings.fonts if settings else (), report)
    products, product_places, product_ids = _load_products(root, (settings or _STAND_IN).shop, report)
    campaigns = _load_each(root, "campaigns", Campaign, report)
    networks = _load_each(root, "networks", Network, report)
    site = Site(
        root=root,
        settings=settings or _STAND_IN,
        stands_in=settings is None
        or not {place.at("brand"), place.at("url"), place.at("shop")}.isdisjoint(report.disregarded_places),
        place=place,
        products=products,
        product_places=product_places,
        campaigns={slug: model for slug, (model, _) in campaigns.items()},
        campaign_places={slug: at for slug, (_, at) in campaigns.items()},
        networks={slug: model for slug, (model, _) in networks.items()},
        network_places={slug: at for slug, (_, at) in networks.items()},
        people=(),
        pages=tuple(_load_pages(root, (settings or _STAND_IN).shop, report)),
        addresses=addresses_of(products),
        forgotten=load_forgotten(root, report),
        imports=load_imports(root, report),
        commissions=_load_single(root, _commissions_model, COMMISSIONS, report),
        report=_load_single(root, _report_model, REPORT, report),
        unread_products=None if product_ids is None else frozenset(product_ids - products.keys()),
    )
    broken_files = {problem.place.file for problem in report if problem.severity is Severity.ERROR}
    shared_content = SharedContent(
        site,
        None if product_ids is None else frozenset(product_ids),
        frozenset(broken_files),
        report.disregarded_places,
    )
    check_site_references(shared_content, report)
    return shared_content


def load_profile(root: Path, file: ContentFile, model: type[Person], site: Site, report: Report) -> Profile | None:
    """Read one person of a site, with the code that its template gives them; None after a reported problem."""
    if not file.file.endswith(".md") and not look_inside(root, file, report):
        return None
    file_content = _read_content(root, file, report)
    story = with_products(_story(root, file, file_content, host_of_shop(site.settings.shop), report), site.addresses)
    person = (
        validate(model, file_content.data, Place(file.file), file.folder, report)
        if file_content and file_content.is_readable
        else None
    )
    if person is None:
        return None
    profile = Profile(file.slug, person, story, Place(file.file))
    profile = assign_code(profile, site.settings.codes, site.settings.locale)
    report_code_in_sight(profile, report)
    return profile


class _FileContent(NamedTuple):
    """Content of a file: its facts, if readable; for Markdown also the body, and the number of lines before it."""

    data: Any
    is_readable: bool = True
    body: str = ""
    first_line: int = 0


def _read_content(root: Path, file: ContentFile, report: Report) -> _FileContent | None:
    """Read a YAML file, or a Markdown file with its front matter."""
    text = read_text(root, file.file, report, hidden_mode="remove")
    if text is None:
        return None
    before = report.errors
    if not file.file.endswith(".md"):
        data = read_yaml(text, file.file, report, keep_going=True)
        return _FileContent(data) if data is not None or report.errors == before else None
    parts = split_front_matter(text)
    if parts is None:
        _report_no_front_matter(text, file.file, report)
        return None
    facts, body = parts
    data = read_yaml(facts, file.file, report, 1, keep_going=True)
    return _FileContent(data, data is not None or report.errors == before, body, facts.count("\n") + 2)


def _report_no_front_matter(text: str, file: str, report: Report) -> None:
    if begins_front_matter(text):
        message, hint = "the keys begin here, and no line `---` ends them", "write a second line `---` below the keys"
        report.error("missing-front-matter", message, Place(file, line=1, column=1, length=3), hint)
    else:
        hint = "begin the file with a line `---`, the keys, and another line `---`"
        report.error("missing-front-matter", "this file does not begin with keys", Place(file), hint)


def _load(root: Path, model: type[M], file: ContentFile, report: Report) -> M | None:
    file_content = _read_content(root, file, report)
    return validate(model, file_content.data, Place(file.file), file.folder, report) if file_content else None


def load_one(root: Path, model: type[M], file: str, report: Report) -> M | None:
    """Read one existing content file; None after a reported problem."""
    folder, _, name = file.rpartition("/")
    return _load(root, model, ContentFile(name.partition(".")[0], file, folder), report)


def _load_each(root: Path, kind: str, model: type[M], report: Report) -> dict[str, tuple[M, Place]]:
    values = ((file, _load(root, model, file, report)) for file in find_files(root, kind, ".yaml", report))
    return {file.slug: (value, Place(file.file)) for file, value in values if value is not None}


def load_forgotten(root: Path, report: Report) -> tuple[str, ...]:
    """Read the addresses of forgotten people; empty without such a file."""
    file = ContentFile("forgotten", FORGOTTEN, FOLDER)
    if not (root / file.file).exists() and not (root / file.file).is_symlink():
        return ()
    model = _load(root, Forgotten, file, report)
    return model.addresses if model else ()


def load_imports(root: Path, report: Report) -> Imports | None:
    """Read the site's saved column maps; None without such a file, or after a reported problem."""
    return _load_single(root, _imports_model, IMPORTS, report)


def _commissions_model() -> type[Commissions]:
    from generator.models.commissions import Commissions  # lazy: most sites do not have the file

    return Commissions


def _report_model() -> type[ReportSettings]:
    from generator.models.report_settings import ReportSettings  # lazy: most sites do not have the file

    return ReportSettings


def _imports_model() -> type[Imports]:
    from generator.models.imports import Imports  # lazy: most sites do not have the file

    return Imports


def _load_single(root: Path, model: Callable[[], type[M]], file: str, report: Report) -> M | None:
    """Read an optional content file; None if it is missing or broken."""
    if not (root / file).exists() and not (root / file).is_symlink():
        return None
    return _load(root, model(), ContentFile(Path(file).stem, file, FOLDER), report)


def _load_products(
    root: Path, shop: str, report: Report
) -> tuple[dict[str, Product], dict[str, Place], set[str] | None]:
    """Read products.yaml and products/*.yaml.

    The last value has all ids, those of broken products too; None if they are unknown.
    """
    products: dict[str, Product] = {}
    places: dict[str, Place] = {}
    product_ids: set[str] | None = set()
    whole = ContentFile("products", f"{FOLDER}/products.yaml", FOLDER)
    if (root / whole.file).exists() or (root / whole.file).is_symlink():
        file_content = _read_content(root, whole, report)
        data = file_content.data if file_content else None
        if data is not None and not isinstance(data, Mapping):
            hint = "write `id:` lines, with each product's keys below, indented"
            report.error("wrong-shape", "this file should list products by their id", Place(whole.file), hint)
            file_content = data = None
        product_ids = set(data or ()) if file_content and not isinstance(data, Partial) else None
        before = report.errors
        for id_, entry in (data or {}).items():
            if report.errors - before > MOST_PROBLEMS:
                report_too_many(Place(whole.file), report)
                break
            place = Place(whole.file).at(id_)
            if not is_slug(id_):
                message = f"`{id_[:70]}` cannot be a product's id"
                report.error("not-a-slug", message, place_on_key(place), suggest_slug(id_))
            product = validate(Product, entry, place, FOLDER, report)
            if product and is_slug(id_):
                products[id_], places[id_] = _in_shop(product, shop), place
    for file in find_files(root, "products", ".yaml", report):
        id_, place = file.slug, Place(file.file)
        if product_ids is not None:
            product_ids.add(id_)
        product = _load(root, Product, file, report)
        if product is None:
            continue
        if id_ in products:
            related_places = (("it is here first", place_on_key(places[id_])),)
            report.error(
                "duplicate-product", f"there are two products `{id_}`", place, "keep one of the two", related_places
            )
        else:
            products[id_], places[id_] = _in_shop(product, shop), place
    return products, places, product_ids


def _in_shop(product: Product, shop: str) -> Product:
    return product.model_copy(update={"url": whole_address(product.url, shop)}) if product.url[0] == "/" else product


def place_on_key(place: Place) -> Place:
    """Return the place of the key instead of its value."""
    return Place(place.file, place.keys, on="key")


def _story(
    root: Path, content_file: ContentFile, file_content: _FileContent | None, host: str, report: Report
) -> Prose:
    if content_file.file.endswith(".md"):
        if file_content is None:
            return Prose()
        return render_prose(
            file_content.body,
            Place(content_file.file),
            content_file.folder,
            report,
            host=host,
            first_line=file_content.first_line,
        )
    file = f"{content_file.folder}/story.md"
    if not os.path.lexists(place_in(root, file)):  # `look_inside` made the folder's list of files a dependency
        return Prose()
    text = read_text(root, file, report, hidden_mode="remove")
    if not text:
        return Prose()
    if begins_front_matter(text):
        message = "there are keys above this story, and a page would show them as text"
        hint = "move them to profile.yaml, and delete the lines `---`"
        report.error("front-matter-in-story", message, Place(file, line=1, column=1, length=3), hint)
        return Prose()
    return render_prose(text, Place(file), content_file.folder, report, host=host)


def _load_pages(root: Path, shop: str, report: Report) -> list[Page]:
    pages = []
    for file in find_files(root, "pages", ".md", report):
        file_content = _read_content(root, file, report)
        if file_content is None:
            continue
        place, folder = Place(file.file), file.folder
        facts = validate(PlainPage, file_content.data, place, folder, report) if file_content.is_readable else None
        text = render_prose(
            file_content.body,
            Place(file.file),
            file.folder,
            report,
            2,
            host_of_shop(shop),
            first_line=file_content.first_line,
        )
        for slot in text.parts:
            if isinstance(slot, CardSlot):
                hint = "write a link, [its name](product:id): cards are for ambassadors' pages"
                report.error("card-on-a-page", "a plain page has a product card", slot.place, hint)
        if facts:
            pages.append(Page(file.slug, facts, text, Place(file.file)))
    return pages
