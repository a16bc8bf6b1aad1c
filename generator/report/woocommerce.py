"""The exports of WooCommerce: orders with attribution as plugins write them, and the orders of its Analytics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from generator.report.dialect import Cells, ReportDialect, State

_WOO_STATES: dict[str, State] = {
    "completed": "confirmed", "processing": "confirmed", "refunded": "lost", "pending": "open",
    "pending payment": "open",
    "on-hold": "open", "on hold": "open", "cancelled": "lost", "failed": "lost", "draft": "lost", "trash": "lost",
}  # fmt: skip


_WOO_TAKEN_OFF = ("woo_tax", "woo_shipping", "woo_fees")
_WOO_PART = re.compile(r"(?:^|[|;])(code|amount|name|sku|product_id|quantity):([^|;]*)")
_UTM_OF_ENTRY = ("utm_medium", "utm_campaign", "utm_content")


def _woo_meta(cells: Cells) -> Cells | None:
    """An order of the plugin in one row. Its goods are what is left of the total: the subtotal is before discounts."""
    cells["head"] = "1"
    cells["state"] = cells.get("state", "").strip().casefold().removeprefix("wc-")
    if "woo_total" in cells and "subtotal" not in cells:
        cells["total"] = cells["woo_total"]
        cells["subtotal"] = _woo_goods(cells)
    if cells.get("woo_coupons"):
        cells["code"] = ",".join(text for name, text in _WOO_PART.findall(cells["woo_coupons"]) if name == "code")
    refunds = [text for name, text in _WOO_PART.findall(cells.get("woo_refunds", "")) if name == "amount"]
    if refunds and "refunded" not in cells:
        cells["refunded"] = _sum_texts(refunds)
    if cells.get("woo_line") and not cells.get("woo_second_line"):  # of several lines no amount of a line is known
        parts = dict(_WOO_PART.findall(cells["woo_line"]))
        cells.setdefault("item", parts.get("sku") or parts.get("product_id", ""))
        cells.setdefault("item_name", parts.get("name", ""))
        cells.setdefault("quantity", parts.get("quantity", ""))
    if cells.get("woo_entry"):
        query = dict(parse_qsl(urlsplit(cells["woo_entry"]).query))
        for name in _UTM_OF_ENTRY:
            if not cells.get(name) and query.get("utm_source") == cells.get("utm_source"):
                cells[name] = query.get(name, "")
    return cells


def _woo_goods(cells: Cells) -> str:
    """The total without tax, shipping and fees; a cell that is no number is left for the reader to report."""
    try:
        goods = Decimal(cells["woo_total"] or 0)
        for name in _WOO_TAKEN_OFF:
            goods -= Decimal(cells.get(name) or 0)
    except (InvalidOperation, ValueError):
        return next(
            (text for name in ("woo_total", *_WOO_TAKEN_OFF) if not _WOO_NUMBER.fullmatch(text := cells.get(name, ""))),
            cells["woo_total"],
        )
    return f"{goods:f}"


def _sum_texts(texts: Sequence[str]) -> str:
    """The sum of amounts as a text; the first text that is none instead."""
    bad = next((text for text in texts if not _WOO_NUMBER.fullmatch(text)), None)
    return bad if bad is not None else f"{sum(map(Decimal, texts), Decimal(0)):f}"


_WOO_NUMBER = re.compile(r"-?\d{1,13}(?:\.\d{1,12})?")

_WOO_UTM = {
    name: (f"meta:_wc_order_attribution_{name}", f"_wc_order_attribution_{name}")
    for name in ("utm_source", "utm_medium", "utm_campaign", "utm_content")
}
WOO_META = ReportDialect(
    "woocommerce", "WooCommerce orders with attribution", "order_rows",
    ("order_number", "order_date", "status", "order_total", "tax_total", "shipping_total",
     "meta:_wc_order_attribution_utm_source"),
    {
        "order_id": ("order_number",), "day": ("order_date",), "state": ("status",), "woo_total": ("order_total",),
        "woo_tax": ("tax_total",), "woo_shipping": ("shipping_total",), "woo_fees": ("fee_total",),
        "currency": ("order_currency",), "customer": ("billing_email", "customer_email"),
        "woo_coupons": ("coupon_items",), "woo_refunds": ("refund_items",), "woo_line": ("line_item_1",),
        "woo_second_line": ("line_item_2",), "woo_entry": ("meta:_wc_order_attribution_session_entry",), **_WOO_UTM,
    },
    _WOO_STATES, once=True, change=_woo_meta,
)  # fmt: skip
"""As the plugin "Order Export & Order Import for WooCommerce" writes it, the lines of an order in columns."""


def _woo_line(cells: Cells) -> Cells | None:
    """One line of an order, whose facts each of its rows repeats."""
    cells["item"] = cells.get("woo_sku") or cells.get("woo_product", "")
    paid_amount, price = cells.get("line_discount", ""), cells.get("line_gross", "")
    if _WOO_NUMBER.fullmatch(paid_amount) and _WOO_NUMBER.fullmatch(price):
        cells["line_discount"] = f"{Decimal(price) - Decimal(paid_amount):f}"
    return _woo_meta(cells)


WOO_LINES = ReportDialect(
    "woocommerce", WOO_META.title, "order_rows", (*WOO_META.needs, "item_name", "item_quantity", "item_total"),
    {
        **WOO_META.columns, "woo_sku": ("item_sku",), "woo_product": ("item_product_id",), "item_name": ("item_name",),
        "quantity": ("item_quantity",), "line_gross": ("item_subtotal", "item_total"), "line_discount": ("item_total",),
    },
    _WOO_STATES, once=True, repeats_head=True, change=_woo_line,
)  # fmt: skip
"""As the same plugin writes it with a row for each line of an order."""
WOO_OTHER = ReportDialect(
    "woocommerce", "WooCommerce orders with attribution", "order_rows", ("_wc_order_attribution_utm_source",),
    _WOO_UTM, _WOO_STATES, once=True, change=_woo_meta,
)  # fmt: skip
"""Of other plugins only the keys of WooCommerce's own order meta are verified; `--map` names the other columns."""


class _AnalyticsLabels(Struct, frozen=True):
    """How WooCommerce Analytics calls its columns in one language."""

    day: str
    order: str
    state: str
    coupons: str
    products: str
    customer_type: str
    net: tuple[str, ...]
    """The name of the net sales until 2023, and what the same language calls "Net sales" today."""


_ENGLISH_NET = ("Net Sales", "N. Revenue")
_ANALYTICS_LABELS: dict[str, _AnalyticsLabels] = {
    "English": _AnalyticsLabels("Date", "Order #", "Status", "Coupon(s)", "Product(s)", "Customer type", ()),
    "German": _AnalyticsLabels(
        "Datum", "Bestellnummer #", "Status", "Gutschein(e)", "Produkt(e)", "Kundentyp", ("N.- Umsatz", "Nettoumsatz")
    ),
    "French": _AnalyticsLabels(
        "Date", "Commande n°", "État", "Code(s) promo", "Produit(s)", "Type de client", ("N. Revenu", "Ventes nettes")
    ),
    "Spanish": _AnalyticsLabels(
        "Fecha", "Pedido #", "Estado", "Cupón(es)", "Producto(s)", "Tipo de cliente", ("Ingresos netos", "Ventas netas")
    ),
    "Italian": _AnalyticsLabels(
        "Data", "Ordine n.", "Stato", "Codici promozionali", "Prodotto/prodotti", "Tipo di cliente",
        ("N. Fatturato", "Vendite nette"),
    ),
    "Dutch": _AnalyticsLabels(
        "Datum", "Bestelnummer", "Status", "Waardebon(nen)", "Product(en)", "Klanttype",
        ("N. Inkomsten", "Netto omzet"),
    ),
    "Polish": _AnalyticsLabels(
        "Data", "Zamówienie #", "Status", "Kupon(y)", "Produkt(y)", "Typ klienta", ("Przychód netto", "Sprzedaż netto")
    ),
    "Portuguese": _AnalyticsLabels(
        "Data", "Encomenda #", "Estado", "Cupão(ões)", "Produto(s)", "Tipo de cliente", ("Vendas líquidas",)
    ),
    "Portuguese of Brazil": _AnalyticsLabels(
        "Data", "Pedido #", "Status", "Cupom(ns)", "Produto(s)", "Tipo de cliente",
        ("Receita liquida", "Vendas líquidas"),
    ),
}  # fmt: skip
"""As the language packs of WooCommerce have them (2023 and 2025). What a pack lacks stays English in the file."""
_ONE_PRODUCT = re.compile(r"(\d+)× (.*)", re.DOTALL)


def _woo_analytics(cells: Cells) -> Cells | None:
    cells["head"] = "1"
    kind = cells.get("customer_type", "").strip().casefold()
    cells["is_new"] = {"new": "1", "returning": "0"}.get(kind, "")
    products = cells.get("item_name", "")
    # Several products are joined by commas, which names may hold too: they stay one text.
    if products.count("× ") == 1 and (single := _ONE_PRODUCT.fullmatch(products.strip())):
        cells["quantity"], cells["item_name"] = single.groups()
    return cells


def _analytics_dialect(labels: _AnalyticsLabels) -> ReportDialect:
    net = (*_ENGLISH_NET, *labels.net)
    return ReportDialect(
        "woocommerce-analytics", "WooCommerce Analytics, orders", "order_rows",
        (labels.day, labels.order, labels.state, labels.coupons, net),
        {
            "order_id": (labels.order,), "day": (labels.day,), "state": (labels.state,), "subtotal": net,
            "code": (labels.coupons,), "customer_type": (labels.customer_type, "Customer type"),
            "item_name": (labels.products,),
        },
        {**_WOO_STATES, "refunded": "confirmed"}, once=True, change=_woo_analytics,
    )  # fmt: skip


WOO_ANALYTICS = tuple(map(_analytics_dialect, _ANALYTICS_LABELS.values()))
"""One dialect a language: the labels are those of the person who exports; states and kinds of customers are English."""
