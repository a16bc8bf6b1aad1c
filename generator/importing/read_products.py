"""Conversion of a sheet's rows to products; several rows may form one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from urllib.parse import quote, unquote, urlsplit

from babel.numbers import get_currency_precision

from generator.authoring.slug import slug_of
from generator.columns.cells import CellError
from generator.columns.context import Context
from generator.columns.currencies import find_currencies, find_header_currencies
from generator.columns.field import Raw
from generator.columns.placeholders import is_sheet_error
from generator.columns.prices import Price, parse_price
from generator.importing.dialects import OUR_EXPORT, PLAIN, WP_ALL_EXPORT
from generator.importing.entry import SheetEntry, SheetSource, is_untouched
from generator.importing.group_rows import group_rows
from generator.importing.joined_rows import in_own_order, is_variation, name_of_all, note_joined, report_joined
from generator.importing.offers import FeedOffer, find_offers
from generator.importing.read_cells import CellReader, Values
from generator.links.errors import LinkError
from generator.links.lint.rules import lint_destination
from generator.links.urls.host import is_shop
from generator.links.urls.query import (
    drop_query,
    is_click_id,
    is_utm,
    query_pairs,
)
from generator.links.urls.url import clean_url, is_web, split_url
from generator.models.locale import LONGEST
from generator.models.settings import Settings
from generator.models.written import is_slug
from generator.problems.formats import count_phrase
from generator.tables.table import Row

_FATAL = frozenset({"utm-in-url", "url-password", "invalid-url", "invalid-host"})


_OF_THE_OFFER = frozenset({("variant", "shopify"), ("url", "google")})
"""Fields, by dialect, that identify a variant; it must be one for sale."""


def read_products(source: SheetSource, context: Context) -> Iterator[SheetEntry]:
    """Yield the products of a sheet in its order; report rows that cannot be read."""
    cells = CellReader(source, context)
    derived_count = 0
    groups = [(key, in_own_order(source, rows)) for key, rows in group_rows(source)]
    note_joined(source, [rows for _, rows in groups])
    for key, rows in groups:
        product = _Product(source, cells, rows, "" if key.startswith("row ") else key)
        entry = product.read()
        if entry:
            derived_count += product.has_derived_address and not entry.left_out
            yield entry
    comparison_count = sum(any(map(_is_amount, source.layout.texts("_compare", row))) for row in source.layout.rows)
    if comparison_count:
        kind = "Sale prices" if source.layout.dialect.name == "woocommerce" else "Prices before a reduction"
        source.notes.append(
            f"{kind} are not read ({count_phrase(comparison_count, 'row')}): a page shows the regular price only."
        )
    if derived_count:
        what = "its number" if source.layout.dialect.name == "woocommerce" else "its handle"
        products = count_phrase(derived_count, "product")
        source.notes.append(f"{products} had no address in the sheet, so it was made from the shop's and {what}.")


class _Product:
    """Reader of the rows of one product."""

    def __init__(self, source: SheetSource, cells: CellReader, rows: list[Row], key: str) -> None:
        self.source, self.cells, self.rows, self.key = source, cells, rows, key
        self.settings: Settings = cells.context.settings
        self.has_derived_address = False
        """Whether the address is made of a handle or a number."""
        self.columns = source.layout.columns
        self.own = source.layout.dialect is OUR_EXPORT
        self.shop = self.settings.shop.split("?")[0].split("#")[0].rstrip("/")
        self.first = self._first()
        self.offers: list[FeedOffer] = []
        if not self.own:
            self.offers = find_offers(
                rows, self.first, self._text, lambda row: source.layout.texts("_quantity", row),
                source.layout.dialect.name, self.columns,
            )  # fmt: skip

    def _first(self) -> Row:
        """Return the row of the product itself, which has a name."""
        rows = [row for row in self.rows if self._text(row, "name")]
        own = [row for row in rows if not is_variation(self.source, row)]
        return (own or rows or self.rows)[0]

    def _text(self, row: Row, name: str) -> str:
        column = self.source.layout.column(name, row)
        return "" if column is None else row.text(column)

    def read(self) -> SheetEntry | None:
        for row in self.rows:  # without a readable name, the row cannot be assigned to a product
            column = self.source.layout.column("name", row)
            if column is not None and column in row.spoiled_cells:
                self.source.skip(row, column, row.spoiled_cells[column])
                return None
        values: Values = {}
        at: dict[str, int] = {}
        for name in self.columns:
            if name.startswith("_") or name == "id":
                continue
            row = self._row_of(name)
            column = self.source.layout.column(name, row) or 0
            at[name] = column
            if name == "price" and any(offer.row is not self.first for offer in self.offers):
                self._read_prices(values, at)
                continue
            if not self._read(values, at, name, row, column):
                return None
        self._read_stock(values, at)
        return self._entry(values, at)

    def _read(self, values: Values, at: dict[str, int], name: str, row: Row, column: int) -> bool:
        """Read one cell; return whether the import can still use the product."""
        text, was = row.text(column), self.source.was(row)
        if not text or is_untouched(text, was, name) or column in row.spoiled_cells or is_sheet_error(text):
            return self.cells.read_into(values, name, row, column, text, was)
        try:
            match name.partition(":")[0]:
                case "price":
                    self._read_price(values, at, row, column, text)
                case "url":
                    values[name] = self._address(row.link(column) or text)
                case "image" | "image_url":
                    self._read_picture(values, at, name, row, column, text)
                case "description":
                    values[name] = self._description(name, row, column, text)
                case _:
                    return self.cells.read_into(values, name, row, column, text, was)
        except CellError as error:
            return self.cells.leave_out(name, row, column, str(error), error.help)
        return True

    def _read_price(self, values: Values, at: dict[str, int], row: Row, column: int, text: str) -> None:
        """Read a price in the site's currency; skip prices in other currencies."""
        price = parse_price(text, get_currency_precision(self.settings.currency))
        if self._is_ours(price, row, column, text):
            self._set_price(values, at, price.number, price.is_from, column)

    def _read_prices(self, values: Values, at: dict[str, int]) -> None:
        """Read the lowest price of the variants that are for sale, else of all; set `from` if prices differ."""
        prices: list[tuple[Decimal, Price, int]] = []
        silent = True
        for offer in [offer for offer in self.offers if offer.in_stock is not False] or self.offers:
            column = self.source.layout.column("price", offer.row)
            if column is None or is_sheet_error(text := offer.row.text(column)):
                continue
            if column in offer.row.spoiled_cells:
                silent = False
                self.cells.leave_out("price", offer.row, column, offer.row.spoiled_cells[column])
                continue
            if not text:
                continue
            silent = False
            try:
                price = parse_price(text, get_currency_precision(self.settings.currency))
                if not self._is_ours(price, offer.row, column, text):
                    return  # the others have the same currency
            except CellError as error:
                self.cells.leave_out("price", offer.row, column, str(error))
                continue
            prices.append((Decimal(price.number), price, column))
        if prices:
            _, lowest, column = min(prices, key=lambda candidate: candidate[0])
            differ = len({amount for amount, _, _ in prices}) > 1 or any(price.is_from for _, price, _ in prices)
            self._set_price(values, at, lowest.number, differ, column)
        elif silent:
            values["price"] = None

    def _set_price(self, values: Values, at: dict[str, int], number: str, is_from: bool, column: int) -> None:
        values["price"], at["price"] = number, column
        at.setdefault("price_from", column)
        if is_from or ("price_from" not in self.columns and not self.own):
            values["price_from"] = "true" if is_from else None

    def _read_stock(self, values: Values, at: dict[str, int]) -> None:
        """Mark a product as available if at least one variant is."""
        stocks = {offer.in_stock for offer in self.offers}
        if stocks <= {None} or ("available" in self.columns and len(self.offers) == 1):
            return
        values["available"] = "false" if stocks == {False} else "true"
        column = next(
            (self.columns[name] for name in ("available", "_available", "_quantity") if name in self.columns), 0
        )
        at["available"] = column

    def _read_picture(self, values: Values, at: dict[str, int], name: str, row: Row, column: int, text: str) -> None:
        """Read a picture's path in the site, or its address, whatever the column's name; the first of several."""
        text = row.link(column) or text
        first, *further = re.split(r"[\s,;|]+(?=(?:https?:)?//)", text)
        if re.match(r"(?:https?:)?//|www\.", text, re.IGNORECASE):
            values.setdefault("image_url", str(self.source.field("image_url").read(first)) or None)
            at.setdefault("image_url", column)
            if further and self.source.layout.dialect.name in ("plain", "own"):
                why = f"{len(further) + 1} addresses of pictures are here, and the first was used"
                self.source.report_guess(row, column, why)
        elif name == "image_url":
            raise CellError(f"`{text[:60]}` is not the address of a picture")
        else:
            values["image"] = str(self.source.field("image").read(text)) or None

    def _description(self, name: str, row: Row, column: int, text: str) -> Raw | None:
        if self.source.layout.dialect.name == "woocommerce":
            text = text.replace("\\n", "\n")  # the export writes a line break as a backslash and an n
        description = self.source.field(name).read(text)
        if (isinstance(description, str) and len(description) == LONGEST) or (
            str(description).endswith("…") and not text.endswith("…")
        ):
            message = f"{self.source.at(row, column)}: the text has more than {LONGEST:,} characters, so it was cut"
            self.source.report.warning("text-cut", message, self.source.place(row, column), "shorten it in the sheet")
        return description or None

    def _row_of(self, name: str) -> Row:
        """Return the row that gives a field: the product's own, else the first with a value."""
        if name in ("image_url", "image_alt") and "image_url" in self.columns:
            picture_rows = [row for row in self.rows if self._text(row, "image_url")]
            ranks = {row.number: self._text(row, "_position") for row in picture_rows}
            picture_rows.sort(
                key=lambda row: int(ranks[row.number]) if re.fullmatch("[0-9]{1,6}", ranks[row.number]) else 10**6
            )
            return picture_rows[0] if picture_rows else self.first
        if (name, self.source.layout.dialect.name) in _OF_THE_OFFER:
            stocked_offers = [offer for offer in self.offers if offer.in_stock is not False] or self.offers
            return next((offer.row for offer in stocked_offers if self._text(offer.row, name)), self.first)
        if self._text(self.first, name):
            return self.first
        variations = name == "price" or self.source.layout.dialect.name != "woocommerce"
        return next((row for row in self.rows if variations and self._text(row, name)), self.first)

    def _entry(self, values: Values, at: Mapping[str, int]) -> SheetEntry | None:
        id_text = self._text(self.first, "id")
        if not self.own and not (is_slug(id_text) and re.search("[a-z]", id_text)):
            id_text = ""  # a number of another system, which no person would write as a name
        if id_text and not is_slug(id_text):
            hint = "use small letters a to z, digits and single hyphens"
            self.source.skip(self.first, self.columns["id"], f"`{id_text[:60]}` is not an id", hint)
            return None
        name = values.get("name")
        if not name and not id_text:
            why = "this product has no name"
            self.source.skip(self.first, self.columns.get("name"), why)
            return None
        name = values["name"] = name_of_all(self.source, self.rows) or name
        report_joined(self.source, self.rows, self.first, str(name or id_text))
        handle = str(values.get("handle") or "")
        columns = {name: column for name, column in at.items() if name in values}
        self._derive_address(values, columns, handle)
        if not self.cells.drop_invalid("products", values, columns, self.first, self.source.was(self.first)):
            return None
        columns = {name: column for name, column in columns.items() if name in values}
        left_out, left_out_at = self._left_out()
        if is_variation(self.source, self.first):
            message = (
                f"{self.source.at(self.first)}: `{str(name)[:60]}` is a variation, and its product is not in the sheet"
            )
            hint = "export the products themselves too, with the columns ID, Type and Parent"
            self.source.report.warning("variation-alone", message, self.source.place(self.first), hint)
        was = self.source.was(self.first)
        slug = id_text or slug_of(handle or _last_step(values.get("url")) or str(name), "product")
        key = "" if self.own else self.key
        return SheetEntry(self.first, str(name or id_text), values, columns, slug, left_out, left_out_at, key, was)

    def _derive_address(self, values: Values, columns: dict[str, int], handle: str) -> None:
        """Derive the address in the shop: Shopify's export never has it, and WooCommerce's rarely."""
        url = str(values.get("url") or "")
        if url and self.source.layout.dialect.name == "google":  # Shopify's feeds put the variant into the address
            match = re.search(r"[?&]variant=([0-9]{1,20})(?:&|$)", url)
            if match:
                values["variant"], columns["variant"] = match[1], self.columns["url"]
        if url or self.own:
            return
        dialect = self.source.layout.dialect
        if handle and dialect.name == "shopify":
            self.has_derived_address = True
            values["url"], columns["url"] = f"{self.shop}/products/{quote(handle, safe='')}", self.columns["handle"]
        elif dialect.name == "woocommerce" and (number := self._number(values)):
            self.has_derived_address = True
            # WordPress redirects this to the product's real address (wp_get_shortlink).
            values["variant"] = number
            values["url"] = f"{self.shop}/?post_type=product&p={quote(number, safe='')}"
            columns["url"] = self.columns["variant"]
        elif dialect is PLAIN or not dialect.has_addresses:
            self._take_link(values, columns)

    def _number(self, values: Values) -> str:
        """Return WooCommerce's product number; a variation has no page, so return that of its product."""
        if not is_variation(self.source, self.first):
            return str(values.get("variant") or "")
        if "variant" not in self.columns:  # without a column of numbers, another row may hold the product
            return ""
        parent = self._text(self.first, "_parent").strip()
        is_number = parent.startswith("id:") or self.source.layout.dialect is WP_ALL_EXPORT
        number = parent.removeprefix("id:").strip()
        return number if is_number and number.isdecimal() else ""

    def _take_link(self, values: Values, columns: dict[str, int]) -> None:
        """Use a cell's link as the address in the shop and report it; the name's link has priority."""
        row, name = self.first, self.source.layout.columns.get("name", 0)
        shop = split_url(clean_url(self.shop)).host
        for at in sorted({name, *row.links}, key=lambda at: (at != name, at)):
            try:
                url = self._address(row.link(at)) if row.link(at) else ""
                if url and is_shop(split_url(clean_url(url)).host, shop):
                    values["url"], columns["url"] = url, at
                    self.source.report_guess(row, at, f"the cell links to {url[:80]}, which was used as the address")
                    return
            except (CellError, LinkError):
                continue
        if row.link(name):
            why = f"the cell links to {row.link(name)[:80]}, which is not in the shop, so it is not the address"
            self.source.report_guess(row, name, why)

    def _address(self, text: str) -> str:
        if re.match(r"/[^/]", text):  # a path in the shop
            parts = urlsplit(self.shop)
            text = f"{parts.scheme}://{parts.netloc}{text}"
        url = str(self.source.field("url").read(text))
        if not is_web(url):
            raise CellError(f"`{text[:80]}` is not a web address")
        try:
            if any(is_utm(key) or is_click_id(key) for key, _ in query_pairs(clean_url(url))):
                url = drop_query(clean_url(url), lambda key: is_utm(key) or is_click_id(key))
        except LinkError as error:
            raise CellError(error.message.rstrip(".")) from None
        wrong = next((lint for lint in lint_destination(url) if lint.name in _FATAL), None)
        if wrong:
            raise CellError(wrong.message.rstrip("."))
        return url

    def _is_ours(self, price: Price, row: Row, column: int, text: str) -> bool:
        """Return whether the row allows the site's currency for a price; report a price in another one."""
        site, codes = self.settings.currency, price.currencies
        currency_text = self._text(row, "_currency")
        if currency_text and not is_sheet_error(currency_text):
            currencies = find_currencies(currency_text)
            codes = currencies if codes is None else codes if currencies is None else codes & currencies
        header = self.source.layout.header[column] if column < len(self.source.layout.header) else ""
        by_header = find_header_currencies(header)
        if by_header is not None:
            codes = by_header if codes is None else codes & by_header
        if codes is None or site in codes:
            return True
        which = f"is in {next(iter(codes))}" if len(codes) == 1 else "is in another currency"
        also = f", where the row says `{currency_text[:20]}`" if currency_text else ""
        also += f", where the column is called `{header[:40]}`," if by_header is not None else ""
        where = self.source.at(row, column)
        message = f"{where}: `{text[:30]}`{also} {which}, and the site in {site}; the price was left out"
        hint = "give a sheet with prices in the currency of site.yaml"
        self.source.report.warning("other-currency", message, self.source.place(row, column), hint)
        return False

    def _left_out(self) -> tuple[str, int | None]:
        """Return why the shop does not sell the product now, and the column that says so."""
        status, publication = self._text(self.first, "_status").lower(), self._text(self.first, "_published").lower()
        if status in ("draft", "archived", "inactive", "private", "pending", "trash"):
            return f"it is {'a draft' if status == 'draft' else status} in the shop", self.columns["_status"]
        if self._text(self.first, "_archived").lower() in ("y", "yes", "true", "1"):
            return "it is archived in the shop", self.columns["_archived"]
        if self._text(self.first, "_visibility").lower() == "unavailable":
            return "it is not published in the shop", self.columns["_visibility"]
        if publication in ("false", "0", "-1", "no", "n"):
            what = "a draft in the shop" if publication == "-1" else "not published in the shop"
            return f"it is {what}", self.columns["_published"]
        return "", None


def _is_amount(text: str) -> bool:
    """Return whether a cell holds a price: some exports write 0 or No for none."""
    return re.search("[1-9]", text) is not None


def _last_step(url: Raw | None) -> str:
    """Return the last path segment: `cloud-balm` of https://shop.example/products/cloud-balm."""
    try:
        steps = [step for step in urlsplit(str(url or "")).path.split("/") if step]
    except ValueError:
        return ""
    return (
        unquote(steps[-1]) if len(steps) > 1 and steps[-2] in ("products", "product", "p", "produit", "produkt") else ""
    )
