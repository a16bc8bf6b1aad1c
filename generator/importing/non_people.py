"""Removal of rows that are not people from a sheet of people: notes, group titles, and totals with other texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

from generator.importing.entry import SheetEntry, SheetSource
from generator.importing.evidence import identity_texts, is_given
from generator.importing.totals import is_total

_NOTE = re.compile(
    r"(?:last )?(?:update[ds]?|modified|exported|created|generated|as of|status as of|stand|aktualisiert|exportiert|"
    r"mis(?:e)? à jour|màj|actualizado|actualización|aggiornato|atualizado|bijgewerkt|aktualizacja|notes?|nb|source|"
    r"legend|hinweis|quelle|anmerkung|remarque|nota|fuente)\b(?:\s*:|.*[0-9])",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?:[*†‡※#>→]+|\(?[0-9]{1,2}\))\s*(?:=|\S+\s+\S+\s+\S)")
"""A mark before at least three words: `* paused until January`. Two words may be a name."""
_GROUP = re.compile(
    r"(?:.*\W)?(?:influencers?|influencer\*innen|creators?|ambassadors|affiliates?|partners|talents?|athletes|prospects|"
    r"leads|candidates|applicants|waitlist|waiting list|tier ?[0-9a-c]?|nano|micro|macro|mega|botschafter(?:\W?innen)?|"
    r"ambassadeurs|ambassadrices|embajador(?:e|a)s|influenceu(?:rs|ses)|créateurs|creadoras?|creadores)"
    r"(?:\s*[(\[]?[0-9]+[)\]]?)?\s*:?",
    re.IGNORECASE,
)


_TEST = (
    "(?:tests?|testing|tester|demo|example|sample|dummy|placeholder|fake|prueba|ejemplo|prova|esempio|teste|exemplo|"
    "exemple|beispiel|muster|voorbeeld|przykład|тест|テスト|测试)"
)
_TESTS = re.compile(
    rf"{_TEST}(?:[\s_-]*(?:{_TEST}|user|person|account|name|creator|influencer|ambassador|profile|profil|row|entry|nutzer|"
    r"konto))?[\s_-]*[0-9]{0,4}|(?:john|jane) doe|(?:max|erika) mustermann|lorem ipsum|asdf\w*|foo|foo bar|qwerty\w*|"
    "abc|xyz",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"@\s*\S+|[a-z0-9]+(?:[._]+[a-z0-9]+)+_*|_+[a-z0-9._]+|[a-z0-9.]+_+", re.ASCII)


def drop_non_people(entries: Iterable[SheetEntry], slugs: Container[str], source: SheetSource) -> list[SheetEntry]:
    """Return the entries that look like people, and report the others.

    An entry with an account, a code or an id is a person, and so is one whose address is in `slugs`. Of new people,
    report a name that does not look like one.
    """
    people = []
    for entry in entries:
        column = entry.columns.get("name")
        is_known = is_given(entry, source) or entry.slug in slugs
        what = "" if is_known else _what(entry, source)
        if not what or identity_texts(entry, source, "ambassadors"):
            people.append(entry)
            if not is_known and (doubt := what or _doubt(entry.label.strip())):
                where = source.at(entry.row, column)
                message = f"{where}: `{entry.label[:60]}` looks like {doubt}, and was read as the name of a person"
                hint = (
                    f"write the person's name; if the row is not a person, delete it and the folder of `{entry.slug}`"
                )
                source.report.warning("doubtful-name", message, source.place(entry.row, column), hint)
            continue
        where = source.at(entry.row, column)
        message = f"{where}: `{entry.label[:60]}` is {what}, not a person, so the row was left out"
        hint = "if it is a person, give the row an account or a code, or write `slug` into a column"
        source.report.warning("not-a-person", message, source.place(entry.row, column), hint)
    return people


def _doubt(name: str) -> str:
    """Return what a doubtful name looks like; "" for a plausible name."""
    if _TESTS.fullmatch(name):
        return "a test"
    return "a handle" if _HANDLE.fullmatch(name) else ""


def _what(entry: SheetEntry, source: SheetSource) -> str:
    name = entry.label.strip()
    alone = sum(bool(cell.strip()) for cell in entry.row.cells) == 1 and len(source.layout.used_columns) > 1
    if is_total(name):
        return "a total"
    if _NOTE.match(name):
        return "a note"
    if alone and _FOOTNOTE.match(name):
        return "a note"
    if alone and _GROUP.fullmatch(name):
        return "the title of a group"
    if any(char.isdigit() for char in name) and not any(unicodedata.category(char)[0] in "LS" for char in name):
        return "a number"
    return ""
