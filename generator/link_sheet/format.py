"""A comparison as text: for a terminal, for a comment on a pull request, for a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.link_sheet.compare import Comparison
from generator.link_sheet.row import LinkRow
from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase

LONGEST_COMMENT = 65_000
"""Letters; GitHub takes 65,536 in a comment."""

# All that Markdown, or GitHub on top of it, could take for more than a letter: also `@name`, `#1`, `:smile:`, links.
_SIGN = re.compile(r"[^\w\s/.,;%+?=()'–—›-]|_|(?<=www)\.", re.IGNORECASE)


def as_text(comparison: Comparison) -> str:
    """One line a link; what changed in it beneath."""
    lines: list[str] = []
    for row in comparison.removed_links:
        lines.append(f"- {_name(row)}: {row.url}")
    for row in comparison.added_links:
        lines.append(f"+ {_name(row)}: {row.url}")
    for changed_link in comparison.changed_links:
        lines.append(f"~ {_name(changed_link.row)}")
        lines += (
            f"    {what}: {before or '(none)'} -> {after or '(none)'}" for what, before, after in changed_link.changes
        )
    return "".join(f"{visible(line)}\n" for line in [*lines, *([""] if lines else []), f"{_count(comparison)}."])


def as_markdown(comparison: Comparison) -> str:
    """A table for a comment; nothing in it is read as Markdown or HTML. Cut where a comment would be too long."""
    out = [f"**Tracked links:** {_count(comparison)}.\n"]
    rows = list(_table(comparison))
    if rows:
        out.append("\n| | page | placement | product | what | before | after |\n|---|---|---|---|---|---|---|\n")
    length = sum(map(len, out))
    for index, row in enumerate(rows):
        length += len(row)
        if length > LONGEST_COMMENT:
            out.append(
                f"\nand {count_phrase(len(rows) - index, 'more line')}: `ambassador links --against` shows them all.\n"
            )
            break
        out.append(row)
    return "".join(out)


def as_json(comparison: Comparison) -> str:
    """All of it as data."""
    data = {
        "added": [row._asdict() for row in comparison.added_links],
        "removed": [row._asdict() for row in comparison.removed_links],
        "changed": [
            {**changed_link.row._asdict(), "changes": [change._asdict() for change in changed_link.changes]}
            for changed_link in comparison.changed_links
        ],
        "same": comparison.same,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _count(comparison: Comparison) -> str:
    counts = [
        (len(comparison.added_links), "added"),
        (len(comparison.removed_links), "removed"),
        (len(comparison.changed_links), "changed"),
    ]
    return ", ".join(f"{count} {words}" for count, words in (*counts, (comparison.same, "the same")))


def _name(row: LinkRow) -> str:
    return f"{row.page}: {', '.join(filter(None, (row.placement, row.product)))}"


def _table(comparison: Comparison) -> Iterator[str]:
    for row in comparison.removed_links:
        yield _line("removed", row, "url", row.url, "")
    for row in comparison.added_links:
        yield _line("added", row, "url", "", row.url)
    for changed_link in comparison.changed_links:
        for what, before, after in changed_link.changes:
            yield _line("changed", changed_link.row, what, before, after)


def _line(kind: str, row: LinkRow, *cells: str) -> str:
    texts = (_literal(text) for text in (row.page, row.placement, row.product, *cells))
    return f"| {kind} | {' | '.join(texts)} |\n"


def _literal(text: str) -> str:
    """A text as it is, in code letters: each sign that could mean something is a character reference."""
    plain = _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", visible(" ".join(text.split())))
    return f"<code>{plain}</code>" if plain else ""
