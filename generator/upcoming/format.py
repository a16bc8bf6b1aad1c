"""Changes as text for a terminal, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.problems.excerpt import visible
from generator.problems.formats import count_phrase
from generator.upcoming.changes import UpcomingChange

_WORDS = {
    "starts": "{name}: the page begins",
    "ends": "{name}: the page becomes a thank-you",
    "campaign-begins": "{name} begins",
    "campaign-ends": "{name} ends",
    "right-ends": "{name} has ended, and the page that shows it is not built",
}


def in_words(change: UpcomingChange) -> str:
    """What changes, as one line without its day."""
    words = visible(_WORDS[change.what].format(name=change.name))
    return f"{words}, on {count_phrase(len(change.people), 'page')}" if change.what.startswith("campaign") else words


def as_text(changes: Iterable[UpcomingChange]) -> str:
    """One line a change, its day first; "" for none."""
    return "".join(f"{change.day.isoformat()}  {in_words(change)}\n" for change in changes)


def as_json(changes: Iterable[UpcomingChange]) -> str:
    """A list of objects with `day`, `change`, `id`, `name`, `people`."""
    data = [
        {
            "day": change.day.isoformat(),
            "change": change.what,
            "id": change.id,
            "name": change.name,
            "people": list(change.people),
        }
        for change in changes
    ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
