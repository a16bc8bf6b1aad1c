"""Markdown to Prose: safe HTML with slots for links, cards and pictures."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from html import unescape

from generator.problems import Place, Report
from generator.prose.markdown_html import SCHEMES, TooDeepError, render_html
from generator.prose.parts import CardSlot, LinkSlot, PictureSlot, Prose

LONGEST = 40_000  # letters; far beyond a story
# Python-Markdown looks for the end of each of these through the whole text, so their number bounds what one
# file can cost: 300 `[` in 40,000 letters take 4 seconds, 50,000 of them would take ten minutes.
MOST = {"[": 300, "<": 500}

# nh3 writes attributes in double quotes with `"` escaped, so these cannot be fooled by what stands in a value.
_ATTRIBUTES = r'((?: [a-z]+="[^"]*")*)'
_SLOT = re.compile(rf"<p>\s*<img{_ATTRIBUTES}>\s*</p>|<img{_ATTRIBUTES}>|<a{_ATTRIBUTES}>")
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_WRITTEN_SCHEME = re.compile(
    r"""(?:\]\(\s*<?|href\s*=\s*+["']?\s*+|^[ ]{0,3}\[[^\]\n]{1,200}\]:\s*<?)([a-zA-Z][a-zA-Z0-9+.-]*):""", re.MULTILINE
)
_LINKED_SCHEME = re.compile(r"\]\(\s*<?([a-zA-Z][a-zA-Z0-9+.-]*):")
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_DEAD = re.compile(r"<a(?: title=\"[^\"]*\")?>(.*?)</a>", re.DOTALL)  # the sanitiser took its address out
_ANY_TAG = re.compile(r"<[^>]*>")


def render_prose(text: str, place: Place, folder: str, report: Report, top: int = 3) -> Prose:
    """Render a text. `folder` (from the site's folder) is where its pictures' paths begin; `top` its highest heading.

    What the text may not hold is left out and reported at `place`'s file.
    """
    if len(text) > LONGEST:
        message = f"this text has {len(text):,} letters; {LONGEST:,} is the most"
        report.error("text-too-long", message, place, "shorten it")
        return Prose()
    for sign, most in MOST.items():
        if text.count(sign) > most:
            message = f"this text has {text.count(sign):,} signs `{sign}`; {most} is the most"
            report.error("text-too-tangled", message, place, "split it, or take out what is not needed")
            return Prose()
    try:
        html, removed = render_html(text, top)
    except TooDeepError:
        report.error("markdown-too-deep", "quotes or lists are nested too deeply here", place, "use fewer levels")
        return Prose()
    for tag in sorted(removed):
        report.warning(
            "html-left-out", f"`<{tag}>` is not allowed in a text and was left out",
            Place(place.file, find=f"<{tag}"), "write Markdown, or simple tags such as <em>",
        )  # fmt: skip
    _report_schemes(text, html, place, report)
    paragraphs = (_plain(match[1]) for match in _PARAGRAPH.finditer(html))
    return Prose(
        tuple(_parts(html, place, folder, report)),
        opening=next((paragraph for paragraph in paragraphs if paragraph), ""),
        words=len(_plain(html).split()),
    )


def _report_schemes(text: str, html: str, place: Place, report: Report) -> None:
    """Report links that the sanitiser took the address out of, where their schemes are written if that is found."""
    hint = "links begin with https://, product:, mailto:, tel:, # or /"
    told = 0
    seen: Counter[str] = Counter()
    # Seeking them in every way that they can be written takes ten times as long as seeking them in links.
    only_links = "href" not in text and "]:" not in text
    clean = only_links and SCHEMES.issuperset(map(str.lower, _LINKED_SCHEME.findall(text)))
    for scheme in () if clean else _WRITTEN_SCHEME.findall(text):
        if scheme.lower() not in SCHEMES:
            here = Place(place.file, find=f"{scheme}:", nth=seen[scheme])
            report.error("unsafe-link", f"a link may not begin with `{scheme.lower()}:`", here, hint)
            seen[scheme] += 1
            told += 1
    for dead in () if told else _DEAD.findall(html):
        words = _plain(dead)[:60]
        here = Place(place.file, find=words)
        report.error("unsafe-link", f"the link `{words}` leads nowhere that a link may", here, hint)


def _plain(html: str) -> str:
    return unescape(_ANY_TAG.sub("", html)).strip()


def _parts(html: str, place: Place, folder: str, report: Report) -> list[str | LinkSlot | CardSlot | PictureSlot]:
    parts: list[str | LinkSlot | CardSlot | PictureSlot] = []
    seen: Counter[str] = Counter()
    end = 0
    for match in _SLOT.finditer(html):
        parts.append(html[end : match.start()])
        end = match.end()
        alone, inline, anchor = match.groups()
        raw = alone if alone is not None else inline if inline is not None else anchor
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(raw)}
        target = attributes.get("href" if anchor is not None else "src", "")
        here = Place(place.file, find=target, nth=seen[target])
        seen[target] += 1
        if anchor is not None:
            parts.append(_link(target, attributes.get("title", ""), here, report))
        elif alone is not None:
            parts.append(_block(target, attributes.get("alt", ""), here, folder, report))
        else:
            report.error(
                "picture-in-a-sentence", "a picture or product card stands inside a sentence", here,
                "give it a paragraph of its own, with an empty line before and after",
            )  # fmt: skip
    parts.append(html[end:])
    return [part for part in parts if part != ""]


def _link(href: str, title: str, place: Place, report: Report) -> LinkSlot:
    if href.startswith(("//", "\\", "/\\")):
        report.error("unsafe-link", f"`{href[:80]}` does not say where it leads", place, "begin with https://")
        href = ""
    elif href and not _SCHEME.match(href) and href[0] not in "/#":
        hint = "begin with https://, or with / for a page of this site, such as /privacy/"
        report.error("unsafe-link", f"`{href[:80]}` does not say where it leads", place, hint)
    product = href.removeprefix("product:").strip("/") if href.startswith("product:") else ""
    return LinkSlot(href, product, title, place)


def _block(src: str, alt: str, place: Place, folder: str, report: Report) -> CardSlot | PictureSlot | str:
    if src.startswith("product:"):
        return CardSlot(src.removeprefix("product:").strip("/"), place)
    if _SCHEME.match(src) or src.startswith(("/", "\\")) or not src:
        report.error(
            "picture-from-elsewhere", f"the picture `{src[:80]}` does not lie beside the text", place,
            "put the file into the content folder and name it by its path from this file",
        )  # fmt: skip
        return ""
    if not alt.strip():
        report.error(
            "missing-alt", f"the picture `{src[:80]}` has no alt text", place, "write ![what it shows](file.jpg)"
        )
    path = posixpath.normpath(f"{folder}/{src}")
    if path.split("/")[0] != folder.split("/")[0]:
        report.error("outside-content", f"`{src[:80]}` leads out of the content folder", place)
        return ""
    return PictureSlot(path, alt, place)
