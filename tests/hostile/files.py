"""Bytes that no content file should hold, and traps in the place of a file."""

# ruff: noqa: E501 (a path is read best in one piece)
from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# Bytes. A build reads text files of up to 4,000,000. A tenth of that shows what costs more than linear time.
FULL = 3_999_000 if os.environ.get("HOSTILE") == "full" else 400_000


def _fill(pattern: str) -> bytes:
    return (pattern * (FULL // len(pattern.encode())))[:FULL].encode()


def _fill_with_numbers(pattern: str, head: str = "", tail: str = "") -> bytes:
    size, parts = 0, [head]
    for number in range(FULL):
        parts.append(pattern.replace("N", f"{number:x}"))
        size += len(parts[-1])
        if size > FULL - 100:
            break
    return "".join([*parts, tail]).encode()


LAUGHS = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
)

YAML: dict[str, Callable[[], bytes]] = {
    "deep flow lists": lambda: b"a: " + _fill("["),
    "deep flow maps": lambda: _fill("{a: "),
    "deep block lists": lambda: _fill("- "),
    "deep questions": lambda: _fill("? "),
    "deep indents": lambda: "".join(" " * n + "a:\n" for n in range(int(FULL**0.5 * 0.7))).encode(),
    "laughs": lambda: LAUGHS.encode(),
    "loop": lambda: b"&a [*a]\n",
    "merge bomb": lambda: b"a: &a {b: 1}\nc: {<<: [" + _fill("*a, ")[:-40] + b"*a]}\n",
    "aliases": lambda: b"a: &a x\n" + b"b: [" + _fill("*a,")[:-40] + b"]\n",
    "anchors": lambda: _fill_with_numbers("- &aN x\n"),
    "python tag": lambda: b"name: !!python/object/apply:os.system ['touch /tmp/pwned']\n",
    "tags": lambda: _fill("- !!binary x\n"),
    "directives": lambda: b"%YAML 9.9\n%TAG ! tag:x,2000:\n---\nname: x\n",
    "huge integer": lambda: b"name: x\nfollowers: " + _fill("9")[:-40],
    "huge float": lambda: b"name: x\nfollowers: 1e999999999\nprice: .inf\n",
    "odd days": lambda: b"name: x\nsince: 9999-99-99\nfrom: 10000-01-01\nuntil: 0000-00-00\n",
    "one letter": lambda: b"a" * 10_000_000,
    "one long value": lambda: b"name: " + _fill("a")[:-20],
    "one long key": lambda: _fill("a")[:-20] + b": x\n",
    "long quotes": lambda: b'name: "' + _fill("\\x41")[:-20] + b'"\n',
    "open quote": lambda: b'name: "' + _fill("a\n")[:-20],
    "open brackets": lambda: b"name: [" + _fill("a,\n")[:-20],
    "block of lines": lambda: b"name: |\n" + _fill(" a\n")[:-20],
    "folded blanks": lambda: b"name: >\n" + _fill("\n")[:-20],
    "many keys": lambda: _fill_with_numbers("kN:\n"),
    "many unknown values": lambda: _fill_with_numbers("kN: {nam: a}\n"),
    "many numbers": lambda: _fill_with_numbers("N: N\n"),
    "one key": lambda: _fill("name: x\n"),
    "many entries": lambda: b"favorites:\n" + _fill(" - a\n")[:-40],
    "many flow entries": lambda: b"favorites: [" + _fill("a,")[:-40] + b"a]",
    "many wrong entries": lambda: b"favorites:\n" + _fill(" - {a: b}\n")[:-40],
    "many niches": lambda: b"name: x\nniches:\n" + _fill(" - A A\n")[:-40],
    "many aliases of a page": lambda: b"name: x\naliases:\n" + _fill_with_numbers(" - aN\n"),
    "many questions": lambda: b"name: x\nfaq:\n" + _fill(" - {question: a, answer: b}\n")[:-40],
    "many socials": lambda: b"name: x\nsocials:\n" + _fill_with_numbers(" aN: a\n"),
    "many languages": lambda: b"tagline:\n" + _fill_with_numbers(" aN: a\n"),
    "comments": lambda: _fill("#"),
    "blank lines": lambda: _fill("\n"),
    "tabs": lambda: _fill("\t"),
    "colons": lambda: _fill(": "),
    "colons in a row": lambda: _fill("a:"),
    "ampersands": lambda: _fill("&"),
    "stars": lambda: b"name: " + _fill("*")[:-20],
    "documents": lambda: _fill("---\n"),
    "ends": lambda: _fill("...\n"),
    "fences": lambda: b"---\n" + b"---" + _fill(" \t")[:-20] + b"x\n",
    "no second fence": lambda: b"---\n" + _fill(" ---\n")[:-20],
    "nothing": lambda: b"",
    "a space": lambda: b" ",
    "null": lambda: b"null\n",
    "a text": lambda: b"hello\n",
    "a list": lambda: b"- a\n",
}

ENCODINGS: dict[str, bytes] = {
    "lone surrogate": b"name: a\xed\xa0\x80b\n",
    "escaped surrogate": b'name: "a\\ud800b"\n',
    "surrogate pair": b"name: \xed\xa0\xbd\xed\xb8\x80\n",
    "nul": b"name: a\x00b\n",
    "nuls": b"\x00" * 5000,
    "overlong": b"name: \xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\n",
    "beyond": b"name: \xf4\x90\x80\x80\xf8\x88\x80\x80\x80\n",
    "cut": b"name: \xf0\x9f\x98",
    "two boms": b"\xef\xbb\xbf\xef\xbb\xbfname: x\n",
    "bom inside": b"name: x\n\xef\xbb\xbftagline: y\n",
    "utf-16": "name: é\n".encode("utf-16"),
    "utf-16 without mark": "name: é\n".encode("utf-16-be"),
    "utf-32": "name: é\n".encode("utf-32"),
    "utf-7": b"+AG4AYQBtAGU-: x\n",
    "latin-1": b"name: L\xe9a\n",
    "mac line ends": b"name: x\rtagline: y\r",
    "next lines": "name: x\u0085tagline: y\n".encode(),
    "separators": "name: x\u2028tagline: y\n".encode(),
    "overrides": "name: \u202eael\n".encode(),
    "isolates": "name: \u2066a\u2069\n".encode(),
    "escape": b'name: "\\e]0;x\\a"\n',
    "noncharacters": "name: a\ufffe\uffff\U0001ffff\n".encode(),
    "zalgo": ("name: a" + "\u0336\u0489" * 90 + "\n").encode(),
    "invisible": "name: \u200b\u200d\u2060\u00ad\n".encode(),
    "tag letters": ("name: \U0001f3f4" + "".join(chr(0xE0000 + ord(one)) for one in "gbsct") + "\U000e007f\n").encode(),
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 40,
    "elf": b"\x7fELF\x02\x01\x01" + b"\x00" * 80,
    "png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "html": b"<!doctype html><script>alert(1)</script>",
    "random": bytes((index * 7919 + index // 3) % 256 for index in range(4000)),
}

_MANY = 39_000
MARKDOWN: dict[str, str] = {
    **{f"only {sign!r}": sign * _MANY for sign in "*_`~#>|=-+\\&!()\"':\t\r\n.1"},
    "open brackets": "[" * 300,
    "images": "![" * 300,
    "open links": "[a](" * 300,
    "tags": "<" * 500,
    "open tags": "<a " * 500,
    "open comments": "<!--" * 500,
    "open sections": "<![CDATA[" * 300,
    "instructions": "<?" * 500,
    "closing tags": "</p>" * 500,
    "deep tags": "<b>" * 250 + "</b>" * 250,
    "divs": "<div>\n" * 500,
    "references": "".join(f"[{n}]: b\n" for n in range(300)),
    "named": "[a]" * 300 + "\n\n[a]: b",
    "quotes": "> " * 19_000 + "x",
    "lists": "- " * 19_000 + "x",
    "numbers": "1. " * 13_000 + "x",
    "nested lists": "".join(" " * (4 * n) + "- a\n" for n in range(130)),
    "wide lists": "- a\n" * 9_900,
    "loose lists": "- a\n\n" * 7_900,
    "emphasis": "*a _b " * 6_500,
    "strong": "**a *b " * 5_500,
    "half emphasis": "a**" * 13_000,
    "headings": "# a\n" * 9_900,
    "underlined": "a\n=\n" * 9_900,
    "code": "`a" * 19_000,
    "ticks": " ".join("`" * n for n in range(1, 270)),
    "indents": "    a\n" * 6_500,
    "spaces": " " * _MANY + "x",
    "entities": "&#" * 19_000,
    "numbers of entities": "&#x" + "f" * 38_000 + ";",
    "links": "https://a.example/ " * 2_000,
    "automatic": "<https://a.example>" * 250,
    "slots": "[x](product:cloud-balm)\n\n" * 290,
    "cards": "![](product:cloud-balm)\n\n" * 290,
    "pictures": "![x](dot.png)\n\n" * 290,
    "titles": '[x](a "' * 290,
    "escapes": "\\[" * 150 + "\\<" * 250,
    "markers": "\x02klzzwxh:0\x03" * 10,
    "front matter again": "---\nname: x\n---\n" * 2_000,
}

# Texts in the place of a path of a file.
PATHS = [
    "../../../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "FILE:/etc/passwd", "~/x.png", "~root/x.png",
    "C:\\Windows\\win.ini", "C:/x.png", "\\\\server\\share\\x.png", "//server/share/x.png", "con", "nul", "AUX.png",
    "com1.jpg", "prn", "a" * 250, "a" * 4000, "a/" * 2000 + "x.png", ".", "..", "./", "images", "images/", "images/..",
    "images/../../content/site.yaml", "../content/site.yaml", "site.yaml", "https://x.example/x.png", "data:image/png;base64,AA",
    "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc/passwd", "images/dot.png/", "images/dot.png/x", "images//dot.png", " images/dot.png ",
    "images/dot.png\t", "images/do\u0074\u0301.png", "IMAGES/DOT.PNG", "images/dot.png::$DATA", "images/dot.png.", "images/dot.png ",
    "pipe.png", "device.png", "zero.png", "outside.png", "loop.png", "dangling.png", "socket.png", "folder.png", "outer/passwd", "*",
    "?", "images/[a]", "$HOME", "`id`", "|id", "-rf", "--help", "\u202egnp.x", "images/\u200bdot.png", "é" * 130, "images/nul.png",
]  # fmt: skip


def lay_traps(folder: Path, outside: Path) -> None:
    """Put pipes, devices, a folder and links that lead outside into a folder, except those that the system refuses."""
    os.mkfifo(folder / "pipe.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    (folder / "outside.png").symlink_to(outside)
    (folder / "outer").symlink_to("/etc")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    (folder / "dangling.png").symlink_to(folder / "nothing")
    (folder / "folder.png").mkdir()
    with suppress(OSError):  # only root may make a device
        os.mknod(folder / "device.png", 0o600 | 0o020000, os.makedev(1, 5))
    with suppress(OSError), socket.socket(socket.AF_UNIX) as sock:  # a socket takes no long path
        sock.bind(str(folder / "socket.png"))
