"""The rows of a sheet to products: several rows may be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

from generator.authoring.slug import slug_of
from generator.columns.cells import CellError, clean
from generator.columns.field import Raw
from generator.importing.dialects import OWN
from generator.importing.entry import Entry, Source, is_untouched
from generator.links.errors import LinkError
from generator.links.lint import lint_destination
from generator.links.query import drop_query, is_click_id, is_utm, query_pairs
from generator.links.urls import clean_url, is_web
from generator.models.locale import LONGEST
from generator.models.settings import Settings
from generator.models.written import is_slug
from generator.tables.table import Row

_SYMBOLS = {"€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY"), "₩": ("KRW",), "₹": ("INR",), "zł": ("PLN",)}
_FATAL = frozenset({"utm-in-url", "url-password", "invalid-url", "invalid-host"})


def read_products(source: Source, settings: Settings) -> Iterator[Entry]:
    """Read the products of a sheet, in its order; a row that cannot be read is reported."""
    for key, rows in _grouped(source).items():
        entry = _Product(source, settings, rows, "" if key.startswith("row ") else key).read()
        if entry:
            yield entry


def _grouped(source: Source) -> dict[str, list[Row]]:
    """Rows that are one product: variants and further pictures stand in rows of their own."""
    columns, dialect = source.layout.columns, source.layout.dialect.name
    groups: dict[str, list[Row]] = {}
    skus: dict[str, str] = {}
    for row in source.layout.rows:
        texts = {name: row.text(source.layout.column(name, row) or at) for name, at in columns.items()}
        if not any(texts.values()) and not row.spoiled:
            continue
        if dialect == "woocommerce":
            key = f"id:{texts.get('variant', '')}" if texts.get("variant") else f"sku:{texts.get('_sku', '')}"
            if texts.get("_sku"):
                skus[texts["_sku"]] = key
            if "variation" in texts.get("_type", "").lower() and texts.get("_parent"):
                parent = clean(texts["_parent"])
                key = parent if parent.startswith("id:") else f"parent:{parent}"
        elif texts.get("id"):
            key = f"id {texts['id']}"
        elif texts.get("handle"):
            key = f"handle {clean(texts['handle'])}"
        elif texts.get("_group"):
            key = f"group {texts['_group']}"
        elif texts.get("_id"):
            key = f"item {texts['_id']}"
        else:
            key = f"row {row.number}"
        groups.setdefault(key, []).append(row)
    for key in [key for key in groups if key.startswith("parent:")]:
        parent = skus.get(key.removeprefix("parent:"), "")
        if parent in groups:
            groups[parent] += groups.pop(key)
    return {key: sorted(rows, key=lambda row: row.number) for key, rows in groups.items()}


class _Product:
    """The rows of one product, being read."""

    def __init__(self, source: Source, settings: Settings, rows: list[Row], key: str) -> None:
        self.source, self.settings, self.rows, self.key = source, settings, rows, key
        self.columns = source.layout.columns
        self.own = source.layout.dialect is OWN
        self.shop = settings.shop.split("?")[0].split("#")[0].rstrip("/")
        self.first = self._first()

    def _first(self) -> Row:
        """The row of the product itself, which has a name."""
        named = [row for row in self.rows if self._text(row, "name")]
        own = [row for row in named if "variation" not in self._text(row, "_type").lower()]
        return (own or named or self.rows)[0]

    def _text(self, row: Row, name: str) -> str:
        column = self.source.layout.column(name, row)
        return "" if column is None else row.text(column)

    def read(self) -> Entry | None:
        spoiled = self._spoiled()
        if spoiled:
            self.source.skip(*spoiled)
            return None
        values: dict[str, Raw | None] = {}
        for name in self.columns:
            if name.startswith("_") or name == "id":
                continue
            row = self._row_of(name)
            column, text = self.source.layout.column(name, row) or 0, self._text(row, name)
            if not text:
                values[name] = None
                continue
            if is_untouched(text, self.source.was(row), name):
                values[name] = clean(text)
                continue
            try:
                values[name] = self._read(name, row, column, text)
            except CellError as error:
                self.source.skip(row, column, str(error))
                return None
            if name == "price" and values[name] is None:
                del values[name]  # in another currency: nothing is said of the price
        return self._entry(values)

    def _read(self, name: str, row: Row, column: int, text: str) -> Raw | None:
        field = self.source.field(name)
        if name == "price" and not self._in_currency(row, column, text):
            return None
        if name == "url":
            return self._address(text)
        if name == "image_url" and self.source.layout.dialect.name == "woocommerce":
            text = re.split(r",\s*(?=https?://)", text)[0]
        if field.name == "description":
            if self.source.layout.dialect.name == "woocommerce":
                text = text.replace("\\n", "\n")  # the export writes a line break as these two signs
            read = field.read(text)
            if (isinstance(read, str) and len(read) == LONGEST) or (str(read).endswith("…") and not text.endswith("…")):
                message = f"{self.source.at(row, column)}: the text has more than {LONGEST:,} letters, so it was cut"
                self.source.report.warning("text-cut", message, self.source.place(row), "shorten it in the sheet")
            return read or None
        return field.read(text) or None

    def _row_of(self, name: str) -> Row:
        """Which of the rows says a field: the product's own, else the first that says anything."""
        if name in ("image_url", "image_alt") and "image_url" in self.columns:
            pictured = [row for row in self.rows if self._text(row, "image_url")]
            ranks = {row.number: self._text(row, "_position") for row in pictured}
            pictured.sort(
                key=lambda row: int(ranks[row.number]) if re.fullmatch("[0-9]{1,6}", ranks[row.number]) else 10**6
            )
            return pictured[0] if pictured else self.first
        if self._text(self.first, name):
            return self.first
        variations = name == "price" or self.source.layout.dialect.name != "woocommerce"
        return next((row for row in self.rows if variations and self._text(row, name)), self.first)

    def _spoiled(self) -> tuple[Row, int, str] | None:
        used = self.source.layout.used
        return next(((row, at, why) for row in self.rows for at, why in row.spoiled.items() if at in used), None)

    def _entry(self, values: dict[str, Raw | None]) -> Entry | None:
        given = self._text(self.first, "id")
        if not self.own and not (is_slug(given) and re.search("[a-z]", given)):
            given = ""  # another system's number: it names nothing that somebody would write
        if given and not is_slug(given):
            hint = "use small letters a to z, digits and single hyphens"
            self.source.skip(self.first, self.columns["id"], f"`{given[:60]}` is not an id", hint)
            return None
        name = values.get("name")
        if not name and not given:
            why = "this product has no name"
            self.source.skip(self.first, self.columns.get("name"), why)
            return None
        handle = str(values.get("handle") or "")
        columns = {
            name: self.source.layout.column(name, self.first) or at
            for name, at in self.columns.items()
            if not name.startswith("_") and name in values
        }
        self._derive_address(values, columns, handle)
        left_out, left_out_at = self._left_out()
        was = self.source.was(self.first)
        slug = given or slug_of(handle or _last_step(values.get("url")) or str(name), "product")
        key = "" if self.own else self.key
        return Entry(self.first, str(name or given), values, columns, slug, left_out, left_out_at, key, was)

    def _derive_address(self, values: dict[str, Raw | None], columns: dict[str, int], handle: str) -> None:
        """The address in the shop, which no Shopify export holds, and few of WooCommerce."""
        url = str(values.get("url") or "")
        if url and self.source.layout.dialect.name == "google":  # feeds of Shopify name the variant there
            found = re.search(r"[?&]variant=([0-9]{1,20})(?:&|$)", url)
            if found:
                values["variant"], columns["variant"] = found[1], self.columns["url"]
        if url or self.own:
            return
        if handle and self.source.layout.dialect.name != "woocommerce":
            values["url"], columns["url"] = f"{self.shop}/products/{quote(handle, safe='')}", self.columns["handle"]
        elif self.source.layout.dialect.name == "woocommerce" and values.get("variant"):
            # WordPress leads this to the product's own address, whatever that is (wp_get_shortlink).
            values["url"] = f"{self.shop}/?post_type=product&p={quote(str(values['variant']), safe='')}"
            columns["url"] = self.columns["variant"]

    def _address(self, text: str) -> str:
        url = str(self.source.field("url").read(text))
        if not is_web(url):
            return url
        try:
            if any(is_utm(key) or is_click_id(key) for key, _ in query_pairs(clean_url(url))):
                url = drop_query(clean_url(url), lambda key: is_utm(key) or is_click_id(key))
        except LinkError as error:
            raise CellError(error.message.rstrip(".")) from None
        wrong = next((lint for lint in lint_destination(url) if lint.name in _FATAL), None)
        if wrong:
            raise CellError(wrong.message.rstrip("."))
        return url

    def _in_currency(self, row: Row, column: int, text: str) -> bool:
        """Whether a price is in the site's currency as far as it says; another is told."""
        from babel.numbers import list_currencies

        site = self.settings.currency
        stated = clean(self._text(row, "_currency")).upper()
        codes = {code for code in re.findall(r"\b[A-Z]{3}\b", f"{text} {stated}") if code in list_currencies()}
        codes |= {found for sign, meant in _SYMBOLS.items() if sign in text for found in meant if site not in meant}
        if "$" in text and not codes and not site.endswith("D") and site != "MXN":
            codes = {"USD"}
        if not codes or site in codes:
            return True
        where = self.source.at(row, column)
        message = f"{where}: `{text[:30]}` is in {min(codes)}, and the site in {site}; the price was left out"
        hint = "give a sheet with prices in the currency of site.yaml"
        self.source.report.warning("other-currency", message, self.source.place(row), hint)
        return False

    def _left_out(self) -> tuple[str, int | None]:
        """Why the shop does not sell it now, and the column that says so."""
        status, published = self._text(self.first, "_status").lower(), self._text(self.first, "_published").lower()
        if status in ("draft", "archived", "inactive", "private", "pending"):
            return f"it is {'a draft' if status == 'draft' else status} in the shop", self.columns["_status"]
        if published in ("false", "0", "-1", "no"):
            what = "a draft in the shop" if published == "-1" else "not published in the shop"
            return f"it is {what}", self.columns["_published"]
        return "", None


def _last_step(url: Raw | None) -> str:
    """`cloud-balm` of https://shop.example/products/cloud-balm."""
    try:
        steps = [step for step in urlsplit(str(url or "")).path.split("/") if step]
    except ValueError:
        return ""
    return (
        unquote(steps[-1]) if len(steps) > 1 and steps[-2] in ("products", "product", "p", "produit", "produkt") else ""
    )
