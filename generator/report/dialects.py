"""The exports that are known by their columns. GA4, whose files hold several tables, has a module of its own.

Only what is verified is here: read in the source that writes the export, in a parser's test, or in the vendor's own
documentation. Everything else is read with `--map` (docs/report.md lists both).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.report.dialect import Cells, ReportDialect, State
from generator.report.ga4 import GA4_NAMES
from generator.report.names import fold_name
from generator.report.woocommerce import WOO_ANALYTICS, WOO_LINES, WOO_META, WOO_OTHER


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

_PAP_STATES: dict[str, State] = {
    "a": "confirmed",
    "approved": "confirmed",
    "p": "open",
    "pending": "open",
    "d": "lost",
    "declined": "lost",
}
_PAP_VISITS = ("c", "click", "i", "cpm", "p", "cpm per clicks")
_PAP_TYPES = {
    "": "sale", "s": "sale", "sale": "sale", "u": "sale", "recurring": "sale", "r": "refund", "refund": "refund",
    "h": "refund", "chargeback": "refund", "e": "bonus", "extra bonus": "bonus", "a": "bonus", "action": "bonus",
    "b": "bonus", "signup": "bonus", "f": "bonus", "referral": "bonus",
}  # fmt: skip


def _pap(cells: Cells) -> Cells | None:
    word = cells.get("type", "").strip().casefold()
    if word in _PAP_VISITS or not any(cells.get(name, "").strip() for name in ("partner", "order_id", "tx")):
        return None
    kind = _PAP_TYPES.get(word)
    if kind is None:
        kind, cells["state"] = "sale", f"of the type {word}"  # reported as a status that is not known
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
    _PAP_COLUMNS, _PAP_STATES, change=_pap, skips="they are clicks or impressions, or name neither order nor person",
)  # fmt: skip
PAP_FULL = ReportDialect(
    "post-affiliate-pro", "Post Affiliate Pro, full export", "order_rows", ("USERID", "ORDERID", "TOTALCOST",
    "RSTATUS"),
    _PAP_COLUMNS, _PAP_STATES, change=_pap, skips="they are clicks or impressions, or name neither order nor person",
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
        {"utm_source": ("name",), "sessions": ("visitors",)}, dimensions="utm_source",
    ),
    "utm_contents.csv": ReportDialect(
        "plausible", "Plausible, UTM contents", "visit_rows", ("name", "visitors"),
        {"utm_content": ("name",), "sessions": ("visitors",)}, dimensions="utm_content",
    ),
    "utm_campaigns.csv": ReportDialect(
        "plausible", "Plausible, UTM campaigns", "visit_rows", ("name", "visitors"),
        {"utm_campaign": ("name",), "sessions": ("visitors",)}, dimensions="utm_campaign",
    ),
}  # fmt: skip
"""Known by the names of the archive's members: their columns are all alike. One dimension a file, never crossed."""

_COSTS = ("platform", "format", "posted", "reach", "views", "likes", "clicks", "cost")
DIALECTS = (
    SHOPIFY, MATRIXIFY, WOO_META, WOO_LINES, WOO_OTHER, *WOO_ANALYTICS, PAP, PAP_FULL, DUB, IMPACT, AWIN, AMAZON,
    AFFILIATEWP, MATOMO, META,
    *(ReportDialect(OWN.name, OWN.title, OWN.table, ("ambassador", name), OWN.columns) for name in _COSTS),
)  # fmt: skip

MAPPED_ORDERS = ReportDialect("mapped-orders", "orders by --map", "order_rows", (), {}, change=_network, once=True)
MAPPED_VISITS = ReportDialect("mapped-visits", "visits by --map", "visit_rows", (), {}, dimensions="map")
MAPPED_POSTS = ReportDialect("mapped-posts", "posts by --map", "post_rows", (), {})

_WORD = re.compile(r"[^\W\d_]")


def count_known(names: Sequence[str]) -> int:
    """How many names of a row are columns that some dialect needs."""
    known_names = {
        fold_name(name) for dialect in DIALECTS for names in dialect.needed_columns() for name in names
    } | GA4_NAMES
    return sum(fold_name(name) in known_names for name in names if _WORD.search(name))
