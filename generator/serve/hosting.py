"""Rules in `_headers` and `_redirects`, read as Netlify and Cloudflare Pages read them."""

from __future__ import annotations

import re

HeaderRules = tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]


def read_headers(data: bytes) -> HeaderRules:
    """Read `_headers`: lines with a path (`*` allowed), each followed by indented `Name: value` lines."""
    rules: list[tuple[re.Pattern[str], list[tuple[str, str]]]] = []
    for line in data.decode().splitlines():
        if line.startswith((" ", "\t")):
            name, _, value = line.strip().partition(":")
            rules[-1][1].append((name, value.strip()))
        elif line.strip():
            rules.append((re.compile(".*".join(map(re.escape, line.strip().split("*")))), []))
    return tuple((pattern, tuple(values)) for pattern, values in rules)


def headers_of(rules: HeaderRules, path: str) -> dict[str, str]:
    """Return the headers of a path; if two rules match, join their values with a comma, as both hosts do."""
    headers: dict[str, str] = {}
    for pattern, values in rules:
        if pattern.fullmatch(path):
            for name, value in values:
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def read_redirects(data: bytes) -> dict[str, tuple[str, int]]:
    """Read `_redirects`: one `/old/ /new/ 301` a line."""
    return {old: (new, int(code)) for old, new, code in (line.split() for line in data.decode().splitlines())}
