"""Tests that no name can break the calendar of upcoming changes."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from generator.upcoming.changes import UpcomingChange
from generator.upcoming.icalendar import as_icalendar

DAY = date(2026, 11, 22)
LINE = re.compile(r"[A-Z-]+(;[A-Z]+=[A-Z]+)?:[^\x00-\x1f\x7f]*")
KEYS = ["BEGIN", "VERSION", "PRODID", "X-WR-CALNAME"]
EVENT = ["BEGIN", "UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "TRANSP", "END"]


def _lines(calendar: str) -> list[str]:
    """Return the content lines, unfolded (RFC 5545, section 3.1)."""
    assert calendar.endswith("\r\n")
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in calendar.split("\r\n"))
    return calendar.replace("\r\n ", "").split("\r\n")[:-1]


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_name_adds_a_line_to_the_calendar(name: str, brand: str) -> None:
    change = UpcomingChange(DAY, "ends", "lea", name, ("lea",))
    lines = _lines(as_icalendar([change, change], brand, "https://friends.example/x", DAY))
    assert [re.split("[:;]", line)[0] for line in lines] == [*KEYS, *EVENT, *EVENT, "END"]
    assert all(LINE.fullmatch(line) for line in lines)


def test_an_event_inside_a_name_stays_a_name() -> None:
    name = "Léa\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY;X=1:a,b\\n"
    calendar = as_icalendar([UpcomingChange(DAY, "starts", "lea", name, ("lea",))], "B", "https://f.example", DAY)
    assert calendar.count("\r\nBEGIN:VEVENT") == 1
    (summary,) = [line for line in _lines(calendar) if line.startswith("SUMMARY")]
    assert summary.startswith("SUMMARY:Léa��END:VEVENT��BEGIN:VEVENT�SUMMARY\\;X=1:a\\,b\\\\n:")


def test_events_last_a_whole_day_and_have_the_given_stamp() -> None:
    change = UpcomingChange(date(33, 4, 3), "starts", "lea", "Léa", ("lea",))
    lines = _lines(as_icalendar([change], "Lune", "https://friends.example", DAY))
    assert "DTSTART;VALUE=DATE:00330403" in lines
    assert "DTSTAMP:20261122T000000Z" in lines
    assert "UID:00330403-starts-lea@friends.example" in lines
    assert "SUMMARY:Léa: the page begins" in lines
