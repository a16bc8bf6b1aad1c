"""Columns that a person has named, with `--map FIELD=COLUMN` or in content/imports.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from generator.columns.cells import clean
from generator.columns.field import Field, plain
from generator.columns.fields import Kind, sheet_fields
from generator.columns.roster_fields import PREFIX
from generator.importing.dialects import DIALECTS
from generator.importing.kept_maps import KeptMap, kept_maps
from generator.importing.nested_fields import canonical_name, nested_field, number_hint
from generator.models.imports import Imports
from generator.models.locale import is_known_locale
from generator.problems import Place, Report, did_you_mean
from generator.tables.table import column_of, letters

_FIRST = (
    *("first name", "firstname", "first", "given name", "forename", "prénom", "prenom", "vorname", "nombre de pila"),
    *("nome di battesimo", "primeiro nome", "voornaam", "imię"),
)
_LAST = (
    *("last name", "lastname", "last", "surname", "family name", "nom de famille", "nachname", "familienname"),
    *("apellidos", "apellido", "cognome", "sobrenome", "apelido", "achternaam", "nazwisko"),
)
_STORIES = (
    *("storia", "la sua storia", "biografia", "verhaal", "biografie", "geschichte", "histoire", "historia"),
    *("história", "chi sono", "over mij", "über mich", "à propos", "sobre mí", "sobre mim", "o mnie"),
)
_ALSO_OF_PEOPLE = {
    "first_name": _FIRST,
    "last_name": _LAST,
    "_socials": (
        *("socials", "social", "social media", "social links", "social profiles", "profile", "profile url", "profiles"),
        *(
            "profile link",
            "media url",
            "accounts",
            "account",
            "social handles",
            "social media links",
            "réseaux sociaux",
            "redes",
        ),
    ),
    "_platform": (
        "platform",
        "main platform",
        "primary platform",
        "social network",
        "network",
        "plateforme",
        "plattform",
    ),
    "_story": ("story", "bio", "biography", "about", "about me", "biographie", "biografía", *_STORIES),
}
_ALSO_OF_PRODUCTS = {
    "_status": ("status",),
    "_published": ("published",),
    "_currency": (
        *(
            "currency",
            "price currency",
            "currency code",
            "currency iso",
            "currency code iso",
            "iso currency",
            "currencycode",
            "cur",
            "ccy",
        ),
        *("währung", "währungscode", "devise", "code devise", "moneda", "código de moneda", "divisa", "valuta"),
        *("codice valuta", "moeda", "código da moeda", "munteenheid", "waluta", "kod waluty", "valuutta", "měna"),
        *("pénznem", "para birimi", "валюта", "通貨", "币种", "货币"),
    ),
    "_group": ("item group id", "product group", "parent sku"),
}


def also_known(identity: str) -> dict[str, tuple[str, ...]]:
    """Return the names of columns that only the import reads (fields with `_`), and of the two halves of a name."""
    return _ALSO_OF_PEOPLE if identity == "slug" else _ALSO_OF_PRODUCTS


def known_names(fields: Sequence[Field], mappings: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Return all known column names and those that `mappings` assigns to fields, each `plain`."""
    names = {plain(name) for field in fields for name in (field.name, *field.names)}
    names |= {plain(column) for columns in mappings for column in columns.values()}
    names |= {name for dialect in DIALECTS for column in dialect.columns.values() for name in column}
    return frozenset(names | {*_FIRST, *_LAST})


class NamedColumns:
    """Lookup of a sheet's columns by the names that people use."""

    def __init__(self, fields: Sequence[Field], identity: str, head: Sequence[str], report: Report) -> None:
        self.fields, self.head, self.report = fields, head, report
        self.kind: Kind = "ambassadors" if identity == "slug" else "products"
        self.names = [plain(name) for name in head]
        self.inner = {name.removeprefix("_"): name for name in also_known(identity)}

    def columns_by_hand(self, columns_by_name: Mapping[str, str], place: Place) -> dict[str, int]:
        """Return the column of each field in `--map`, by name or letter; report those that the sheet lacks."""
        columns = {}
        for key, column in columns_by_name.items():
            name = self.field(key)
            if name is None:
                hint = self.hint(key)
                self.report.error(
                    "missing-column",
                    f"`--map {key}=...`: there is no field `{key[:40]}`",
                    place,
                    hint,
                )
                continue
            places = self._places(column)
            if not places and re.fullmatch("[A-Z]{1,3}", column) and column_of(column) < len(self.head):
                places = [column_of(column)]
            if len(places) == 1:
                columns[name] = places[0]
            elif places:
                hint = f"choose one by its letter: --map {key}={letters(places[0])}"
                self.report.error("duplicate-column", f"more than one column is called `{column[:40]}`", place, hint)
            else:
                names = ", ".join(name for name in self.head[:12] if name)
                hint = did_you_mean(column, self.head, f"its columns are {names}")
                self.report.error("missing-column", f"there is no column `{column[:40]}` in this sheet", place, hint)
        return columns

    def keep(self, columns: dict[str, int], kept_map: KeptMap) -> bool:
        """Add the columns of a saved map to fields without one. Return False after a reported problem."""
        fine = True
        for key, column in kept_map.columns.items():
            name, at = self.field(key), kept_map.place.at("columns", key)
            places = self._places(column)
            if name is None:
                fine = False  # report_unknown_fields reports it, with all others of the file
            elif len(places) > 1 and name not in columns:
                hint = "rename one of them in the sheet, or choose one by its letter with --map"
                self.report.error("duplicate-column", f"more than one column is called `{column[:40]}`", at, hint)
                fine = False
            elif name not in columns:
                columns[name] = places[0]
        return fine

    def field(self, name: str) -> str | None:
        """Return the field with a given name (`price`, `description:fr`, `story`, `titles.story`); None if there is
        none."""
        name = canonical_name(self.kind, name, self.fields)
        base, _, tag = name.partition(":")
        field = next((known_field for known_field in self.fields if known_field.name == base), None) or (
            nested_field(self.kind, base) if base not in self.inner else None
        )
        if field and (not tag or (field.is_localized and is_known_locale(tag))):
            return name
        return self.inner.get(name)

    def hint(self, key: str) -> str:
        """Return what to write in place of a field that there is not."""
        if hint := number_hint(self.kind, key):
            return hint
        keys = [*(field.name for field in self.fields), *self.inner]
        inside = "video.url" if self.kind == "ambassadors" else "image.focus"
        field_names = ", ".join(name for name in keys if not name.startswith(PREFIX))
        return did_you_mean(key, keys, f"the fields are {field_names}, and keys in groups, such as {inside}")

    def _places(self, column: str) -> list[int]:
        places = [at for at, column_name in enumerate(self.head) if column_name == clean(column)]
        return places or [
            at for at, column_name in enumerate(self.names) if column_name and column_name == plain(column)
        ]


def report_unknown_fields(imports: Imports | None, currency: str, report: Report) -> None:
    """Report names in content/imports.yaml that are not fields."""
    identities: dict[Kind, str] = {"products": "id", "ambassadors": "slug"}
    for kind, identity in identities.items():
        columns = NamedColumns(sheet_fields(kind, currency), identity, (), report)
        for kept_map in kept_maps(imports, kind):
            for column in kept_map.columns:
                if columns.field(column) is None:
                    hint = columns.hint(column)
                    place = Place(kept_map.place.file, (*kept_map.place.keys, "columns", column), on="key")
                    report.error("not-a-field", f"there is no field `{column[:40]}`", place, hint)
