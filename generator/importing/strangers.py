"""Rows of a sheet of people that are no people: totals, notes, titles of groups."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

from generator.importing.entry import Entry, Source
from generator.importing.evidence import identity_texts, is_given

_TOTALS = frozenset(
    (
        *(
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sub total",
            "sum",
            "average",
            "avg",
            "mean",
            "median",
            "count",
        ),
        *("summe", "gesamt", "gesamtsumme", "zwischensumme", "durchschnitt", "mittelwert", "anzahl"),
        *("somme", "total général", "sous-total", "moyenne", "suma", "promedio", "total general", "totale", "somma"),
        *("soma", "média", "totaal", "som", "gemiddelde", "razem", "średnia", "итого", "всего", "合計", "合计", "总计"),
    )
)
_NOTE = re.compile(
    r"(?:last )?(?:update[ds]?|modified|exported|created|generated|as of|status as of|stand|aktualisiert|exportiert|"
    r"mis(?:e)? à jour|màj|actualizado|actualización|aggiornato|atualizado|bijgewerkt|aktualizacja|notes?|nb|source|"
    r"legend|hinweis|quelle|anmerkung|remarque|nota|fuente)\b(?:\s*:|.*[0-9])",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:.*\W)?(?:influencers?|influencer\*innen|creators?|ambassadors|affiliates?|partners|talents?|athletes|prospects|"
    r"leads|candidates|applicants|waitlist|waiting list|tier ?[0-9a-c]?|nano|micro|macro|mega|botschafter(?:\W?innen)?|"
    r"ambassadeurs|ambassadrices|embajador(?:e|a)s|influenceu(?:rs|ses)|créateurs|creadoras?|creadores)"
    r"(?:\s*[(\[]?[0-9]+[)\]]?)?\s*:?",
    re.IGNORECASE,
)


def drop_strangers(entries: Iterable[Entry], known: Container[str], source: Source) -> list[Entry]:
    """Return the entries that are people, as far as their words tell; the others are reported.

    Whoever has an account, a code or an id is one, and so is somebody `known` by that address.
    """
    kept = []
    for entry in entries:
        what = "" if is_given(entry, source) or entry.slug in known else _what(entry, source)
        if not what or identity_texts(entry, source, "ambassadors"):
            kept.append(entry)
            continue
        where = source.at(entry.row, entry.columns.get("name"))
        message = f"{where}: `{entry.label[:60]}` is {what} and no person, so the row was left out"
        hint = "if it is a person, give the row an account or a code, or write `slug` into a column"
        source.report.warning("not-a-person", message, source.place(entry.row), hint)
    return kept


def _what(entry: Entry, source: Source) -> str:
    name = entry.label.strip()
    alone = sum(bool(cell.strip()) for cell in entry.row.cells) == 1 and len(source.layout.used) > 1
    if name.casefold().rstrip(" :") in _TOTALS:
        return "a total"
    if _NOTE.match(name):
        return "a note"
    if alone and _GROUP.fullmatch(name):
        return "the title of a group"
    if any(char.isdigit() for char in name) and not any(unicodedata.category(char)[0] in "LS" for char in name):
        return "a number"
    return ""
