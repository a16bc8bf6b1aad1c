"""Removal of rows of totals from a sheet, before anything else reads its cells."""

from __future__ import annotations

import re
from collections.abc import Container

from msgspec.structs import replace

from generator.columns.cells import clean
from generator.columns.field import plain
from generator.columns.placeholders import is_placeholder
from generator.importing.dialects import OUR_EXPORT
from generator.importing.layout import Layout
from generator.problems import Place, Report
from generator.tables.delimited import find_cell
from generator.tables.table import Row, Table

_WORDS = frozenset(
    (
        *("total", "totals", "grand total", "sub total", "subtotal", "sum", "average", "avg", "mean", "median"),
        *("count", "minimum", "maximum", "overall", "ø", "∑", "σ"),
        *("summe", "gesamt", "gesamtsumme", "endsumme", "zwischensumme", "gesamtergebnis", "insgesamt", "mittelwert"),
        *("durchschnitt", "anzahl", "somme", "sous total", "total général", "ensemble", "moyenne", "médiane"),
        *("suma", "suma total", "total general", "promedio", "media", "recuento", "totale", "totale generale", "somma"),
        *("subtotale", "conteggio", "soma", "média", "total geral", "contagem", "totaal", "eindtotaal", "subtotaal"),
        *("som", "gemiddelde", "aantal", "razem", "łącznie", "ogółem", "suma końcowa", "średnia", "celkem", "součet"),
        *("průměr", "spolu", "összesen", "összeg", "átlag", "yhteensä", "keskiarvo", "summa", "totalt", "sammanlagt"),
        *("genomsnitt", "medelvärde", "gennemsnit", "gjennomsnitt", "i alt", "ukupno", "skupaj", "kokku", "iš viso"),
        *("kopā", "toplam", "genel toplam", "ortalama", "итого", "всего", "итог", "общий итог", "сумма", "среднее"),
        *("разом", "усього", "всього", "сума", "общо", "σύνολο", "μέσος όρος", "jumlah", "rata rata", "tổng"),
        *(
            "tổng cộng",
            "รวม",
            "合計",
            "総計",
            "小計",
            "平均",
            "合计",
            "总计",
            "總計",
            "小计",
            "平均值",
            "합계",
            "총계",
            "평균",
        ),
        *("المجموع", "الإجمالي", "المتوسط", "סהכ", 'סה"כ', "סה״כ", "ממוצע"),
    )
)


def is_total(name: str) -> bool:
    """Return whether a text is a word for a total, such as `Gesamt:`."""
    return all(_bare(part) in _WORDS for part in name.split("/"))


def drop_totals(layout: Layout, table: Table, report: Report, what: str) -> Layout:
    """Return the layout without rows of totals, and report those; `what` is a row's kind: `person` or `product`.

    A cell of such a row is a word for a total, and the others are amounts, empty, or not known (a formula without a
    value). A row with an account, an address or a name of its own is none.
    """
    if layout.dialect is OUR_EXPORT or table.column_names:
        return layout
    head = frozenset(map(plain, layout.header))
    total_rows = [row for row in layout.rows if _is_total_row(row, head)]
    for row in total_rows:
        at = next(at for at, cell in enumerate(row.cells) if _names_total(cell, head))
        line, column = find_cell(table, row, at)
        where = f"{table.unit} {row.number:,}, {layout.describe_column(at)}"
        message = f"{where}: `{row.text(at)[:60]}` is a total, not a {what}, "
        hint = f"if it is a {what}, give the row an {'account' if what == 'person' else 'address'}"
        name = "not-a-person" if what == "person" else "left-out-row"
        report.warning(name, f"{message}so the row was left out", Place(table.file, line=line, column=column), hint)
    numbers = {row.number for row in total_rows}
    return (
        replace(layout, rows=tuple(row for row in layout.rows if row.number not in numbers)) if total_rows else layout
    )


def _is_total_row(row: Row, head: Container[str]) -> bool:
    texts = [text for at, cell in enumerate(row.cells) if (text := cell.strip()) and at not in row.spoiled_cells]
    real_texts = [text for text in texts if not (_is_amount(text) or is_placeholder(text))]
    return bool(real_texts) and all(_names_total(text, head) for text in real_texts)


def _names_total(text: str, head: Container[str]) -> bool:
    """Return whether a text is a word for a total, perhaps with an amount or a column's name: `Total (45)`.

    `Totaal / Totale` says it in two languages.
    """
    if "/" in text and len(text) <= 80:
        return all(_names_total(part, head) for part in text.split("/"))
    words = _bare(text).split(" ") if len(text) <= 80 else []
    for most in range(min(len(words), 3), 0, -1):
        if " ".join(words[:most]) in _WORDS:
            remaining_words = " ".join(words[most:])
            return not remaining_words or plain(remaining_words) in head or _is_amount(remaining_words)
    return False


def _is_amount(text: str) -> bool:
    """Return whether a text is a number with a sign, a currency or one word: `42k`, `CHF 1.200,00`, `45 people`.

    Letters that touch the digit after them belong to a code or a handle.
    """
    if len(text) > 80 or "@" in text or not re.search("[0-9]", text):
        return False
    return len(re.findall(r"[^\W\d_]+", text)) < 2 and not re.search(r"[^\W\d_][0-9]|[^\W\d_]{4}.*[0-9]", text)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[\-–—:=()\[\]*_#|]+", " ", clean(text).casefold()).strip(" .").split())
