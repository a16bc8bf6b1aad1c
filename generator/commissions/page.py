"""The statement of one person as a page, in their language. It names no customer."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency
from jinja2 import Environment
from markupsafe import Markup

from generator.commissions.earn import OWN_ORDER
from generator.commissions.statement import Statement, write_amount

_WORDS = {
    "en": {
        "title": "Statement", "opening": "From earlier statements", "earned": "Earned", "reversed": "Reversed",
        "bonus": "Bonuses",
        "payable": "Paid now", "closing": "Open", "lines": "Lines", "day": "Day", "order": "Order", "what": "Type",
        "base": "Base", "rate": "Rate", "amount": "Amount", "status": "Status",
        "none": "There are no sales in this period.",
        "open": "open until {day}", "payable_line": "payable", "reversed_line": "cancelled", "own": "your own order",
        "sale": "",
        "refund": "return",
        "step": "step", "bonus_line": "bonus", "cap": "limit",
        "carried": "The balance is carried over to the next statement.",
        "no_invoice": "This statement is not an invoice.",
    },
    "fr": {
        "title": "Relevé", "opening": "Report", "earned": "Gagné", "reversed": "Repris", "bonus": "Primes",
        "payable": "Versé maintenant", "closing": "En attente", "lines": "Lignes", "day": "Jour", "order": "Commande",
        "what": "Objet", "base": "Base", "rate": "Taux", "amount": "Montant", "status": "État",
        "none": "Il n’y a rien pour cette période.", "open": "en attente jusqu’au {day}", "payable_line": "à payer",
        "reversed_line": "annulée", "own": "votre propre commande",
        "sale": "", "refund": "retour", "step": "palier", "bonus_line": "prime",
        "cap": "plafond", "carried": "Le solde est reporté sur le prochain relevé.",
        "no_invoice": "Ce relevé n’est pas une facture.",
    },
    "de": {
        "title": "Abrechnung", "opening": "Übertrag", "earned": "Verdient", "reversed": "Zurückgenommen",
        "bonus": "Boni",
        "payable": "Jetzt ausgezahlt", "closing": "Offen", "lines": "Zeilen", "day": "Tag", "order": "Bestellung",
        "what": "Was", "base": "Grundlage", "rate": "Satz", "amount": "Betrag", "status": "Stand",
        "none": "In diesem Zeitraum gibt es nichts.", "open": "offen bis {day}", "payable_line": "zahlbar",
        "reversed_line": "storniert", "own": "eigene Bestellung",
        "sale": "", "refund": "Rückgabe", "step": "Stufe", "bonus_line": "Bonus",
        "cap": "Obergrenze", "carried": "Der Betrag wird auf die nächste Abrechnung übertragen.",
        "no_invoice": "Diese Abrechnung ist keine Rechnung.",
    },
    "es": {
        "title": "Liquidación", "opening": "Saldo anterior", "earned": "Ganado", "reversed": "Descontado",
        "bonus": "Primas",
        "payable": "Se paga ahora", "closing": "Pendiente", "lines": "Líneas", "day": "Día", "order": "Pedido",
        "what": "Concepto", "base": "Base", "rate": "Tasa", "amount": "Importe", "status": "Estado",
        "none": "No hay nada en este periodo.", "open": "pendiente hasta el {day}", "payable_line": "por pagar",
        "reversed_line": "cancelado", "own": "pedido propio",
        "sale": "", "refund": "devolución", "step": "tramo", "bonus_line": "prima",
        "cap": "tope", "carried": "El saldo pasa a la próxima liquidación.",
        "no_invoice": "Esta liquidación no es una factura.",
    },
    "ar": {
        "title": "كشف حساب", "opening": "رصيد سابق", "earned": "مكتسب", "reversed": "مخصوم", "bonus": "مكافآت",
        "payable": "يُدفع الآن", "closing": "معلّق", "lines": "البنود", "day": "اليوم", "order": "الطلب",
        "what": "البيان",
        "base": "الأساس", "rate": "النسبة", "amount": "المبلغ", "status": "الحالة", "none": "لا شيء في هذه الفترة.",
        "open": "معلّق حتى {day}", "payable_line": "مستحق الدفع", "reversed_line": "ملغى", "own": "طلبك الشخصي",
        "sale": "", "refund": "إرجاع",
        "step": "شريحة", "bonus_line": "مكافأة", "cap": "حد أقصى", "carried": "يُرحَّل الرصيد إلى الكشف التالي.",
        "no_invoice": "هذا الكشف ليس فاتورة.",
    },
    "he": {
        "title": "דוח עמלות", "opening": "יתרה קודמת", "earned": "נצבר", "reversed": "קוזז", "bonus": "בונוסים",
        "payable": "לתשלום כעת", "closing": "פתוח", "lines": "שורות", "day": "יום", "order": "הזמנה", "what": "פירוט",
        "base": "בסיס", "rate": "שיעור", "amount": "סכום", "status": "מצב", "none": "אין דבר בתקופה זו.",
        "open": "פתוח עד {day}", "payable_line": "לתשלום", "reversed_line": "בוטל", "own": "הזמנה שלך",
        "sale": "", "refund": "החזרה",
        "step": "מדרגה", "bonus_line": "בונוס", "cap": "תקרה", "carried": "היתרה עוברת לדוח הבא.",
        "no_invoice": "דוח זה אינו חשבונית.",
    },
}  # fmt: skip
_FROM_RIGHT = ("ar", "he")
LANGUAGES = tuple(_WORDS)


def render_statement(
    statement: Statement,
    name: str,
    locale: str,
    brand: str,
    period: str,
    currency: str,
    unit: int,
    products: Mapping[str, str],
) -> bytes:
    """Render the page; a language without words of its own is English. `products` has their names by their ids."""
    language = locale.partition("-")[0]
    language = language if language in _WORDS else "en"
    words = _WORDS[language]
    folder = files("generator.commissions") / "templates"
    style = (folder / "statement.css").read_text("utf-8")

    def money(amount: int) -> str:
        return format_currency(Decimal(write_amount(amount, unit)), currency, locale=language)

    lines = []
    for one in statement.lines:
        day = format_date(one.day, "medium", locale=language)
        kind = words["bonus_line"] if one.kind == "bonus" else words[one.kind]
        status = {
            "open": words["open"].format(
                day=format_date(one.payable_from, "medium", locale=language) if one.payable_from else "–"
            ),
            "payable": words["payable_line"],
            "reversed": words["own" if one.note == OWN_ORDER else "reversed_line"],
        }[one.status]
        what = ": ".join(filter(None, (kind, products.get(one.label, one.label) or one.rule)))
        lines.append((day, one.order, what, money(one.base) if one.order else "", one.rate, money(one.amount), status))
    month = format_skeleton("yMMMM", date.fromisoformat(f"{period}-01"), locale=language)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = Environment(autoescape=True).from_string((folder / "statement.html").read_text("utf-8"))
    titles = [words[key] for key in ("day", "order", "what", "base", "rate", "amount", "status")]
    figures = [
        (words[key], money(statement.sums[key]))
        for key in ("opening", "earned", "reversed", "bonus", "payable", "closing")
    ]
    safe = Markup(style)  # noqa: S704 - our own file
    page = template.render(
        locale=language, direction="rtl" if language in _FROM_RIGHT else "ltr", digest=f"sha256-{digest}",
        words=words, month=month, name=name, brand=brand,
        style=safe, figures=figures, lines=lines, titles=titles, carried=statement.carried,
    )  # fmt: skip
    return page.encode()
