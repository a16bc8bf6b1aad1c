"""Existing content, in the form in which people wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.columns.field import Field, Raw, item_name, step_into
from generator.content.decode import read_text
from generator.content.discovery import FOLDER, find_files, find_people
from generator.content.front_matter import split_front_matter
from generator.content.yaml_text import read_yaml
from generator.models.written import whole_address
from generator.problems import Place, Report

PRODUCTS = f"{FOLDER}/products.yaml"


class ExistingEntry(Struct, frozen=True):
    """One existing product or person. `keys` lead to it in its file; `data` is its raw content."""

    id: str
    file: str
    keys: tuple[str, ...]
    data: Mapping[str, Any]

    @property
    def place(self) -> Place:
        """Return its place in the file."""
        return Place(self.file, self.keys)

    @property
    def folder(self) -> str:
        """Return the folder that its paths are relative to."""
        return self.file.rpartition("/")[0]

    def values(self, field: Field) -> Iterator[tuple[str, Raw]]:
        """Yield the values of a field by column name: one per language if it has several."""
        yield from field_values(self.data, field)


def field_values(data: Mapping[str, Any], field: Field) -> Iterator[tuple[str, Raw]]:
    """Yield the values of a field in an entry's data, by column name."""
    here: Any = data
    for key in field.path:
        here = step_into(here, key)
    if isinstance(here, Mapping) and field.is_localized:
        yield from ((f"{field.name}:{tag}", text) for tag, text in here.items() if isinstance(text, str))
    elif isinstance(here, list) and field.many:
        yield field.name, tuple(item_name(item) for item in here)
    elif isinstance(here, str):
        yield field.name, (here,) if field.many else here


def read_existing(root: FilePath, kind: str, report: Report) -> dict[str, ExistingEntry] | None:
    """Read all products or people (`kind` is `products` or `ambassadors`); None after a reported problem."""
    existing_entries: dict[str, ExistingEntry] = {}
    for product in _products(root, report) if kind == "products" else _people(root, report):
        if product.id in existing_entries:
            message = f"`{product.id}` exists twice"
            related_places = (("it is here first", existing_entries[product.id].place),)
            report.error(
                "duplicate-product" if kind == "products" else "duplicate-slug",
                message,
                product.place,
                "keep one",
                related_places,
            )
        existing_entries[product.id] = product if kind != "products" else _with_whole_address(root, product)
    return None if report.errors else existing_entries


def _with_whole_address(root: FilePath, entry: ExistingEntry) -> ExistingEntry:
    """Return the entry with the whole address of its page in the shop, as sheets hold it."""
    url = entry.data.get("url")
    if not isinstance(url, str) or not url.startswith("/"):
        return entry
    text = read_text(root, f"{FOLDER}/site.yaml", Report())
    site = read_yaml(text, f"{FOLDER}/site.yaml", Report()) if text is not None else None
    shop = site.get("shop") if isinstance(site, Mapping) else None
    return replace(entry, data={**entry.data, "url": whole_address(url, shop)}) if isinstance(shop, str) else entry


def _products(root: FilePath, report: Report) -> Iterator[ExistingEntry]:
    if (root / PRODUCTS).exists() or (root / PRODUCTS).is_symlink():
        text = read_text(root, PRODUCTS, report)
        data = read_yaml(text, PRODUCTS, report) if text is not None else None
        if data is not None and not isinstance(data, Mapping):
            hint = "write `id:` lines, with each product's keys below, indented"
            report.error("wrong-shape", "this file should list products by their id", Place(PRODUCTS), hint)
        elif data:
            for id_, entry in data.items():
                if entry is not None and not isinstance(entry, Mapping):
                    place = Place(PRODUCTS, (id_,))
                    report.error("wrong-shape", f"`{id_[:60]}` should be a group of keys", place)
                else:
                    yield ExistingEntry(id_, PRODUCTS, (id_,), entry or {})
    for file in find_files(root, "products", ".yaml", Report()):
        yield from _whole(root, file.slug, file.file, report)


def _people(root: FilePath, report: Report) -> Iterator[ExistingEntry]:
    for file in find_people(root, Report()):
        if (root / file.file).exists():
            yield from _whole(root, file.slug, file.file, report)


def _whole(root: FilePath, id_: str, file: str, report: Report) -> Iterator[ExistingEntry]:
    text = read_text(root, file, report)
    if text is None:
        return
    first_line = 0
    if file.endswith(".md"):
        parts = split_front_matter(text)
        if parts is None:
            hint = "begin the file with a line `---`, the facts, and another line `---`"
            report.error("missing-front-matter", "this file does not begin with keys", Place(file), hint)
            return
        text, first_line = parts[0], 1
    data = read_yaml(text, file, report, first_line)
    if data is not None and not isinstance(data, Mapping):
        report.error("wrong-shape", "this file should have `key: value` lines", Place(file))
        return
    yield ExistingEntry(id_, file, (), data or {})


def taken_slugs(root: FilePath, kind: str, existing_ids: Iterable[str]) -> set[str]:
    """Return the ids that existing files take, including broken files."""
    names = set(existing_ids)
    with suppress(OSError):
        names |= {path.name.split(".")[0].lower() for path in (root / FOLDER / kind).iterdir()}
    return names
