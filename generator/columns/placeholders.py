"""Placeholders for an empty cell: `-`, `n/a`, `none`, `TBD`, an error of a spreadsheet."""

from __future__ import annotations

import re
from itertools import chain
from typing import Literal

from generator.columns.cells import clean

_WORDS = frozenset(
    chain(
        # English, and what programs write
        ("n/a", "n.a", "na", "n a", "none", "no", "nope", "nil", "null", "nan", "undefined", "unknown", "not known"),
        ("not applicable", "not available", "not yet", "not provided", "not specified", "nothing", "no response"),
        ("no answer", "empty", "blank", "no data", "missing", "no value", "not set", "unset", "to follow", "to come"),
        ("tbd", "tba", "tbc", "todo", "to do", "to be defined", "to be decided", "to be confirmed", "to be announced"),
        ("to be determined", "pending", "xx", "xxx", "xxxx", "false"),
        # German, French, Spanish, Italian, Portuguese, Dutch, Polish
        ("keine", "keiner", "keins", "kein", "k.a", "k. a", "keine angabe", "nicht vorhanden", "unbekannt", "entfällt"),
        ("offen", "folgt", "nein", "leer", "nicht bekannt"),
        ("aucun", "aucune", "néant", "sans objet", "s/o", "s.o", "inconnu", "inconnue", "non renseigné", "nc", "n/c"),
        ("n.c", "non", "rien", "vide", "à définir", "à confirmer", "à venir", "pas de réponse"),
        ("ninguno", "ninguna", "nada", "sin datos", "desconocido", "desconocida", "no aplica", "no procede"),
        ("s/d", "s.d", "sin respuesta", "por definir", "por confirmar", "pendiente", "vacío", "no tiene"),
        ("nessuno", "nessuna", "niente", "sconosciuto", "n/d", "nd", "n.d", "non disponibile", "non applicabile"),
        ("da definire", "da confermare", "vuoto"),
        ("nenhum", "nenhuma", "não", "não tem", "não informado", "desconhecido", "não se aplica", "a definir"),
        ("geen", "nee", "onbekend", "niet van toepassing", "nvt", "n.v.t", "niet bekend", "leeg", "volgt"),
        ("brak", "nie", "nie dotyczy", "nieznany", "nieznana", "nie podano", "bd", "b.d", "nd"),
        # other languages
        ("無し", "なし", "無", "无", "沒有", "没有", "없음", "нет", "не указано", "нету", "لا يوجد", "אין", "yok"),
        ("inga", "ingen", "不明", "未定", "無回答", "нет данных", "none yet"),
    )
)  # fmt: skip
Kind = Literal["text", "name", "place", "flag", "id", "code"]
"""Kind of a column: a `name` may be `Nada`, a `place` `NC`, a `flag` and a `code` may be `no`, and no `id` is `0`."""
_SAY_NO = frozenset(
    ("no", "nein", "non", "não", "nie", "nee", "нет", "false", "pending", "pendiente", "offen", "folgt")
)
_NO_NAMES = frozenset(
    (
        *("n/a", "n.a", "none", "null", "nan", "undefined", "unknown", "not applicable", "not available", "tbd", "tba"),
        *("tbc", "todo", "no name", "k.a", "keine angabe", "no response", "xxx", "aucun", "ninguno", "nessuno"),
    )
)
_SIGNS = frozenset("-–—−‒―_.…·•?¿!/\\|*~()[]{}<>:;,'\"=+ ")
_ERROR = re.compile(
    r"#(?:N/A|REF|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC|ERROR|GETTING_DATA|FIELD|BLOCKED|UNKNOWN|CONNECT|BUSY"
    r"|NV|BEZUG|WERT|NAME|ZAHL|NOM|VALEUR|NOMBRE|NUL|¡REF|¡VALOR|¿NOMBRE|¡DIV/0|¡NUM|¡NULO|VALOR|RIF|VALORE|NOME"
    r"|N/D|NÚM|NULO|VERW|WAARDE|NAAM|GETAL|LEEG|ADR|ARG|NAZWA|LICZBA|ZERO|OVERLOOP|ÜBERLAUF|PROPAGATION)[!?]?"
    r"|#{3,}",  # a column that was too narrow for its numbers
    re.IGNORECASE,
)


def is_sheet_error(cell: str) -> bool:
    """Return whether a cell shows a spreadsheet error (`#N/A`, `#NV`, `####`): its real value is unknown."""
    return cell.startswith("#") and _ERROR.fullmatch(clean(cell)) is not None


def is_empty(cell: str) -> bool:
    """Return whether a cell is empty in any column: a placeholder that does not mean `no`, or an error."""
    return is_sheet_error(cell) or (is_placeholder(cell) and clean(cell).casefold() not in _SAY_NO)


def is_placeholder(cell: str, kind: Kind = "text") -> bool:
    """Return whether a cell is a placeholder for no value."""
    text = clean(cell)
    if not text or len(text) > 40:
        return False
    if not re.search(r"[^\W_]", text) and not re.search("[✓✔☑✅❌✗✘☐]", text):
        # Signs alone are placeholders: `-`, `—`, `?`, `...`, `_`, `()`. Emojis and currency signs may be real text.
        return all(letter in _SIGNS for letter in text)
    bare = re.sub(r"^[(\[<{_*]+|[)\]>}_*.!?…]+$", "", text).strip().casefold()
    bare = re.sub(r"\s*[\\/]\s*", "/", bare)
    if kind == "name":
        return bare in _NO_NAMES
    if kind in ("id", "code") and not bare.strip("0"):
        return True
    is_answer = (kind in ("flag", "code") and bare in _SAY_NO) or (kind == "place" and len(bare) < 3)
    return bare in _WORDS and not is_answer
