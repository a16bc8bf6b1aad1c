"""Check with other parsers than the build's own that a published site has only safe content."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from lxml import html as lxml_html

from tests.hostile.whole_sites import SITE

HIDDEN_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
# The relations of a <link> that loads nothing.
PASSIVE_RELATIONS = {"canonical", "alternate", "next", "prev", "me", "license", "author"}
TAGS = frozenset(
    """
    html head meta title link script body main header footer nav aside section article div search address
    h1 h2 h3 h4 h5 h6 p strong em b i u s del ins mark small sub sup abbr kbd samp var cite code pre q blockquote bdi
    bdo wbr dfn data time br hr a span ul ol li dl dt dd figure figcaption picture source img video svg path circle
    g rect line polyline button details summary input label output select option table thead tbody tr th td caption
    noscript text tspan ellipse polygon desc defs
    """.split()  # noqa: SIM905 - a list of a hundred quoted words says no more
)
LOADS = ("src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")


@dataclass(frozen=True)
class KnownLinks:
    """What is known about the links of a site: `ids` by slug, and the hosts of people's links (None: not known)."""

    ids: Mapping[str, str]
    certain_people: frozenset[str]
    """The people whose ids must appear in each of their links."""
    hosts: tuple[str, ...] | None


def check_site(output: Path, known_links: KnownLinks) -> int:
    """Assert that a site is safe, and return the number of its tracked links."""
    links = 0
    for page in sorted(output.rglob("*.html")):
        links += _check_page(page, output, known_links)
    _check_line_files(output)
    root = ET.parse(output / "sitemap.xml").getroot()
    for node in root.iter("{*}loc"):
        assert re.fullmatch(r"https?://[^\s<>\"']+", node.text or ""), node.text
    json.loads((output / "build.json").read_text("utf-8"))
    for path in output.rglob("*"):
        assert not path.is_symlink(), path
        assert path.is_dir() or path.is_file(), path
        if path.suffix == ".svg":
            tags = {node.tag.rpartition("}")[2] for node in ET.parse(path).iter()}
            assert not tags & {"script", "foreignObject", "image", "use", "style", "a", "animate", "set"}, tags
    return links


def _check_page(page: Path, output: Path, known_links: KnownLinks) -> int:
    text, links, has_label = page.read_text("utf-8"), 0, False
    assert not HIDDEN_CHARACTER.search(text), (page, HIDDEN_CHARACTER.search(text))
    slug = page.relative_to(output).parts[0]
    for node in lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")).iter():
        if not isinstance(node.tag, str):
            continue  # a comment
        where = f"{page.relative_to(output)}: <{node.tag}> {dict(node.attrib)}"[:600]
        assert node.tag in TAGS, where
        assert not [name for name in node.attrib if name.lower().startswith(("on", "style", "srcdoc", "xlink"))], where
        if "data-disclosure" in node.attrib and "hidden" not in node.attrib:
            has_label |= bool(node.text_content().strip())
        if node.tag == "script":
            if node.get("type") == "application/ld+json":
                json.loads(node.text)
            else:
                assert node.get("src"), where
                assert not (node.text or "").strip(), where
        if node.tag == "meta" and node.get("http-equiv"):
            assert node.get("http-equiv") == "refresh", where
            start, _, url = (node.get("content") or "").partition("url=")
            assert start == "0; ", where
            assert not set(url) & set(" \"'<>\n\t"), where
            if urlsplit(url).netloc:
                links += _check_owner(url, slug, known_links, where)
        for url in _loads_of(node):
            assert _is_in_site(url, page, output), f"{url}: {where}"
        href = node.get("href")
        if node.tag in ("a", "area") and href is not None:
            scheme = urlsplit(href).scheme.lower()
            assert scheme in ("", "http", "https", "mailto", "tel"), where
            assert href == href.strip(), where
            if "sponsored" in (node.get("rel") or ""):
                assert has_label, f"no label before {where}"
                links += _check_owner(href, slug, known_links, where)
            elif scheme == "" and not href.startswith("#"):
                assert _is_in_site(href, page, output), where
    return links


def _loads_of(node: lxml_html.HtmlElement) -> Iterator[str]:
    for name in LOADS:
        if (value := node.get(name)) is not None:
            yield from [part.split()[0] for part in value.split(",")] if name.endswith("srcset") else [value]
    if (
        node.tag == "link"
        and not {*(node.get("rel") or "").split()} <= PASSIVE_RELATIONS
        and node.get("href") is not None
    ):
        yield node.get("href") or ""


def _is_in_site(url: str, page: Path, output: Path) -> bool:
    """Return whether a relative address leads to a file of the site."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or url.startswith("//"):
        return False
    base = urlsplit(SITE).path + "/" + page.parent.relative_to(output).as_posix()
    path = normpath(f"{base}/{unquote(parts.path)}") if not parts.path.startswith("/") else unquote(parts.path)
    below = path.removeprefix(urlsplit(SITE).path).strip("/")
    return (output / below).is_file() or (output / below / "index.html").is_file()


def _check_owner(url: str, slug: str, known_links: KnownLinks, where: str) -> int:
    """Assert that a link belongs to this person alone, and return 1 as its count."""
    host = urlsplit(url).hostname or ""
    assert url.startswith(("https://", "http://")), where
    if known_links.hosts is not None:
        assert any(host == domain or host.endswith(f".{domain}") for domain in known_links.hosts), where
    bare = unquote(unquote(url))
    for other_slug, id_ in known_links.ids.items():
        if other_slug != slug:
            assert not re.search(rf"(?<![\w-]){id_}(?![\w-])", bare), f"{other_slug}'s id: {where}"
    if slug in known_links.certain_people:
        assert re.search(rf"(?<![\w-]){known_links.ids[slug]}(?![\w-])", bare) or "utm_source=" in bare, where
        assert re.search(rf"utm_source={slug}(?![\w-])", bare), where
    return 1


def _check_line_files(output: Path) -> None:
    for line in (output / "_headers").read_text("ascii").splitlines():
        assert re.fullmatch(r"|/[!-~]*|  [A-Z][A-Za-z-]+: [ -~]+", line), line
    for line in (output / "_redirects").read_text("ascii").splitlines() if (output / "_redirects").exists() else ():
        assert re.fullmatch(r"/[a-z0-9/-]+ (/[a-z0-9/-]*|https?://[!-~]+) 30[12]", line), line
    robots = (output / "robots.txt").read_text("ascii").splitlines()
    assert all(re.fullmatch(r"|(User-agent|Allow|Disallow|Sitemap): [!-~]*", line) for line in robots), robots


def judge_problems(output: str, site: Path) -> list[dict[str, object]]:
    """Assert that each problem has a one-line message, an existing file and, in a text file, a line."""
    problems: list[dict[str, object]] = json.loads(output) if output.strip() else []
    for problem in problems:
        text, path = str(problem), site / str(problem["file"])
        assert problem["file"], text
        assert problem["name"], text
        assert 0 < len(str(problem["message"])) < 1500, text
        assert not HIDDEN_CHARACTER.search(str(problem["message"]) + str(problem["help"])), text
        assert _exists(path) or "miss" in str(problem["name"]), text
        assert path.resolve().is_relative_to(site.resolve()) or path.is_symlink(), text
        if problem["line"] is None and path.is_file() and not path.is_symlink() and is_text(path):
            raise AssertionError(f"no line: {text}")
    return problems


def _exists(path: Path) -> bool:
    """Return whether a path exists. A problem writes U+FFFD for bytes of a name that are no text."""
    neighbours = path.parent.iterdir() if path.parent.is_dir() else ()
    return path.exists() or path.name in {
        re.sub("[\ud800-\udfff]", "\ufffd", neighbour.name) for neighbour in neighbours
    }


def is_text(path: Path) -> bool:
    """Return whether an author could open a file and go to a line."""
    if path.suffix not in (".yaml", ".md"):
        return False
    data = path.read_bytes()
    try:
        return b"\0" not in data and bool(data.decode("utf-8").strip())
    except UnicodeDecodeError:
        return False
