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

LANGUAGES = ("en", "fr", "de", "es", "ar", "he")
_WORDS = {
    "title": ("Statement", "Relevé", "Abrechnung", "Liquidación", "كشف حساب", "דוח עמלות"),
    "opening": ("From earlier statements", "Report", "Übertrag", "Saldo anterior", "رصيد سابق", "יתרה קודמת"),
    "earned": ("Earned", "Gagné", "Verdient", "Ganado", "مكتسب", "נצבר"),
    "reversed": ("Reversed", "Repris", "Zurückgenommen", "Descontado", "مخصوم", "קוזז"),
    "bonus": ("Bonuses", "Primes", "Boni", "Primas", "مكافآت", "בונוסים"),
    "payable": ("Paid now", "Versé maintenant", "Jetzt ausgezahlt", "Se paga ahora", "يُدفع الآن", "לתשלום כעת"),
    "closing": ("Open", "En attente", "Offen", "Pendiente", "معلّق", "פתוח"),
    "lines": ("Lines", "Lignes", "Zeilen", "Líneas", "البنود", "שורות"),
    "day": ("Day", "Jour", "Tag", "Día", "اليوم", "יום"),
    "order": ("Order", "Commande", "Bestellung", "Pedido", "الطلب", "הזמנה"),
    "what": ("Type", "Objet", "Was", "Concepto", "البيان", "פירוט"),
    "base": ("Base", "Base", "Grundlage", "Base", "الأساس", "בסיס"),
    "rate": ("Rate", "Taux", "Satz", "Tasa", "النسبة", "שיעור"),
    "amount": ("Amount", "Montant", "Betrag", "Importe", "المبلغ", "סכום"),
    "status": ("Status", "État", "Stand", "Estado", "الحالة", "מצב"),
    "none": (
        "There are no sales in this period.", "Il n’y a rien pour cette période.",
        "In diesem Zeitraum gibt es nichts.", "No hay nada en este periodo.", "لا شيء في هذه الفترة.",
        "אין דבר בתקופה זו.",
    ),
    "open": (
        "open until {day}", "en attente jusqu’au {day}", "offen bis {day}", "pendiente hasta el {day}",
        "معلّق حتى {day}", "פתוח עד {day}",
    ),
    "payable_line": ("payable", "à payer", "zahlbar", "por pagar", "مستحق الدفع", "לתשלום"),
    "reversed_line": ("cancelled", "annulée", "storniert", "cancelado", "ملغى", "בוטל"),
    "own": (
        "your own order", "votre propre commande", "eigene Bestellung", "pedido propio", "طلبك الشخصي",
        "הזמנה שלך",
    ),
    "sale": ("", "", "", "", "", ""),
    "refund": ("return", "retour", "Rückgabe", "devolución", "إرجاع", "החזרה"),
    "step": ("step", "palier", "Stufe", "tramo", "شريحة", "מדרגה"),
    "bonus_line": ("bonus", "prime", "Bonus", "prima", "مكافأة", "בונוס"),
    "cap": ("limit", "plafond", "Obergrenze", "tope", "حد أقصى", "תקרה"),
    "carried": (
        "The balance is carried over to the next statement.", "Le solde est reporté sur le prochain relevé.",
        "Der Betrag wird auf die nächste Abrechnung übertragen.", "El saldo pasa a la próxima liquidación.",
        "يُرحَّل الرصيد إلى الكشف التالي.", "היתרה עוברת לדוח הבא.",
    ),
    "no_invoice": (
        "This statement is not an invoice.", "Ce relevé n’est pas une facture.",
        "Diese Abrechnung ist keine Rechnung.", "Esta liquidación no es una factura.", "هذا الكشف ليس فاتورة.",
        "דוח זה אינו חשבונית.",
    ),
}  # fmt: skip
"""Each word of a statement, in the order of LANGUAGES."""
_FROM_RIGHT = ("ar", "he")


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
    language = language if language in LANGUAGES else "en"
    words = {key: texts[LANGUAGES.index(language)] for key, texts in _WORDS.items()}
    folder = files("generator.commissions") / "templates"
    style = (folder / "statement.css").read_text("utf-8")

    def money(amount: int) -> str:
        return format_currency(Decimal(write_amount(amount, unit)), currency, locale=language)

    def show_day(day: date) -> str:
        return format_date(day, "medium", locale=language)

    lines = []
    for line in statement.lines:
        day = show_day(line.day)
        kind = words["bonus_line"] if line.kind == "bonus" else words[line.kind]
        status = {
            "open": words["open"].format(day=show_day(line.payable_from) if line.payable_from else "–"),
            "payable": words["payable_line"],
            "reversed": words["own" if line.note == OWN_ORDER else "reversed_line"],
        }[line.status]
        what = ": ".join(filter(None, (kind, products.get(line.label, line.label) or line.rule)))
        rate = line.rate
        if line.tier:
            rate += f" ({line.tier}, {show_day(line.tier_day)})" if line.tier_day else f" ({line.tier})"
        lines.append((day, line.order, what, money(line.base) if line.order else "", rate, money(line.amount), status))
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
        style=safe, figures=figures, lines=lines, titles=titles, is_carried=statement.is_carried,
    )  # fmt: skip
    return page.encode()
