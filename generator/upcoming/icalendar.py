"""Changes as a calendar, after RFC 5545 (https://www.rfc-editor.org/rfc/rfc5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

from msgspec import Struct

from generator.problems.excerpt import visible
from generator.upcoming.changes import UpcomingChange
from generator.upcoming.format import in_words

LONGEST = 75  # octets of a line, its end not counted (section 3.1)


def as_icalendar(changes: Iterable[UpcomingChange], brand: str, url: str, seen_on: date) -> str:
    """A calendar of all-day events. `seen_on` is its time stamp, so that the same content gives the same bytes.

    An event keeps its UID as long as its day stays; a calendar that subscribes replaces it.
    """
    events = [
        CalendarEvent(change.day, f"{change.what}-{change.id}", in_words(change), ", ".join(change.people))
        for change in changes
    ]
    return write_calendar(events, brand, url, seen_on, "next")


class CalendarEvent(Struct, frozen=True):
    """An all-day event; `id` distinguishes it from the others of its day."""

    day: date
    id: str
    summary: str
    description: str


def write_calendar(events: Iterable[CalendarEvent], name: str, url: str, seen_on: date, product: str) -> str:
    """A calendar of all-day events, in the name of a command."""
    host = urlsplit(url).hostname or "site"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//ambassador-pages//{product}//EN",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for event in events for line in _event(event, host, seen_on)),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line))


def _event(event: CalendarEvent, host: str, seen_on: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(f'{_day(event.day)}-{event.id}@{host}')}"
    yield f"DTSTAMP:{_day(seen_on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")  # strftime writes the year 33 with two digits on some systems


def _text(text: str) -> str:
    """A TEXT value (section 3.3.11). What is no letter, a line end among it, becomes a mark: no line can be added."""
    return visible(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> Iterator[str]:
    """Cut a line after 75 octets at most, between letters; what follows begins with a space."""
    part, size = "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > LONGEST:
            yield part
            part, size = " ", 1
        part, size = part + char, size + octets
    yield part
