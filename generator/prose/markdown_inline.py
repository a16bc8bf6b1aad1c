"""Inline syntax that Python-Markdown lacks: bare addresses, and a backslash as a line break."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

import markdown
from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor, InlineProcessor
from markdown.util import AtomicString

TRACE_LETTER = "[\U000f0000-\U000fffff]"
"""Letters that stand for positions: see trace.py."""

# Not within a word, a path, another address or an e-mail address. https://github.github.com/gfm/#autolinks-extension-
_BEFORE = rf"(?<![A-Za-z0-9/.@=<-])(?<![A-Za-z0-9]_)(?<![A-Za-z0-9]__)({TRACE_LETTER}?)"
# Arrows and pictograms right after an address end it; no shop has them in one.
_SIGNS = "\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_ADDRESS_SIGN = rf"[^\s<>\x02\x03\"|\[\]{{}}\\^`“”„«»‹›「」『』【】《》〈〉，。、！？：；（）{_SIGNS}]"
_OPEN = rf"(?:https?://|www\.){_ADDRESS_SIGN}+"
_AT_END = "?!.,:;*_~'’…"


class BareLinks(InlineProcessor):
    """The pattern for bare addresses: `https://…`, `www.…`, and the shop's own host, with or without a path.

    `host` is the shop's, "" for none.
    """

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__("", md)
        self.look_for("")

    def look_for(self, host: str, has_trace: bool = False) -> None:
        """Set the host for the next texts. With `has_trace`, they have letters that encode positions."""
        self.host, self._has_trace = host, has_trace
        self.compiled_re = bare_addresses(host)

    def may_match(self, text: str) -> bool:
        """Return whether a text can contain an address."""
        lower_text = text.lower()
        return "://" in lower_text or "www." in lower_text or (self.host != "" and self.host in lower_text)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], _data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link of an address, without the punctuation after it."""
        address = without_end(m[2])
        host = re.split("[/?#]", address.partition("://")[2] or address, maxsplit=1)[0]
        if not re.fullmatch(r"(?!www\.[^.]*\Z)[^.].*\..+", host, re.IGNORECASE):
            return None, None, None
        href = address if "://" in address else f"https://{address}"
        link = Element("a", {"href": m[1] + href if self._has_trace else href})
        link.text = AtomicString(address)
        return link, m.start() if self._has_trace else m.start(2), m.start(2) + len(address)


class CodeSpans(BacktickInlineProcessor):
    """The pattern for code between two equally long runs of backticks.

    A run without a second one is text (CommonMark, section 6.1).
    """

    def __init__(self) -> None:
        super().__init__(BACKTICK_RE)

    def find_code_spans(  # type: ignore[override]  # as the library has it, and its types do not
        self, start: int, text: str
    ) -> tuple[int, int | None]:
        """Return the start and end of the code. The library would search letter by letter."""
        match = _TICKS.match(text, start)
        if match is None:
            return start, None
        closing = _run_of(min(len(match[0]), 100)).search(text, match.end())
        return match.end(), closing.start() if closing else None


_TICKS = re.compile("`+")


@lru_cache(maxsize=128)
def _run_of(length: int) -> re.Pattern[str]:
    return re.compile(f"(?<!`)`{{{length}}}(?!`)")


@lru_cache(maxsize=64)
def bare_addresses(host: str) -> re.Pattern[str]:
    """Return the pattern of bare addresses for the shop's `host`: group 2 is the address, group 1 a traced letter."""
    own = rf"|(?:[a-z0-9-]{{1,63}}\.){{0,4}}{re.escape(host)}(?![\w-]|\.\w)(?::[0-9]{{1,5}})?(?:[/?#]{_ADDRESS_SIGN}*)?"
    return re.compile(f"{_BEFORE}({_OPEN}{own if host else ''})", re.IGNORECASE)


def without_end(address: str) -> str:
    """Return an address without trailing punctuation, and without a bracket that it does not open."""
    address = address.removesuffix("'s")
    open_ = address.count("(") - address.count(")")
    end = len(address)
    while end and (address[end - 1] in _AT_END or (address[end - 1] == ")" and open_ < 0)):
        open_ += address[end - 1] == ")"
        end -= 1
    return address[:end]
