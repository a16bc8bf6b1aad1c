"""The detection of syntax from other tools, which a page would show as plain text, with advice for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.problems import Report
from generator.prose.source import ProseSource

_MOST = 20  # of one kind in one text


class _Kind(NamedTuple):
    """A kind of foreign syntax. Without `sign` in the text, nothing can match; `message` shows the match.

    The pattern is compiled when a text first has the sign: most builds never need most of them.
    """

    sign: str
    pattern: str
    message: str
    help: str


_PLAIN_WORDS = "write plain words, or leave it out"
_MARKDOWN = "write Markdown; a video has its own key in the profile, `video:`"
_STANDS = "the page shows {} unchanged"
# A pattern runs only if the text has its sign.
_SHORTCODE = (
    r"\[(?<![\\!\]\[]\[)(?:/[a-z][a-z0-9_-]{0,40}\](?![(\[:])|"
    r"""/?[a-z][a-z0-9_-]{1,40}(?:[ ]+[a-z_-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\]\s]+))+[ ]*/?\](?![(\[])|"""
    r"(?<![^\n]\[)(?:gallery|playlist|video|audio|embed|caption|toc|TOC|_TOC_)\][ ]*$)"
)
_ATTRIBUTES = (
    r"(?<=[^\s{])[ ]?\{:?[ ]?[.#][A-Za-z][^{}\n]{0,100}\}|^\{:[^{}\n]{1,100}\}|"
    r"(?<=[)\]*_`])\{[a-z-]{1,40}=[^{}\n]{1,100}\}"
)
_FORMULA = (  # not `$5 and $10`, nor `US$ 5 = CA$ 7`
    r"\$(?<![\w\\$]\$)(?:[A-Za-z]|(?=[^\s$\d])(?=[^$\n]{0,300}[\\^_{}=])[^$\n]{1,300}(?<=[^\s$]))\$(?![\w$])|"
    r"^[ ]{0,3}\$\$[ ]*$"
)
_DEFINITION = r"\n:(?<![\n]\n:)[ ]{1,4}[^\s|:-][^\n]{0,100}$"


def _between(sign: str, inner: str = "") -> str:
    """Return the pattern of words between two equal signs that touch them."""
    pattern = re.escape(sign[0])
    return (
        rf"(?<![{pattern}\w\\]){re.escape(sign)}(?=[^\s{pattern}{inner}])[^{pattern}\n]{{1,300}}(?<=[^\s{pattern}])"
        rf"{re.escape(sign)}(?![{pattern}\w])"
    )


def _script(sign: str) -> str:
    """Return the pattern of a few letters between two signs that touch a word: `H~2~O`, `x^2^`."""
    pattern = re.escape(sign)
    return rf"{pattern}(?<=[\w)]{pattern})(?=[^\W_]|[+−-]\d)[\w+−.-]{{1,20}}{pattern}(?![{pattern}\d])"


_KINDS = (
    _Kind("{{", r"\{\{[<%]?[^{}\n]{0,300}\}\}", f"the shortcode {_STANDS}", _MARKDOWN),
    _Kind("{%", r"(?<!\{)\{%[^{}\n]{0,300}%\}(?!\})", f"the template tag {_STANDS}", _MARKDOWN),
    _Kind(
        "{", _ATTRIBUTES, "the page shows the attributes {} unchanged",
        "delete them: the theme decides how a page looks",
    ),
    _Kind("[", _SHORTCODE, f"the shortcode {_STANDS}", _MARKDOWN),
    _Kind(
        "[[", r"!?\[\[[^\[\]\n]{1,200}\]\]", "the wiki link {} is not a link here",
        "write [words](product:id) or [words](https://…), and ![what it shows](picture.jpg) for a picture",
    ),
    _Kind(
        "^[", r"(?<!\\)\^\[[^\[\]\n]{1,300}\]", "the page shows the footnote {} unchanged",
        "write [^1] here, and the note in a line of its own: [^1]: the note",
    ),
    _Kind(
        "==", _between("=="), "the marked words {} keep their signs",
        "write **words** for strong ones, or <mark>words</mark>",
    ),
    _Kind("++", _between("++"), "the underlined words {} keep their signs", "write *words* or **words**"),
    _Kind("||", _between("||"), "the hidden words {} are not hidden", _PLAIN_WORDS),
    _Kind("%%", _between("%%"), "the comment {} is published", "write <!-- a comment --> for a comment that is not "
    "published"),
    _Kind("~", _between("~", r"\d"), "the words {} are not struck through", "write two signs: ~~words~~"),
    _Kind(
        "~", _script("~"), "the page shows the subscript {} with its signs",
        "write the small character itself, such as ₂, or <sub>2</sub>",
    ),
    _Kind(
        "^", _script("^"), "the page shows the superscript {} with its signs",
        "write the small character itself, such as ², or <sup>2</sup>",
    ),
    _Kind("$$", _between("$$"), f"the formula {_STANDS}", _PLAIN_WORDS),
    _Kind("$", _FORMULA, f"the formula {_STANDS}", _PLAIN_WORDS),
    _Kind("'''", _between("'''"), "the words {} keep their signs", "write **words** for strong ones"),
    _Kind(
        "##", r"^[ ]{0,3}##{1,5}[^\W_][^\n]{0,100}$", "{} is not a heading, and the page shows it unchanged",
        "write a space after the signs: ## Words",
    ),
    _Kind("*[", r"^[ ]{0,3}\*\[[^\[\]\n]{1,60}\]:[^\n]{0,100}$", f"the abbreviation {_STANDS}", _PLAIN_WORDS),
    _Kind(
        ":", r":(?<![\w:./\\]:)(?:(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]{2,40}|[+-]1|100):(?![\w:/])",
        "the emoji {} is not drawn",
        "write the emoji itself, such as \U0001f338",
    ),
    _Kind(
        ":::", r"^[ ]{0,3}:::+[ ]*[^\n]{0,100}$", f"the box {_STANDS}", "write plain words, or a quotation: > words"
    ),
    _Kind(
        "!!!", r"^[ ]{0,3}!!![ ]+[A-Za-z][^\n]{0,100}$", f"the box {_STANDS}",
        "write plain words, or a quotation: > words",
    ),
    _Kind(
        "[!", r"^[ ]{0,3}>[ ]?\[![A-Za-z]{1,20}\][^\n]{0,100}$", f"the sign of a box in {_STANDS}",
        "delete it: a quotation is enough",
    ),
    _Kind(
        "http", r"\bhttps?(?::/(?!/)|;//|(?<=[ps])//|:\\+)[\w-]{1,63}\.[^\s)>]{1,200}",
        "the beginning of the address {} is misspelled, so it is not a link", "write https://",
    ),
    _Kind("\n:", _DEFINITION, f"the definition {_STANDS}", "write a list: - **Term**: what it means"),
)  # fmt: skip
_NOTE = re.compile(r"(?<![\\!])\[\^([^\]\s][^\]\n]{0,100})\](:?)")


def report_not_understood(source: ProseSource, report: Report) -> None:
    """Report the syntax of other dialects, each at its place."""
    words = source.words
    for kind in _KINDS:
        if kind.sign in words:
            for count, match in enumerate(re.finditer(kind.pattern, words, re.MULTILINE)):
                if count == _MOST:
                    break
                excerpt = f"`{match[0].strip()[:60]}`"
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                place = source.place(start, len(match[0].strip()))
                report.warning("unknown-markup", kind.message.format(excerpt), place, kind.help)
    if "[^" in words:
        _report_notes(source, report)


def _report_notes(source: ProseSource, report: Report) -> None:
    """Report footnotes that the text does not refer to, and references without a footnote."""
    signs: dict[str, re.Match[str]] = {}
    notes: dict[str, re.Match[str]] = {}
    for match in _NOTE.finditer(source.words):
        is_note = bool(match[2]) and _begins_line(source.words, match.start())
        (notes if is_note else signs).setdefault(match[1], match)
    for label, match in _without(signs, notes):
        report.warning(
            "unknown-markup", f"the footnote `[^{label}]` has no text, and the page shows its sign",
            source.place(match.start(), len(match[0])), f"write the note in a line of its own: [^{label}]: the note",
        )  # fmt: skip
    for label, match in _without(notes, signs):
        report.warning(
            "unknown-markup", f"nothing in the text refers to the footnote `[^{label}]`, so it is left out",
            source.place(match.start(), len(match[0])), f"write [^{label}] in the text where it belongs",
        )  # fmt: skip


def _without(
    some: dict[str, re.Match[str]], exceptions: dict[str, re.Match[str]]
) -> Iterator[tuple[str, re.Match[str]]]:
    missing = (pair for pair in some.items() if pair[0] not in exceptions)
    yield from (pair for _, pair in zip(range(_MOST), missing, strict=False))


def _begins_line(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    return at - line <= 3 and not text[line:at].strip()
