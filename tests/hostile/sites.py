"""Sites with an attack in every text of their content, built by the real build.

The module removes and counts the attacks that the build refuses. The others are published, and tests look at them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PIL import Image

from generator.build.options import BuildOptions
from generator.build.run import build_site
from generator.content.yaml_text import DEEPEST
from generator.problems import Place, Problem, Report, Severity
from generator.prose.letters import find_hidden
from generator.prose.render import render_prose
from tests.hostile import payloads

DAY = date(2026, 11, 22)
Keys = tuple[str | int, ...]


class Attack(str):
    """A text that is an attack; the class distinguishes it from plain texts."""

    __slots__ = ()


@dataclass
class HostileSite:
    """A site's content files as data (of Markdown: its front matter), their bodies, and counts of the attacks."""

    files: dict[str, Any] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)
    attack_count: int = 0
    refused_count: int = 0

    @property
    def accepted_count(self) -> int:
        return self.attack_count - self.refused_count


def make(dice: random.Random, people: int, first: int = 1) -> HostileSite:
    """Write attacks into every field; numbers count from `first`."""
    return _Maker(dice, first).site(people)


class _Maker:
    def __init__(self, dice: random.Random, first: int) -> None:
        self.dice, self.number, self.first = dice, first, first

    def text(self) -> Attack:
        return Attack(payloads.line(self.dice, self._next()))

    def web(self) -> Attack:
        start = self.dice.choice(
            ["", "", "https://shop.example/p/", "https://other.example/?q=", "https://shop.example/#"]
        )
        number = self._next()
        return Attack(start + (payloads.markup(self.dice, number) if start else payloads.address(self.dice, number)))

    def _next(self) -> int:
        self.number += 1
        return self.number - 1

    def site(self, people: int) -> HostileSite:
        site = HostileSite()
        site.files["site.yaml"] = self.settings()
        site.files["products.yaml"] = {f"p{index}": self.product(index) for index in range(6)}
        for index in range(2):
            site.files[f"campaigns/c{index}.yaml"] = self.campaign()
            site.files[f"pages/page{index}.md"] = {"title": self.text(), "description": self.text()}
            site.bodies[f"pages/page{index}.md"] = self.paragraphs(site, f"pages/page{index}.md", 6)
        site.files["networks/own.yaml"] = self.network()
        for index in range(people):
            folder = f"ambassadors/q{index}"
            site.files[f"{folder}/profile.yaml"] = self.person(index)
            site.bodies[f"{folder}/story.md"] = self.paragraphs(site, f"{folder}/story.md", 12)
        site.attack_count = self.number - self.first
        return site

    def settings(self) -> dict[str, Any]:
        return {
            "brand": self.text(),
            "url": "https://site.example/team",
            "shop": "https://shop.example",
            "tagline": {"en": self.text(), "fr": self.text()},
            "about": self.text(),
            "contact": self.web(),
            "locale": self.text(),
            "market": self.text(),
            "currency": self.text(),
            "timezone": self.text(),
            "theme": self.text(),
            "logo": self.text(),
            "favicon": self.text(),
            "relationship": self.text(),
            "theme_options": {"accent": self.text(), "portrait": self.text(), self.text(): self.text()},
            "tracking": {
                "scheme": "utm",
                "settings": {"mid": self.text()},
                "campaign": self.text(),
                "utm": {
                    "source": "{ambassador}",
                    "medium": self.text(),
                    "campaign": "{campaign}",
                    "content": "{placement}.{product}<.{channel}>",
                    "term": self.text(),
                    "id": self.text(),
                },
            },
            "channels": ["ig", self.text()],
            "codes": {"template": self.text(), "value": self.text()},
            "index": "true",
            "share_cards": "false",
            "qr_codes": "false",
            "short_links": "true",
        }

    def product(self, index: int) -> dict[str, Any]:
        product = {
            "name": self.text(),
            "url": Attack(f"https://shop.example/p/{index}?q={self.text()}"),
            "price": self.text(),
            "image": {"src": "images/dot.png", "alt": self.text()},
            "description": {"en": self.text(), "de": self.text()},
            "tags": [self.text()],
            "variant": self.text(),
            "available": self.text(),
        }
        if index == 0:
            product["tracking"] = {"scheme": "own", "settings": {"mid": self.text(), "sub": self.text()}}
        return product

    def campaign(self) -> dict[str, Any]:
        offer = {"title": self.text(), "terms": {"en": self.text(), "fr": self.text()}}
        return {"name": self.text(), "utm": self.text(), "from": self.text(), "offer": offer}

    def network(self) -> dict[str, Any]:
        return {
            "title": self.text(),
            "kind": "params",
            "utm": "link",
            "set": {"own": "{ambassador}", "x": self.text()},
            "defaults": {"y": self.text()},
            "hosts": [self.text()],
            "docs": self.text(),
            "note": self.text(),
            "sub": {"pattern": self.text()},
            "utm_key": self.text(),
        }

    def person(self, index: int) -> dict[str, Any]:
        dice, products = self.dice, [f"p{number}" for number in range(6)]
        strict = dice.sample(
            ["locale", "market", "since", "relationship", "followers", "tier", "status", "until", "index"], 2
        )
        return {
            "name": self.text(),
            "handle": self.text(),
            "tagline": self.text(),
            "location": self.text(),
            "portrait": {
                "src": dice.choice(["../../images/dot.png", self.text()]),
                "alt": self.text(),
                "focus": [self.text(), "0.5"],
            },
            "niches": ["skin", self.text()],
            "partner_id": self.text(),
            "code": self.text(),
            "campaigns": ["c0", self.text()],
            "links": {"shop": self.web(), self.text(): self.web()},
            "aliases": [f"old{index}", self.text()],
            "socials": {
                name: self.web() if dice.random() < 0.6 else self.text()
                for name in ("website", "instagram", "mastodon", "substack")
            },
            "favorites": [{"product": product, "note": self.text()} for product in products[:4]],
            "routine": {
                "title": self.text(),
                "steps": [
                    {"image": "../../images/dot.png", "alt": self.text(), "text": self.text(), "product": products[4]},
                    {"text": self.text(), "product": self.text()},
                ],
            },
            "look": {
                "image": "../../images/dot.png",
                "alt": self.text(),
                "spots": [{"product": products[5], "at": ["0.5", self.text()]}],
            },
            "lists": [{"title": self.text(), "products": products}],
            "video": {"title": self.text(), "url": self.web(), "poster": "../../images/dot.png"},
            "proof": [{"text": self.text(), "date": self.text()}, {"text": self.text()}],
            "faq": [{"question": self.text(), "answer": self.text()} for _ in range(2)],
            "sections": [
                "story",
                "routine",
                "favorites",
                "look",
                "lists",
                "video",
                "proof",
                "offer",
                "faq",
                "socials",
                self.text(),
            ],
            **{key: self.text() for key in strict},
        }

    def paragraphs(self, site: HostileSite, file: str, count: int) -> list[str]:
        """Return hostile paragraphs that render together without an error, and count the others as refused."""
        accepted: list[str] = ["The balm is [good](product:p1)."]
        for _ in range(count):
            attack = Attack(payloads.story(self.dice, self._next()))
            report = Report()
            render_prose("\n\n".join([*accepted, attack]), Place(f"content/{file}"), "content/x", report)
            has_reference = re.search(r"product:(?!p[0-5]\b)|\]\(/|href=./|utm_", attack, re.IGNORECASE)
            if report.errors or has_reference or _has_hidden_character(attack):
                site.refused_count += 1
            else:
                accepted.append(attack)
        return accepted


def _has_hidden_character(text: str) -> bool:
    """Return whether a text has a character that no content file may have."""
    return find_hidden(text.replace("\r", "\n")) is not None


def build(site: HostileSite, root: Path, output: Path) -> None:
    """Build the site and remove what the build refuses, until it is published."""
    (root / "content/images").mkdir(parents=True)
    Image.new("RGB", (40, 50), "#c08070").save(root / "content/images/dot.png")
    for _ in range(25):
        lines = {file: _write(site, root, file) for file in site.files}
        for file, body in site.bodies.items():
            if file not in site.files:
                (root / "content" / file).write_text("\n\n".join(body), "utf-8")
        report = Report()
        if build_site(BuildOptions(root, DAY), output, False, report):
            return
        errors = [problem for problem in report if problem.severity is Severity.ERROR]
        assert errors
        _remove_refused(site, errors, lines)
    raise AssertionError(f"the build still refuses the site: {errors[:5]}")


def _write(site: HostileSite, root: Path, file: str) -> dict[int, Keys]:
    path = root / "content" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    lines: list[tuple[str, Keys]] = list(_lines(site.files[file], (), 0))
    text = "".join(f"{line}\n" for line, _ in lines)
    front = file.endswith(".md")
    path.write_text(f"---\n{text}---\n" + "\n\n".join(site.bodies[file]) if front else text, "utf-8")
    return {number: keys for number, (_, keys) in enumerate(lines, 2 if front else 1)}


def _lines(value: Any, keys: Keys, depth: int) -> Iterator[tuple[str, Keys]]:
    """YAML with every scalar on a line of its own, so that a problem's line identifies the value."""
    assert depth < DEEPEST
    pad = "  " * depth
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        start = f"{pad}{_scalar(key)}:" if isinstance(key, str) else f"{pad}-"
        if isinstance(inner, dict | list):
            yield start, (*keys, key)
            yield from _lines(inner, (*keys, key), depth + 1)
        else:
            yield f"{start} {_scalar(inner)}", (*keys, key)


def _scalar(text: str) -> str:
    json_text = json.dumps(str(text), ensure_ascii=False)
    return "".join(
        letter if letter.isprintable() or ord(letter) > 0xFFFF else f"\\u{ord(letter):04x}" for letter in json_text
    )


def _remove_refused(site: HostileSite, problems: list[Problem], lines: dict[str, dict[int, Keys]]) -> None:
    paths: dict[tuple[str, Keys], Problem] = {}
    for problem in problems:
        file = problem.place.file.removeprefix("content/")
        if problem.name == "broken-internal-link":  # a check of a page: the slug is in its address
            slug = file.split("/")[1]
            file = f"pages/{slug}.md" if slug.startswith("page") else f"ambassadors/{slug}/story.md"
        if file in site.bodies and (file not in site.files or not (problem.place.keys or problem.place.line)):
            site.refused_count += sum(isinstance(part, Attack) for part in site.bodies[file])
            site.bodies[file] = ["Quiet."]
            continue
        keys = problem.place.keys or lines.get(file, {}).get(problem.place.line, ())
        assert file in site.files, f"only a check of pages reports it: {problem}"
        keys = keys or _suspect(site.files[file], problem)
        assert keys, problem
        if file == "products.yaml" and len(keys) == 1:
            keys = (*keys, "name")
        paths[file, tuple(keys)] = problem
    # From the back, so that earlier positions in lists stay valid.
    for file, keys in sorted(paths, key=lambda pair: (pair[0], [str(key).zfill(4) for key in pair[1]]), reverse=True):
        _drop(site, file, keys, paths[file, keys])


def _suspect(data: Any, problem: Problem) -> Keys:
    """Return the attack that the message of a file's problem quotes, or else the first."""
    attacks = list(_attacks(data, ()))
    in_message = [keys for keys, text in attacks if text.strip()[:24] in problem.message]
    return next(iter([*in_message, *(keys for keys, _ in attacks)]), ())


def _attacks(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from _attacks(inner, (*keys, key))
        elif isinstance(inner, Attack):
            yield (*keys, key), inner


# Required values get a plain text in place of the attack.
_PLAIN = {
    "brand": "Brand", "name": "Name", "title": "Title", "question": "Why?", "answer": "Because.", "text": "Text.",
    "alt": "A dot", "src": "../../images/dot.png", "medium": "affiliate", "campaign": "x", "utm_key": "{key}",
}  # fmt: skip


def _drop(site: HostileSite, file: str, keys: Keys, problem: Problem) -> None:
    """Remove the value at a problem's keys or, if that has no attack, the nearest one around it."""
    chain = _chain(site.files[file], keys)
    while chain:
        holder, key = chain.pop()
        value = holder[key]
        if isinstance(value, str) and not isinstance(value, Attack) and not chain:
            # An attack elsewhere in the file makes this plain value wrong.
            chain = _chain(site.files[file], _suspect(site.files[file], problem))
            continue
        attacks = sum(isinstance(leaf, Attack) for leaf in _leaves(value)) + isinstance(key, Attack)
        if not attacks and chain:
            continue
        site.refused_count += attacks
        if isinstance(holder, dict) and key == "url" and file == "products.yaml":
            holder[key] = "https://shop.example/p"
        elif isinstance(holder, dict) and isinstance(value, Attack) and key in _PLAIN:
            # Two people of one name would have one code.
            holder[key] = f"Name{re.sub('[^0-9]', '', file)}" if key == "name" else _PLAIN[key]
        else:
            del holder[key]
        return


def _chain(data: Any, keys: Keys) -> list[tuple[Any, str | int]]:
    """Return the holders and keys on the way to a value, as far as they exist."""
    chain: list[tuple[Any, str | int]] = []
    for key in keys:
        if isinstance(data, dict) and str(key) in data:
            key = str(key)
        elif not (isinstance(data, list) and isinstance(key, int) and key < len(data)):
            break
        chain.append((data, key))
        data = data[key]
    return chain


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield value
