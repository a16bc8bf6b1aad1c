"""Mistakes in a site: wrong values, keys, bytes and files. Each is a small value that hypothesis can shrink."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.hostile import files, payloads
from tests.hostile.whole_sites import PICTURES, DrawnSite, Raw

# ruff: noqa: E501 (a list of odd texts is read best in one piece)

RAW = [
    "!!python/object/apply:os.system ['touch pwned']", "!!binary aGk=", "!x y", "&a x", "*a", "&a [*a]", "|\n    a\n    b", ">-\n    a",
    "? x", "- x", "{a: b, a: c}", "[a, [b, [c]]]", "[" * 40 + "]" * 40, "{a: " * 30 + "b" + "}" * 30, "'", '"', '"\\x00"', '"\\ud800"',
    '"\\u202e"', "~", "null", "yes", "0x1F", "1e999", ".inf", "-0", "9" * 400, "012", "12:30", "1_000", "2026-02-30", "0000-00-00",
    "10000-01-01", "<<", "# nothing", "@a", "`a`", "%a", "a: b: c", "---", "...", "\t", "{}", "[]", "[{}]", "x #y", "=", "2026-11-22",
]  # fmt: skip
TEXT = [
    "le\u0301a", "l\u00e9a", "\u212b", "ﬀ", "\u202eael", "\u2066a\u2069", "a\u200bb", "a\u00adb", "\ufeffa", "\x00", "\x1b[31m", "a\x85b", "a\u2028b",
    "\U000e0041", "a" + "\u0336" * 60, "Z" * 301, "z" * 5000, "  ", "", "{name}", "{{ 7 * 7 }}", "%s%n", "../../../../etc/passwd", "/etc/passwd",
    "file:///etc/passwd", "C:\\con", "nul", "con.png", "images", ".", "..", "images/../site.yaml", "../../images/DOT.PNG", "../../images/dot.png/",
    "https://shop.example@canary.example/", "https://shop.example.canary.example/", "//canary.example", "javascript:alert(1)", "https://[::1", "https://shop.example/?utm_source=rival",
    "https://shop.example/?own=rival&a_aid=rival", "https://shop.example/\r\nX: y", "https://xn--a.example/", "https://shop.example:99999/", "HTTPS://SHOP.EXAMPLE/%", "mailto:a@b.example",
    "true", "false", "null", "story", "faq", "dew", "plain", "en", "xx", "fr-FR", "EUR", "lea", "zoe", "balm", "frost", "own", "utm", "awin", "literal", "shopify-cart",
    "#ffffff", "#fff}body{display:none}", "a@b.example", "+1 202 555 0143", "=cmd|'/c calc'!A1", "{ambassador}", "{id}", "{dest}", "{dest|base64}", "<.{sub}>", "{", "<", "[a-z]+", "(a+)+$",
    "Europe/../../etc/passwd", "9999-12-31", "0001-01-01", "999999999999", "0.5", "1e3", "-1", "٣",
]  # fmt: skip
attacks = st.builds(payloads.line, st.randoms(use_true_random=False), st.integers(1, 9))
odd_texts = st.sampled_from(TEXT) | st.text(max_size=40) | attacks
KEYS = [
    "name",
    "extra",
    "Name",
    "name ",
    "é",
    "utm_source",
    "<<",
    "0",
    "a" * 300,
    "__class__",
    "on",
    "constructor",
    "en",
    "src",
]
odd_keys = st.sampled_from(KEYS) | st.text(max_size=8)
odd = st.sampled_from(RAW).map(Raw) | odd_texts
odd |= st.recursive(
    odd, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd_keys, inner, max_size=3), max_leaves=5
)
bodies = st.text(max_size=60) | st.builds(payloads.story, st.randoms(use_true_random=False), st.integers(1, 9))
bodies |= st.sampled_from(sorted(files.MARKDOWN.values(), key=len)[:60])


@dataclass(frozen=True)
class Mistake:
    """One change: `how` at the `node`-th place of the `file`-th file, modulo their number."""

    how: str
    file: int
    node: int = 0
    value: Any = None

    def change(self, site: DrawnSite) -> DrawnSite:
        """Return the site with another value, key or text, or an equal site if this mistake changes bytes or files."""
        site = deepcopy(site)
        if self.how == "body" and site.bodies:
            name = _nth(sorted(site.bodies), self.file)
            site.bodies[name] = f"{site.bodies[name]}\n\n{self.value}\n"
        if self.how in ("value", "drop", "key", "more") and site.data:
            data = site.data[_nth(sorted(site.data), self.file)]
            holder, key = _nth([(data, None), *_nodes(data)][1:] or [(data, None)], self.node)
            if key is None:
                return site
            if self.how == "value":
                holder[key] = self.value
            elif self.how == "drop":
                del holder[key]
            elif isinstance(holder, dict):
                holder[str(self.value)] = holder.pop(key) if self.how == "key" else deepcopy(holder[key])
        return site

    def spoil(self, content: Path) -> None:
        """Change bytes of a file, or replace a file."""
        names = sorted(path for path in content.rglob("*") if path.is_file() and not path.is_symlink())
        if self.how == "bytes" and names:
            path, (length, more) = _nth(names, self.file), self.value
            data = path.read_bytes()
            at = self.node % (len(data) + 1)
            path.write_bytes(data[:at] + more + data[at + length :])
        elif self.how == "disk" and names:
            path = _nth(names, self.file)
            with suppress(OSError, shutil.Error):  # a mistake that the disk refuses cannot happen
                DISK[self.value](path, _nth(names, self.node))


def _nth(items: list[Any], number: int) -> Any:
    return items[number % len(items)]


def _nodes(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, inner in list(value.items()) if isinstance(value, dict) else list(enumerate(value)):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _nodes(inner)


def _replace_by(make: Callable[[Path], object]) -> Callable[[Path, Path], object]:
    def act(path: Path, _: Path) -> None:
        path.unlink()
        make(path)

    return act


def _replace_by_link(path: Path, target: Path) -> None:
    path.unlink()
    path.symlink_to(path if path == target else os.path.relpath(target, path.parent))


def _rename_by(name: Callable[[str], str], keep: bool) -> Callable[[Path, Path], object]:
    def act(path: Path, _: Path) -> None:
        new = path.with_name(name(path.name))
        shutil.copyfile(path, new) if keep else path.rename(new)

    return act


def _replace_by_foreign_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to("/etc")


DISK: dict[str, Callable[[Path, Path], object]] = {
    "gone": lambda path, _: path.unlink(),
    "empty": lambda path, _: path.write_bytes(b""),
    "folder": _replace_by(lambda path: path.mkdir()),
    "pipe": _replace_by(os.mkfifo),
    "device": _replace_by(lambda path: path.symlink_to("/dev/zero")),
    "secret": _replace_by(lambda path: path.symlink_to("/etc/passwd")),
    "nowhere": _replace_by(lambda path: path.symlink_to("nowhere")),
    "link": _replace_by_link,
    "other": lambda path, other: path.write_bytes(other.read_bytes()),
    "folder elsewhere": lambda path, _: _replace_by_foreign_folder(path.parent),
    "folder of itself": lambda path, _: (path.parent / "again").symlink_to("."),
    "whole folder gone": lambda path, _: shutil.rmtree(path.parent),
    "other case": _rename_by(str.upper, True),
    "other form": _rename_by(lambda name: name.replace("e", "e\u0301"), True),
    "hidden": _rename_by(lambda name: f".{name}", False),
    "left by an editor": _rename_by(lambda name: f"{name}~", True),
    "yml": _rename_by(lambda name: name.replace(".yaml", ".yml"), False),
    "two endings": _rename_by(lambda name: f"{name}.md", True),
    "a line in the name": _rename_by(lambda name: f"a\n{name}", True),
    "no letters": lambda path, _: Path(os.fsdecode(os.fsencode(path.parent) + b"/\xff\xfe" + os.fsencode(path.suffix))).write_bytes(path.read_bytes()),
    "both forms": lambda path, _: (path.parent.parent / f"{path.parent.name}.md").write_bytes(b"---\nname: X\n---\nHello.\n"),
    "a device's name": lambda path, _: (path.parent / f"con{path.suffix}").write_bytes(path.read_bytes()),
    "another picture": lambda path, _: path.write_bytes(PICTURES["dot.gif"]),
    "half": lambda path, _: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
}  # fmt: skip

_number = st.integers(0, 5000)
_byte_sequence = st.sampled_from(
    [
        b"\0",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\r",
        b"\xc2\x85",
        b": ",
        b"- ",
        b"\n",
        b"\n---\n",
        b"&a ",
        b"*a ",
        b"!!x ",
        b"<<: ",
        b"{",
        b"[",
        b'"',
        b"'",
        b"|\n",
        b"#",
        b"\t",
        b"%YAML 9\n",
        b"\xef\xbb\xbf",
    ]
)
mistakes = (
    st.builds(Mistake, st.just("value"), _number, _number, odd)
    | st.builds(Mistake, st.just("value"), _number, _number, odd_texts)
    | st.builds(Mistake, st.sampled_from(["key", "more"]), _number, _number, odd_keys)
    | st.builds(Mistake, st.just("drop"), _number, _number)
    | st.builds(Mistake, st.just("body"), _number, st.just(0), bodies)
    | st.builds(
        Mistake,
        st.just("bytes"),
        _number,
        _number,
        st.tuples(st.integers(0, 40), st.binary(max_size=20) | _byte_sequence),
    )
    | st.builds(Mistake, st.just("disk"), _number, _number, st.sampled_from(sorted(DISK)))
)
