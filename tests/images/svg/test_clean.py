"""Tests that a cleaned SVG keeps its drawing, and that an SVG that runs, loads or unfolds something is refused."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from generator.images.errors import PictureError
from generator.images.svg.clean import clean_svg, svg_size

NS = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'

UNFOLDS = "".join(
    f'<g id="a{level}">' + f'<use href="#a{level - 1}"/>' * 10 + "</g>" for level in range(1, 9)
)  # fmt: skip

ATTACKS = {
    "script": "<svg {ns}>\n<script>alert(1)</script></svg>",
    "script in svg prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg">\n<s:script/></s:svg>',
    "script in html": '<svg {ns}>\n<script xmlns="">alert(1)</script></svg>',
    "onload": '<svg {ns}\nonload="alert(1)"/>',
    "ONCLICK": '<svg {ns}>\n<rect ONCLICK="alert(1)"/></svg>',
    "foreignObject": "<svg {ns}>\n<foreignObject><p/></foreignObject></svg>",
    "outside picture": '<svg {ns}>\n<image href="https://evil.example/p.png"/></svg>',
    "outside picture by xlink": '<svg {ns} {xlink}>\n<image xlink:href="//evil.example/p.png"/></svg>',
    "svg in data": '<svg {ns}>\n<image href="data:image/svg+xml;base64,AAAA"/></svg>',
    "script address": '<svg {ns}>\n<a href="javascript:alert(1)"><path/></a></svg>',
    "use of another file": '<svg {ns}>\n<use href="other.svg#x"/></svg>',
    "use of data": '<svg {ns}>\n<use href="data:image/png;base64,AAAA"/></svg>',
    "feImage": '<svg {ns}>\n<filter><feImage href="#a"/></filter></svg>',
    "animated href": '<svg {ns}>\n<animate attributeName="href" values="javascript:alert(1)"/></svg>',
    "set": '<svg {ns}>\n<set attributeName="onload" to="alert(1)"/></svg>',
    "css import": "<svg {ns}>\n<style>@import 'https://evil.example/a.css';</style></svg>",
    "css import in cdata": "<svg {ns}>\n<style><![CDATA[@IMPORT url(//evil.example);]]></style></svg>",
    "css font": "<svg {ns}>\n<style>@font-face{{font-family:a;src:url(//evil.example)}}</style></svg>",
    "css url": "<svg {ns}>\n<style>path{{fill:url(https://evil.example/#a)}}</style></svg>",
    "css url after a local one": '<svg {ns}>\n<path style="fill:url(#a);mask:url(//evil.example)"/></svg>',
    "css escape": '<svg {ns}>\n<path style="fill:u\\72l(//evil.example)"/></svg>',
    "css escape in attribute": '<svg {ns}>\n<path fill="\\75rl(//evil.example)"/></svg>',
    "css by entity": '<svg {ns}>\n<path fill="&#117;rl(//evil.example)"/></svg>',
    "image-set": "<svg {ns}>\n<path style=\"cursor:image-set('//evil.example')\"/></svg>",
    "expression": '<svg {ns}>\n<path style="width:expression(alert(1))"/></svg>',
    "binding": '<svg {ns}>\n<path style="-moz-binding:url(#a)"/></svg>',
    "entity": '<!DOCTYPE svg [\n<!ENTITY a "b">]><svg {ns}>&a;</svg>',
    "billion laughs": '<!DOCTYPE svg [\n<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><svg {ns}>&b;</svg>',
    "external entity": '<!DOCTYPE svg [\n<!ENTITY a SYSTEM "file:///etc/passwd">]><svg {ns}>&a;</svg>',
    "entity of a missing dtd": '<!DOCTYPE svg SYSTEM "x.dtd">\n<svg {ns}>&a;</svg>',
    "style sheet": '<?xml version="1.0"?>\n<?xml-stylesheet href="https://evil.example/a.css"?><svg {ns}/>',
    "iframe": '<svg {ns}>\n<iframe src="https://evil.example"/></svg>',
    "deep": "<svg {ns}>\n" + "<g>" * 90 + "</g>" * 90 + "</svg>",
    "unfolding": '<svg {ns}><g id="a0"><path/></g>\n' + UNFOLDS + '<use href="#a8"/></svg>',
    "holding itself": '<svg {ns}>\n<g id="a"><use href="#a"/></g></svg>',
    "pattern of itself": '<svg {ns}>\n<pattern id="a"><path fill="url(#a)"/></pattern></svg>',
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_in_an_svg_is_refused_with_its_line(name: str) -> None:
    line = 1 if name == "onload" else 2  # the line where the tag begins
    text = ATTACKS[name].replace("{{", "{").replace("}}", "}").replace("{ns}", NS).replace("{xlink}", XLINK)
    with pytest.raises(PictureError) as caught:
        clean_svg(text.encode())
    assert caught.value.name == "unsafe-svg"
    if not name.startswith(("entity", "billion", "external")):
        assert caught.value.line == line
    assert caught.value.message.startswith("the SVG holds ")


def test_a_logo_from_a_drawing_program_is_cleaned() -> None:
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Some Program -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg {NS} {XLINK} xmlns:ink="http://ink.example" id="Layer_1" data-name="Layer 1" x="0px" viewBox="0 0 80 20">
  <metadata><rdf xmlns="http://rdf.example"/></metadata><ink:view zoom="2"><script/></ink:view>
  <defs><style>.a{{fill:url( "#g" )}}@media (prefers-color-scheme: dark){{.a{{fill:#fff}}}}</style>
  <linearGradient id="g"><stop offset="0" stop-color="rgb(1,2,3)"/></linearGradient></defs>
  <title>Aubine &amp; co &lt;3</title>
  <g transform="translate(1 2)" ink:label="x"><path class="a" d="M0 0 L9 9z"/><use xlink:href="#g"/></g>
  <image href="data:image/png;base64,AAAA"/></svg>"""
    clean = clean_svg(text.encode())
    assert clean_svg(clean) == clean
    root = ElementTree.fromstring(clean)
    assert root.attrib == {"id": "Layer_1", "x": "0px", "viewBox": "0 0 80 20"}
    words = clean.decode()
    assert not re.search("metadata|script|ink|xlink|DOCTYPE|Generator|<[?]xml", words)
    assert 'href="#g"' in words
    assert "Aubine &amp; co &lt;3" in words
    assert "prefers-color-scheme" in words
    assert 'fill:url( "#g" )' in ElementTree.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (b"", "broken-picture", 1),
        (b"<svg>\n<g></svg>", "broken-picture", 2),
        (b"<svg>&nbsp;</svg>", "broken-picture", 1),
        (b"<svg>\xff</svg>", "broken-picture", 1),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "broken-picture", 1),
        (b"\0" * 9, "broken-picture", 1),
        (b'<p:svg xmlns:p="http://other.example"/>', "not-a-picture", 1),
        (b"<html/>", "not-a-picture", 1),
        (b"\x1f\x8b\x08\0", "unsupported-picture", 0),
        (b"<svg>" + b" " * 200_000 + b"</svg>", "picture-too-large", 0),
    ],
)
def test_a_file_that_is_no_svg_is_refused(data: bytes, problem: str, line: int) -> None:
    for read_svg in (clean_svg, svg_size):
        with pytest.raises(PictureError) as caught:
            read_svg(data)
        assert (caught.value.name, caught.value.line) == (problem, line)


def test_other_encodings_come_out_as_utf8() -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?><svg {NS}><title>é</title></svg>'
    assert "é" in clean_svg(text.encode("utf-16")).decode()


def test_a_drawing_without_namespace_and_view_box_gets_them() -> None:
    assert clean_svg(b'<svg width="1in" height="20"/>') == (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 20" width="1in" height="20"/>'
    )


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="120" height="40"', (120, 40)),
        ('width="30mm" height="1in"', (113, 96)),
        ('width="100%" height="100%" viewBox="0 0 80 20"', (80, 20)),
        ('viewBox="0,0,80.4,20"', (80, 20)),
        ('width="160" viewBox="0 0 80 20"', (160, 40)),
        ('height="40" viewBox="0 0 80 20"', (160, 40)),
        ('width="120"', (120, 120)),
        ("", (300, 150)),
        ('viewBox="0 0 0 0"', (300, 150)),
        ('viewBox="a b c d"', (300, 150)),
        ('viewBox="0 0 nan inf"', (300, 150)),
        ('width="1e400" height="-5"', (300, 150)),
        ('width="99999999" height="0.001"', (10000, 1)),
    ],
)
def test_the_size_is_that_of_browsers(attributes: str, size: tuple[int, int]) -> None:
    assert svg_size(f"<svg {NS} {attributes}/>".encode()) == size
