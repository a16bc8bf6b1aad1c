"""The faults of a TOML file, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from pydantic import ValidationError

from generator.problems import Place

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*([\w"'.-]+)\s*=""")


def faults_of_toml(error: Exception, text: str, file: Place) -> Iterator[tuple[str, Place]]:
    """Yield the message and place of each fault that the parser or the model found."""
    if isinstance(error, ValidationError):
        details = error.errors()
        within = {detail["loc"][:-1] for detail in details}
        for detail in details:
            if detail["loc"] in within:
                continue  # a list leaves out its faulty items
            key = ".".join(map(str, detail["loc"]))
            reason = {"extra_forbidden": "is not a key of a theme", "missing": "is missing"}.get(detail["type"])
            message = detail["msg"].removeprefix("Value error, ")
            message = f"`{key}` {reason}" if reason else f"`{key}`: {message[:1].lower()}{message[1:]}"
            yield message, place_in_toml(text, detail["loc"], file)
    else:
        at = re.search(r" \(at line (\d+), column (\d+)\)", str(error))
        end = re.search(r" \(at end of document\)", str(error))
        if at:
            file = replace(file, line=int(at[1]), column=int(at[2]))
        elif end:
            file = replace(file, line=max(1, len(text.splitlines())), column=1)
        match = at or end
        yield (str(error)[: match.start()] if match else str(error)).lower(), file


def place_in_toml(text: str, keys: Sequence[str | int], file: Place) -> Place:
    """Return the line that sets the longest part of a path of keys, or the file itself if no line does."""
    path_keys = [str(key) for key in keys]
    best, place, table = 0, file, ""
    for number, line in enumerate(text.splitlines(), 1):
        head, key = _TABLE.match(line), _KEY.match(line)
        if head:
            table = head[1].strip()
        if not head and not key:
            continue
        dotted_key = table if head else ".".join(filter(None, (table, key[1] if key else "")))
        parts = re.sub("[\"' ]", "", dotted_key).split(".")
        if parts == path_keys[: len(parts)] and len(parts) > best:
            words = path_keys[-1] if path_keys[-1] in line else parts[-1]
            at = max(0, line.find(words, key.start(1) if key else 0))
            best, place = len(parts), replace(file, line=number, column=at + 1, length=len(words))
    return place
