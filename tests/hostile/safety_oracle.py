"""What a published site may hold, looked at by other parsers than the build's own: everything else is a failure."""

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

HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
SPEAKING = {"canonical", "alternate", "next", "prev", "me", "license", "author"}  # a <link> that loads nothing
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
class Expected:
    """What is known of a site: `ids` by slug, and the hosts that links of people may lead to (None: not known)."""

    ids: Mapping[str, str]
    sure: frozenset[str]
    """Those whose ids must stand on each of their links."""
    hosts: tuple[str, ...] | None


def look_over(output: Path, expected: Expected) -> int:
    """Assert that a site is safe; how many tracked links it has."""
    links = 0
    for page in sorted(output.rglob("*.html")):
        links += _look_at(page, output, expected)
    _look_at_lines(output)
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


def _look_at(page: Path, output: Path, expected: Expected) -> int:
    text, links, labelled = page.read_text("utf-8"), 0, False
    assert not HIDDEN.search(text), (page, HIDDEN.search(text))
    slug = page.relative_to(output).parts[0]
    for node in lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8")).iter():
        if not isinstance(node.tag, str):
            continue  # a comment
        where = f"{page.relative_to(output)}: <{node.tag}> {dict(node.attrib)}"[:600]
        assert node.tag in TAGS, where
        assert not [name for name in node.attrib if name.lower().startswith(("on", "style", "srcdoc", "xlink"))], where
        if "data-disclosure" in node.attrib and "hidden" not in node.attrib:
            labelled |= bool(node.text_content().strip())
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
                links += _is_theirs(url, slug, expected, where)
        for url in _loaded(node):
            assert _is_here(url, page, output), f"{url}: {where}"
        href = node.get("href")
        if node.tag in ("a", "area") and href is not None:
            scheme = urlsplit(href).scheme.lower()
            assert scheme in ("", "http", "https", "mailto", "tel"), where
            assert href == href.strip(), where
            if "sponsored" in (node.get("rel") or ""):
                assert labelled, f"no label before {where}"
                links += _is_theirs(href, slug, expected, where)
            elif scheme == "" and not href.startswith("#"):
                assert _is_here(href, page, output), where
    return links


def _loaded(node: lxml_html.HtmlElement) -> Iterator[str]:
    for name in LOADS:
        if (value := node.get(name)) is not None:
            yield from [part.split()[0] for part in value.split(",")] if name.endswith("srcset") else [value]
    if node.tag == "link" and not {*(node.get("rel") or "").split()} <= SPEAKING and node.get("href") is not None:
        yield node.get("href") or ""


def _is_here(url: str, page: Path, output: Path) -> bool:
    """Whether a relative address leads to a file of the site."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or url.startswith("//"):
        return False
    base = urlsplit(SITE).path + "/" + page.parent.relative_to(output).as_posix()
    path = normpath(f"{base}/{unquote(parts.path)}") if not parts.path.startswith("/") else unquote(parts.path)
    below = path.removeprefix(urlsplit(SITE).path).strip("/")
    return (output / below).is_file() or (output / below / "index.html").is_file()


def _is_theirs(url: str, slug: str, expected: Expected, where: str) -> int:
    """Assert that a link is the one of a person, and of nobody else; 1."""
    host = urlsplit(url).hostname or ""
    assert url.startswith(("https://", "http://")), where
    if expected.hosts is not None:
        assert any(host == one or host.endswith(f".{one}") for one in expected.hosts), where
    bare = unquote(unquote(url))
    for other, id_ in expected.ids.items():
        if other != slug:
            assert not re.search(rf"(?<![\w-]){id_}(?![\w-])", bare), f"{other}'s id: {where}"
    if slug in expected.sure:
        assert re.search(rf"(?<![\w-]){expected.ids[slug]}(?![\w-])", bare) or "utm_source=" in bare, where
        assert re.search(rf"utm_source={slug}(?![\w-])", bare), where
    return 1


def _look_at_lines(output: Path) -> None:
    for line in (output / "_headers").read_text("ascii").splitlines():
        assert re.fullmatch(r"|/[!-~]*|  [A-Z][A-Za-z-]+: [ -~]+", line), line
    for line in (output / "_redirects").read_text("ascii").splitlines() if (output / "_redirects").exists() else ():
        assert re.fullmatch(r"/[a-z0-9/-]+ (/[a-z0-9/-]*|https?://[!-~]+) 30[12]", line), line
    robots = (output / "robots.txt").read_text("ascii").splitlines()
    assert all(re.fullmatch(r"|(User-agent|Allow|Disallow|Sitemap): [!-~]*", line) for line in robots), robots


def judge_problems(said: str, site: Path) -> list[dict[str, object]]:
    """Assert that each problem says in one line what is wrong, and where: a file that is there, a line of a text."""
    problems: list[dict[str, object]] = json.loads(said) if said.strip() else []
    for problem in problems:
        told, path = str(problem), site / str(problem["file"])
        assert problem["file"], told
        assert problem["name"], told
        assert 0 < len(str(problem["message"])) < 1500, told
        assert not HIDDEN.search(str(problem["message"]) + str(problem["help"])), told
        assert _stands(path) or "miss" in str(problem["name"]), told
        assert path.resolve().is_relative_to(site.resolve()) or path.is_symlink(), told
        if problem["line"] is None and path.is_file() and not path.is_symlink() and is_text(path):
            raise AssertionError(f"no line: {told}")
    return problems


def _stands(path: Path) -> bool:
    """Whether something is there; a name that is no text is told with U+FFFD for what is none."""
    around = path.parent.iterdir() if path.parent.is_dir() else ()
    return path.exists() or path.name in {re.sub("[\ud800-\udfff]", "\ufffd", one.name) for one in around}


def is_text(path: Path) -> bool:
    """Whether somebody could open a file and go to a line."""
    if path.suffix not in (".yaml", ".md"):
        return False
    data = path.read_bytes()
    try:
        return b"\0" not in data and bool(data.decode("utf-8").strip())
    except UnicodeDecodeError:
        return False
