"""The stage that turns Markdown into Prose: safe HTML with slots for links, cards and pictures."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from urllib.parse import unquote

from generator.problems import Place, Report
from generator.prose.bounds import report_too_much
from generator.prose.letters import describe_hidden, find_hidden, is_mark
from generator.prose.markdown_blocks import TooDeepError
from generator.prose.markdown_html import SCHEMES, render_html
from generator.prose.not_understood import report_not_understood
from generator.prose.parts import SLOT, CardSlot, LinkSlot, PictureSlot, Prose
from generator.prose.source import ProseSource

_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WRITTEN_SCHEME = re.compile(
    r"""(?:\]\(\s*<?|href\s*=\s*+["']?\s*+|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s*<?)([a-zA-Z][a-zA-Z0-9+.-]*):""", re.MULTILINE
)
_LINKED_SCHEME = re.compile(r"\]\(\s*<?([a-zA-Z][a-zA-Z0-9+.-]*):")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_END_OF_LINK = re.compile(r"</a>")
_NOTE_SIGN = re.compile(r'<sup id="[^"]*"><a [^>]*>[0-9]+</a></sup>|<a href="#fnref[^>]*>[^<]*</a>')
_ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,40};?")
_SAFE_TAG = re.compile(r"<(/?)(?!img|br|hr)([a-z0-9]+)")
_SHORT_NAME = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}(?:[/?#]|\Z)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_VIDEO_TAGS = frozenset({"iframe", "video", "embed", "object"})
_HARMLESS_HINT = "write Markdown, or simple tags such as <em>"


def render_prose(
    text: str, place: Place, folder: str, report: Report, top: int = 3, host: str = "", first_line: int = 0
) -> Prose:
    """Render a text. The paths of its pictures begin at `folder` (from the site's folder).

    `top` is its highest heading. `host` is the shop's: its bare addresses become links. `first_line` is the number of
    lines before the text in `place`'s file. Forbidden parts are dropped and reported.
    """
    source = ProseSource(text, place, first_line)
    if report_too_much(source, report):
        return Prose()
    try:
        html, removed_tags = render_html(text, top, host)
    except TooDeepError:
        report.error("markdown-too-deep", "quotes or lists are nested too deeply here", place, "use fewer levels")
        return Prose()
    if "&" in text and _report_hidden(html, source, report):
        return Prose()
    report_not_understood(source, report)
    for tag in sorted(removed_tags):
        _report_removed(tag, source, report)
    has_reported = _report_schemes(source, report)
    paragraphs = (_plain(match[1]) for match in _PARAGRAPH.finditer(html))
    return Prose(
        tuple(_parts(html, source, folder, report, has_reported)),
        opening=next((paragraph for paragraph in paragraphs if paragraph), ""),
        words=len(_plain(html).split()),
    )


def _report_hidden(html: str, source: ProseSource, report: Report) -> bool:
    """Report a forbidden letter that was written as an entity. Return whether there is one.

    The file itself has none (`content/decode.py`). `&shy;` is allowed, because its writer can see it.
    """
    letter = find_hidden(unescape(html).replace("\u00ad", ""))
    if letter is None:
        return False
    entities = list(_ENTITY.finditer(source.words))
    match = next((entity for entity in entities if unescape(entity[0]) == letter[1]), entities[0] if entities else None)
    place = source.place(match.start(), len(match[0])) if match else source.place(0)
    message, hint = describe_hidden(letter[1])
    report.error("stacked-marks" if is_mark(letter[1]) else "invisible-character", message, place, hint)
    return True


def _report_removed(tag: str, source: ProseSource, report: Report) -> None:
    """Report a removed tag at its first place."""
    match = re.search(rf"<{re.escape(tag)}(?![A-Za-z0-9-])[^<>]*>?", source.words, re.IGNORECASE)
    place = source.place(match.start(), len(match[0].partition("\n")[0])) if match else source.place(0)
    hint = _HARMLESS_HINT
    if tag in _VIDEO_TAGS:
        hint = "a video has its own key in the profile: `video: {url: https://…, title: …}`"
    elif tag in ("style", "script", "link"):
        hint = "delete it: the theme decides how a page looks"
    what = " with everything in it" if tag in ("style", "script") else ""
    report.warning("html-left-out", f"`<{tag}>` is not allowed in a text and was left out{what}", place, hint)


def _report_schemes(source: ProseSource, report: Report) -> bool:
    """Report the schemes that no link may have, at their places. Return whether there are any."""
    text = source.words
    has_reported = False
    # A search for every spelling takes ten times as long as a search in links.
    only_links = "href" not in text and "]:" not in text
    if only_links and SCHEMES.issuperset(map(str.lower, _LINKED_SCHEME.findall(text))):
        return False
    for match in _WRITTEN_SCHEME.finditer(text):
        if match[1].lower() not in SCHEMES:
            here = source.place(match.start(1), len(match[1]) + 1)
            hint = "links begin with https://, product:, mailto:, tel:, # or /"
            report.error("unsafe-link", f"a link may not begin with `{match[1].lower()}:`", here, hint)
            has_reported = True
    return has_reported


def _plain(html: str) -> str:
    if "fnref" in html:
        html = _NOTE_SIGN.sub("", html)
    return unescape(_ANY_TAG.sub("", html)).strip()


def _parts(
    html: str, source: ProseSource, folder: str, report: Report, has_reported: bool
) -> list[str | LinkSlot | CardSlot | PictureSlot]:
    """Cut out the slots. `has_reported` says that an earlier check has reported a link without an address."""
    parts: list[str | LinkSlot | CardSlot | PictureSlot] = []
    open_tags = _OpenTags(html)
    end = 0
    for number, match in enumerate(SLOT.finditer(html), 1):
        parts.append(html[end : match.start()])
        end = match.end()
        alone, figure, caption, inline, anchor = match.groups()
        raw = next(group for group in (alone, figure, inline, anchor) if group is not None)
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(raw)}
        here = source.link(number)
        if anchor is not None:
            closing = _END_OF_LINK.search(html, end)
            inside = html[end : closing.start() if closing else end]
            words = _plain(inside)[:60]
            if not words and "<img" not in inside and attributes.get("href"):
                hint = "write [words](address), or delete it"
                report.warning("empty-link", "this link has no words, so visitors cannot see it", here, hint)
            if not attributes.get("href") and not ("href" not in attributes and has_reported):
                _report_nowhere("href" in attributes, words, here, report)
            parts.append(_link(attributes.get("href", ""), attributes.get("title", ""), here, report))
        elif holders := open_tags.at(match.start()):
            _report_inline(attributes.get("src", ""), holders, here, report)
        else:
            words = unescape(caption or "").strip() or attributes.get("title", "")
            parts.append(_block(attributes.get("src", ""), attributes.get("alt", ""), words, here, folder, report))
    parts.append(html[end:])
    return [part for part in parts if part != ""]


def _report_nowhere(empty: bool, words: str, place: Place, report: Report) -> None:
    if empty:
        hint = f"write where it leads, such as [{words or 'words'}](product:id), or delete the brackets"
        report.error("empty-link", f"the link `{words}` has no address", place, hint)
    else:
        hint = "links begin with https://, product:, mailto:, tel:, # or /"
        report.error("unsafe-link", f"the link `{words}` leads to an address that links cannot have", place, hint)


class _OpenTags:
    """The open elements at a place of safe HTML. The caller asks for places in ascending order."""

    def __init__(self, html: str) -> None:
        self._html, self._read_to, self._open = html, 0, list[str]()

    def at(self, place: int) -> list[str]:
        for tag in _SAFE_TAG.finditer(self._html, self._read_to, place):
            if not tag[1]:
                self._open.append(tag[2])
            elif self._open:
                self._open.pop()
        self._read_to = place
        return self._open


def _report_inline(src: str, holders: list[str], place: Place, report: Report) -> None:
    if not src:
        _report_no_file(place, report)
    elif _from_elsewhere(src):
        _report_elsewhere(src, place, report)
    else:
        where, hint = "is inside a sentence", "give it a paragraph of its own, with an empty line before and after"
        if "a" in holders:
            where, hint = "is the text of a link", "remove the link from it, and write the link in words below it"
        elif "table" in holders:
            where, hint = "is in a table", "give it a paragraph of its own, above or below the table"
        elif holders[0][0] == "h":
            where = "is in a heading"
        report.error("picture-in-a-sentence", f"a picture or product card {where}", place, hint)


def _link(href: str, title: str, place: Place, report: Report) -> LinkSlot:
    if href.startswith(("//", "\\", "/\\")):
        report.error("unsafe-link", f"`{href[:80]}` does not say where it leads", place, "begin with https://")
        href = ""
    elif href and not _SCHEME.match(href) and href[0] not in "/#":
        report.error("unsafe-link", f"`{href[:80]}` does not say where it leads", place, _hint_at(href))
    product = href.removeprefix("product:").strip("/") if href.startswith("product:") else ""
    return LinkSlot(href, product, title, place)


def _hint_at(href: str) -> str:
    """Return a guess of the intended address of a link without a scheme."""
    if _SHORT_NAME.fullmatch(href):
        return f"write product:{href} for the product of this name, or /{href}/ for a page of this site"
    if _HOST.match(href):
        return f"write https://{href[:80]}"
    return "begin with https://, with product: for a product, or with / for a page of this site"


def _block(src: str, alt: str, caption: str, place: Place, folder: str, report: Report) -> CardSlot | PictureSlot | str:
    if src.startswith("product:"):
        return CardSlot(src.removeprefix("product:").strip("/"), place)
    if not src:
        _report_no_file(place, report)
        return ""
    if _from_elsewhere(src):
        _report_elsewhere(src, place, report)
        return ""
    if not alt.strip():
        report.error(
            "missing-alt", f"the picture `{src[:80]}` has no alt text", place, "write ![what it shows](file.jpg)"
        )
    path = posixpath.normpath(f"{folder}/{unquote(src)}")
    if path.split("/")[0] != folder.split("/")[0] or "\0" in path:
        report.error("outside-content", f"`{src[:80]}` leads out of the content folder", place)
        return ""
    return PictureSlot(path, alt, place, caption)


def _from_elsewhere(src: str) -> bool:
    return not src.startswith("product:") and (_SCHEME.match(src) is not None or src.startswith(("/", "\\")))


def _report_elsewhere(src: str, place: Place, report: Report) -> None:
    report.error(
        "picture-from-elsewhere", f"the picture `{src[:80]}` is not in the content folder", place,
        "put the file into the content folder and name it by its path from this file",
    )  # fmt: skip


def _report_no_file(place: Place, report: Report) -> None:
    report.error("empty-link", "this picture names no file", place, "write ![what it shows](file.jpg)")
