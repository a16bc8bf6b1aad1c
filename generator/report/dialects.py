"""The exports that are known by their columns. GA4, whose files hold several tables, has a module of its own.

Only what is verified is here: read in the source that writes the export, in a parser's test, or in the vendor's own
documentation. Everything else is read with `--map` (docs/report.md lists both).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from urllib.parse import parse_qsl, urlsplit

from generator.report.dialect import Cells, ReportDialect, State
from generator.report.ga4 import GA4_NAMES
from generator.report.names import fold_name

UTM = {
    "utm_source": ("utm_source", "utm source"),
    "utm_medium": ("utm_medium", "utm medium"),
    "utm_campaign": ("utm_campaign", "utm campaign"),
    "utm_content": ("utm_content", "utm content"),
}


def _shopify(cells: Cells) -> Cells | None:
    head = bool(cells.get("state", "").strip() or cells.get("subtotal", "").strip())
    if cells.get("cancelled", "").strip():
        cells["state"] = "cancelled"
    cells["head"] = "1" if head else ""
    return cells if cells.get("order_id", "").strip() else None


_SHOPIFY_STATES: dict[str, State] = {
    "paid": "confirmed", "partially_refunded": "confirmed", "partially refunded": "confirmed", "refunded": "confirmed",
    "pending": "open", "authorized": "open", "partially_paid": "open", "partially paid": "open", "expired": "lost",
    "voided": "lost", "cancelled": "lost",
}  # fmt: skip

SHOPIFY = ReportDialect(
    "shopify", "Shopify orders", "order_rows",
    ("Name", "Financial Status", "Lineitem quantity", "Lineitem price", "Discount Code"),
    {
        "order_id": ("Name",), "day": ("Created at",), "state": ("Financial Status",), "cancelled": ("Cancelled at",),
        "item": ("Lineitem sku",), "item_name": ("Lineitem name",), "quantity": ("Lineitem quantity",),
        "line_price": ("Lineitem price",), "line_discount": ("Lineitem discount",), "subtotal": ("Subtotal",),
        "total": ("Total",), "tax": ("Taxes",), "refunded": ("Refunded Amount",), "currency": ("Currency",),
        "code": ("Discount Code",), "customer": ("Email",), "shipping": ("Shipping",),
    },
    _SHOPIFY_STATES, once=True, change=_shopify, skips="they have no order name",
)  # fmt: skip


def _matrixify(cells: Cells) -> Cells | None:
    kind = cells.get("type", "").strip().casefold()
    if cells.get("cancelled", "").strip():
        cells["state"] = "cancelled"
    top = cells.get("top", "").strip().casefold()
    cells["head"] = "1" if top in ("true", "yes", "1") or (not top and cells.get("state", "").strip()) else ""
    if kind.startswith("refund"):
        cells["type"] = "refund"
    elif kind in ("line item", "", "custom line item"):
        cells["type"] = "sale"
    elif cells["head"]:  # the row says what the order is, and its line is no product
        for name in ("item", "item_name", "quantity", "line_price"):
            cells.pop(name, None)
        cells["type"] = "sale"
    else:
        return None
    return cells


MATRIXIFY = ReportDialect(
    "matrixify", "Shopify orders by Matrixify", "order_rows",
    ("Name", "Line: Type", "Line: Quantity", "Line: Price"),
    {
        "order_id": ("Name",), "day": ("Created At",), "state": ("Payment: Status",), "cancelled": ("Cancelled At",),
        "type": ("Line: Type",), "top": ("Top Row",), "item": ("Line: Product Handle", "Line: SKU"),
        "item_name": ("Line: Title", "Line: Name"), "quantity": ("Line: Quantity",), "line_price": ("Line: Price",),
        "line_discount": ("Line: Discount",), "subtotal": ("Price: Subtotal",), "total": ("Price: Total",),
        "tax": ("Price: Total Tax", "Tax: Total"), "currency": ("Currency",),
        "code": ("Discount Code",), "customer": ("Customer: ID",),
        "utm_source": ("Browser: UTM Source",), "utm_medium": ("Browser: UTM Medium",),
        "utm_campaign": ("Browser: UTM Campaign",), "utm_content": ("Browser: UTM Content",),
    },
    _SHOPIFY_STATES, once=True, change=_matrixify, skips="their lines are shipping, discounts or payments, no products",
)  # fmt: skip

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
    paid, price = cells.get("line_discount", ""), cells.get("line_gross", "")
    if _WOO_NUMBER.fullmatch(paid) and _WOO_NUMBER.fullmatch(price):
        cells["line_discount"] = f"{Decimal(price) - Decimal(paid):f}"
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


def _woo_analytics(cells: Cells) -> Cells | None:
    cells["head"] = "1"
    kind = cells.get("customer_type", "").strip().casefold()
    cells["is_new"] = {"new": "1", "returning": "0"}.get(kind, "")
    return cells


WOO_ANALYTICS = ReportDialect(
    "woocommerce-analytics", "WooCommerce Analytics, orders", "order_rows",
    ("Date", "Order #", "Status", "Coupon(s)", "Net Sales"),
    {
        "order_id": ("Order #",), "day": ("Date",), "state": ("Status",), "subtotal": ("Net Sales",),
        "code": ("Coupon(s)",), "customer_type": ("Customer type",), "item_name": ("Product(s)",),
    },
    {**_WOO_STATES, "refunded": "confirmed"}, once=True, change=_woo_analytics,
)  # fmt: skip

_PAP_STATES: dict[str, State] = {
    "a": "confirmed",
    "approved": "confirmed",
    "p": "open",
    "pending": "open",
    "d": "lost",
    "declined": "lost",
}
_PAP_TYPES = {
    "": "sale", "s": "sale", "sale": "sale", "u": "sale", "recurring": "sale", "r": "refund", "refund": "refund",
    "h": "refund", "chargeback": "refund", "e": "bonus", "extra bonus": "bonus", "a": "bonus", "action": "bonus",
    "b": "bonus", "signup": "bonus", "f": "bonus", "referral": "bonus",
}  # fmt: skip


def _pap(cells: Cells) -> Cells | None:
    kind = _PAP_TYPES.get(cells.get("type", "").strip().casefold())
    if kind is None:
        return None  # clicks and impressions
    cells["type"], cells["head"] = kind, "1"
    if kind == "refund":  # an amount that is written without its sign
        for name in ("subtotal", "commission"):
            if cells.get(name, "").strip() and not cells[name].strip().startswith(("-", "−", "(")):
                cells[name] = "-" + cells[name].strip()
    return cells


_PAP_COLUMNS = {
    "partner": ("Affiliate ID", "USERID"), "order_id": ("Order ID", "ORDERID"), "tx": ("TRANSID", "Transaction ID"),
    "commission": ("Commission Value", "COMMISSION", "Commission"), "subtotal": ("Total Cost", "TOTALCOST"),
    "state": ("Status", "RSTATUS"), "type": ("Type", "RTYPE"), "item": ("PRODUCTID", "Product ID"),
    "day": ("Date created", "DATEINSERTED", "Date inserted", "Created"),
    "sub1": ("DATA1", "Extra data 1"), "sub2": ("DATA2", "Extra data 2"), "sub3": ("DATA3", "Extra data 3"),
    "sub4": ("DATA4", "Extra data 4"), "sub5": ("DATA5", "Extra data 5"), "sub6": ("CHANNEL", "Channel"),
}  # fmt: skip
PAP = ReportDialect(
    "post-affiliate-pro", "Post Affiliate Pro", "order_rows", ("Affiliate ID", "Order ID", "Total Cost", "Status"),
    _PAP_COLUMNS, _PAP_STATES, change=_pap, skips="they are clicks or impressions",
)  # fmt: skip
PAP_FULL = ReportDialect(
    "post-affiliate-pro", "Post Affiliate Pro, full export", "order_rows", ("USERID", "ORDERID", "TOTALCOST",
    "RSTATUS"),
    _PAP_COLUMNS, _PAP_STATES, change=_pap, skips="they are clicks or impressions",
)  # fmt: skip


def _dub(cells: Cells) -> Cells | None:
    if cells.get("type", "").strip().casefold() not in ("sale", "custom", ""):
        return None
    cells["type"] = "bonus" if cells.get("type", "").strip().casefold() == "custom" else "sale"
    cells["head"] = "1"
    return cells


DUB = ReportDialect(
    "dub", "Dub commissions", "order_rows", ("ID", "Type", "Amount", "Earnings", "Currency", "Status"),
    {
        "tx": ("ID",), "order_id": ("Invoice ID",), "type": ("Type",), "subtotal": ("Amount",),
        "commission": ("Earnings",), "currency": ("Currency",), "state": ("Status",), "quantity": ("Quantity",),
        "day": ("Created at",), "partner": ("Partner ID",), "sub1": ("Partner tenant ID",), "sub2": ("Partner name",),
        "customer": ("Customer ID",),
    },
    {
        "pending": "open", "processed": "confirmed", "paid": "confirmed", "refunded": "lost", "fraud": "lost",
        "canceled": "lost", "duplicate": "lost",
    },
    change=_dub, skips="they are leads or clicks",
)  # fmt: skip


def _network(cells: Cells) -> Cells | None:
    cells["head"] = "1"
    return cells


IMPACT = ReportDialect(
    "impact", "Impact actions", "order_rows", ("Action Id", "Sale Amount", "Payout", "Action Date"),
    {
        "tx": ("Action Id",), "order_id": ("Order Id", "Oid"), "subtotal": ("Sale Amount",), "commission": ("Payout",),
        "day": ("Action Date",), "state": ("State", "Status", "Action Status"),
        "sub1": ("Sub Id 1", "SubId1"), "sub2": ("Sub Id 2", "SubId2"), "sub3": ("Sub Id 3", "SubId3"),
        "sub4": ("Shared Id",), "partner": ("Partner Id", "Media Partner Id"),
        "currency": ("Currency", "Sale Amount Currency"),
    },
    {"approved": "confirmed", "pending": "open", "reversed": "lost", "locked": "confirmed"}, change=_network,
)  # fmt: skip

AWIN = ReportDialect(
    "awin", "Awin transactions (names of its API)", "order_rows",
    ("id", "commissionStatus", "saleAmount.amount", "commissionAmount.amount", "transactionDate"),
    {
        "tx": ("id",), "order_id": ("orderRef",), "state": ("commissionStatus",), "subtotal": ("saleAmount.amount",),
        "currency": ("saleAmount.currency",), "commission": ("commissionAmount.amount",), "day": ("transactionDate",),
        "code": ("voucherCode",), "partner": ("publisherId",), "sub1": ("clickRefs.clickRef",),
        "sub2": ("clickRefs.clickRef2",), "sub3": ("clickRefs.clickRef3",), "sub4": ("clickRefs.clickRef4",),
        "sub5": ("clickRefs.clickRef5",), "sub6": ("clickRefs.clickRef6",),
    },
    {"pending": "open", "approved": "confirmed", "declined": "lost", "deleted": "lost"}, change=_network,
)  # fmt: skip


def _amazon(cells: Cells) -> Cells | None:
    if cells.get("item_name", "").strip().casefold() == "total" or not cells.get("partner", "").strip():
        return None
    cells["head"], cells["state"] = "1", "confirmed"
    if cells.get("subtotal", "").strip().startswith(("-", "−", "(")):
        cells["type"] = "refund"
    return cells


AMAZON = ReportDialect(
    "amazon", "Amazon Associates, fee earnings", "order_rows",
    ("ASIN", "Tracking ID", "Date Shipped", "Revenue($)", "Ad Fees($)"),
    {
        "partner": ("Tracking ID",), "item": ("ASIN",), "item_name": ("Name",), "day": ("Date Shipped",),
        "quantity": ("Items Shipped",), "subtotal": ("Revenue($)",), "commission": ("Ad Fees($)",),
    },
    {"confirmed": "confirmed"}, currency="USD", change=_amazon, skips="they are the file's own totals",
)  # fmt: skip


def _affiliatewp(cells: Cells) -> Cells | None:
    cells = {name: text.replace("\\", "") for name, text in cells.items()}
    cells["head"] = "1"
    return cells


AFFILIATEWP = ReportDialect(
    "affiliatewp", "AffiliateWP referrals", "order_rows", ("Affiliate ID", "Amount", "Campaign", "Reference", "Status"),
    {
        "partner": ("Affiliate ID",), "commission": ("Amount",), "currency": ("Currency",), "sub1": ("Campaign",),
        "order_id": ("Reference",), "state": ("Status",), "day": ("Date",),
    },
    {
        "unpaid": "confirmed", "paid": "confirmed", "pending": "open", "rejected": "lost", "draft": "open",
        "failed": "lost",
    },
    change=_affiliatewp,
)  # fmt: skip

MATOMO = ReportDialect(
    "matomo", "Matomo campaigns", "visit_rows", ("label", "nb_visits"),
    {"label": ("label",), "day": ("date",), "sessions": ("nb_visits",),
     "orders": ("goals_idgoal=ecommerceOrder_nb_conversions", "nb_conversions"),
     "revenue": ("goals_idgoal=ecommerceOrder_revenue", "revenue")},
)  # fmt: skip
"""Its file does not say which report it is: the values of its labels do, or `--map utm_source=label`."""

META = ReportDialect(
    "meta", "Meta content", "post_rows", ("Post ID", "Account username", "Publish time", "Permalink", "Likes"),
    {
        "person": ("Account username",), "day": ("Publish time",), "link": ("Permalink",), "format": ("Post type",),
        "reach": ("Reach",), "views": ("Views", "Impressions"), "likes": ("Likes",), "comments": ("Comments",),
        "shares": ("Shares",), "saves": ("Saves",),
    },
)  # fmt: skip

OWN = ReportDialect(
    "sheet", "your own sheet of posts and costs", "post_rows", ("ambassador",),
    {
        "person": ("ambassador",), "platform": ("platform",), "format": ("format",), "day": ("posted", "day", "date"),
        "link": ("link",), "reach": ("reach",), "views": ("views",), "likes": ("likes",), "comments": ("comments",),
        "shares": ("shares",), "saves": ("saves",), "clicks": ("clicks",), "cost": ("cost",), "currency": ("currency",),
    },
)  # fmt: skip

PLAUSIBLE = {
    "utm_sources.csv": ReportDialect(
        "plausible", "Plausible, UTM sources", "visit_rows", ("name", "visitors"),
        {"utm_source": ("name",), "sessions": ("visitors",)}, cut="utm_source",
    ),
    "utm_contents.csv": ReportDialect(
        "plausible", "Plausible, UTM contents", "visit_rows", ("name", "visitors"),
        {"utm_content": ("name",), "sessions": ("visitors",)}, cut="utm_content",
    ),
    "utm_campaigns.csv": ReportDialect(
        "plausible", "Plausible, UTM campaigns", "visit_rows", ("name", "visitors"),
        {"utm_campaign": ("name",), "sessions": ("visitors",)}, cut="utm_campaign",
    ),
}  # fmt: skip
"""Known by the names of the archive's members: their columns are all alike. One dimension a file, never crossed."""

_COSTS = ("platform", "format", "posted", "reach", "views", "likes", "clicks", "cost")
KNOWN = (
    SHOPIFY, MATRIXIFY, WOO_META, WOO_LINES, WOO_OTHER, WOO_ANALYTICS, PAP, PAP_FULL, DUB, IMPACT, AWIN, AMAZON,
    AFFILIATEWP, MATOMO, META,
    *(ReportDialect(OWN.name, OWN.title, OWN.table, ("ambassador", name), OWN.columns) for name in _COSTS),
)  # fmt: skip

MAPPED_ORDERS = ReportDialect("mapped-orders", "orders by --map", "order_rows", (), {}, change=_network, once=True)
MAPPED_VISITS = ReportDialect("mapped-visits", "visits by --map", "visit_rows", (), {}, cut="map")
MAPPED_POSTS = ReportDialect("mapped-posts", "posts by --map", "post_rows", (), {})

_WORD = re.compile(r"[^\W\d_]")


def count_known(names: Sequence[str]) -> int:
    """How many names of a row are columns that some dialect needs."""
    known = {fold_name(name) for dialect in KNOWN for name in dialect.needs} | GA4_NAMES
    return sum(fold_name(name) in known for name in names if _WORD.search(name))
