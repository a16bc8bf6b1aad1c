"""Reader for cells of people and shops; it returns the texts that content holds.

Each function returns a text, or raises CellError with the reason, which begins a sentence ("... so the cell was left
out").
"""

from __future__ import annotations

import re

from generator.prose.letters import replace_hidden

_LINK = re.compile(r"(?:\[[^\[\]]*\]\((?=https?://)|<(?=https?://))([^\s()<>]+)[)>]")
_AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:https?://|www\.)\S+\s+(?:\([^()]*\)|[-–—,;|/]\s.*|.*(?:https?://|www\.).*)", re.DOTALL | re.IGNORECASE
)
_EMAIL = re.compile(r"(?<=[^\s@<>()])@[^\s@<>()]+\.[A-Za-z]{2}")
TRUE = frozenset(
    (
        *("true", "yes", "y", "1", "x", "ja", "oui", "si", "sí", "sim", "tak", "vrai", "wahr", "verdadero", "vero"),
        *("verdadeiro", "prawda", "✓", "✔", "✅", "☑"),
    )
)
"""Words and signs for yes."""
FALSE = frozenset(
    (
        *("false", "no", "n", "0", "nein", "non", "não", "nee", "nie", "faux", "falsch", "falso", "✗", "✘", "❌", "☐"),
        *("fałsz", "onwaar"),
    )
)
"""Words and signs for no."""
_IN_STOCK_WORDS = frozenset(
    (
        *("in stock", "instock", "preorder", "backorder", "onbackorder", "available", "auf lager", "lieferbar"),
        *("vorrätig", "verfügbar", "en stock", "disponible", "in magazzino", "disponibile", "em estoque", "em stock"),
        *("disponível", "op voorraad", "beschikbaar", "w magazynie", "dostępny", "limited availability"),
        *("unlimited", "unbegrenzt", "illimité", "ilimitado", "illimitato", "onbeperkt", "bez limitu"),
    )
)
_OUT_OF_STOCK_WORDS = frozenset(
    (
        *("out of stock", "outofstock", "sold out", "unavailable", "discontinued", "nicht auf lager", "ausverkauft"),
        *(
            "nicht vorrätig",
            "nicht verfügbar",
            "vergriffen",
            "rupture de stock",
            "en rupture",
            "épuisé",
            "indisponible",
        ),
        *("agotado", "sin existencias", "no disponible", "esaurito", "non disponibile", "esgotado", "indisponível"),
        *("uitverkocht", "niet op voorraad", "niet beschikbaar", "wyprzedany", "niedostępny", "brak w magazynie"),
    )
)
_IN_STOCK = re.compile(r"([-−]?[0-9]{1,9})(?:[.,]0+)?(?:\s*(?:in stock|left|pcs|units?|stück|st|pièces|auf lager))?")


class CellError(ValueError):
    """A cell that cannot be read; the message gives the reason in one line, and `help` the remedy."""

    def __init__(self, why: str, help: str = "") -> None:
        super().__init__(why)
        self.help = help


def clean(cell: str) -> str:
    """Return a cell's text in one line, without invisible characters."""
    if cell.isascii() and cell.isprintable():  # fast path for most cells
        return " ".join(cell.split())
    return " ".join(replace_hidden(cell.replace("\u2028", " ").replace("\u2029", " ")).split())


def short(cell: str, most: int = 120) -> str:
    """Return the text of a cell that may be a number, a day or a word; raise CellError if it is too long."""
    text = clean(cell)
    if len(text) > most:
        raise CellError(f"`{text[:40]}…` is too long a text for this cell")
    return text


def holds_email(cell: str) -> bool:
    """Return whether a cell contains an e-mail address."""
    return _EMAIL.search(cell) is not None


def read_line(cell: str) -> str:
    """Return any text in one line."""
    return clean(cell)


def read_flag(cell: str) -> str:
    """Return `true` or `false` for yes and no in some languages, and for the stock words of shops and feeds.

    A stock count (`34`, `-3`) is `true` if it is positive.
    """
    text = re.sub(r"\s*\([0-9]{1,9}\)$", "", clean(cell).lower().replace("_", " ").rstrip(".!"))
    if text in TRUE or text in _IN_STOCK_WORDS:
        return "true"
    if text in FALSE or text in _OUT_OF_STOCK_WORDS:
        return "false"
    if match := _IN_STOCK.fullmatch(text):
        return "true" if int(match[1].replace("−", "-")) > 0 else "false"
    raise CellError(f"`{clean(cell)[:40]}` is neither yes nor no, nor a number in stock")


def read_web_address(cell: str) -> str:
    """Return a web address; `//cdn...` and `www....` get https:// before them, and spaces become %20.

    `[View](https://...)` yields the address in it; `&amp;`, as HTML writes `&`, becomes `&`.
    """
    text = replace_hidden(cell).strip()
    if match := _LINK.fullmatch(text):
        text = match[1]
    text = _AMPERSAND.sub("&", text)
    if text.startswith("//"):
        text = f"https:{text}"
    elif re.match(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/|$)", text, re.IGNORECASE):
        text = f"https://{text}"
    return text.replace(" ", "%20")


def read_sole_address(cell: str) -> str:
    """Return a web address that is alone in its cell; raise CellError if a remark or second address follows it."""
    text = replace_hidden(cell).strip()
    if _REMARK.fullmatch(text):
        raise CellError(f"`{text[:60]}` has more than a web address", "write only the address")
    return read_web_address(text)
