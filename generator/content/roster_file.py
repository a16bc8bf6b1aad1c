"""The roster that stands beside a profile: read, and what of it a build asks for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from generator.content.load import load_one
from generator.content.read_log import note_dependency, place_in
from generator.content.site import Profile
from generator.models.roster import Roster
from generator.problems import Place, Report

WARNED = timedelta(days=30)
"""How long before its end a right is a warning of every build."""
_DAY = timedelta(days=1)


def roster_file(profile_file: str) -> str:
    """Where the roster of a person is: `roster.yaml` in their folder, or `<slug>.roster.yaml` beside their one file."""
    folder, _, name = profile_file.rpartition("/")
    return f"{folder}/roster.yaml" if name == "profile.yaml" else f"{folder}/{name.removesuffix('.md')}.roster.yaml"


def load_roster(root: Path, profile_file: str, report: Report) -> Roster | None:
    """Read the roster of one person; None where there is none, or after a reported problem."""
    file = roster_file(profile_file)
    path = place_in(root, file)
    note_dependency(path)
    return load_one(root, Roster, file, report) if os.path.lexists(path) else None


def right_turns(roster: Roster | None) -> set[date]:
    """The days on which a build has something else to say of rights: when a warning begins, and when it is an error."""
    turns = set()
    for right in roster.rights if roster else ():
        if right.use == "site":
            turns |= {day for day in (begin_warning(right.until), end_right(right.until)) if day is not None}
    return turns


def begin_warning(until: date) -> date:
    """The first day on which a build warns of a right's end."""
    return until - WARNED if until - date.min > WARNED else date.min


def end_right(until: date) -> date | None:
    """The first day without the right; None where the calendar ends before it."""
    return until + _DAY if until < date.max else None


def check_rights(
    profile: Profile, roster: Roster | None, pictures: Mapping[str, Place], quotes: Mapping[str, Place], day: date,
    report: Report,
) -> None:  # fmt: skip
    """Report each picture and quote of a page whose right has ended (an error), or ends within 30 days.

    `pictures` are the files that the page shows, `quotes` the words of each right that it holds, with the places where
    content names them. No message counts days: a build may repeat it on another day.
    """
    for index, right in enumerate(roster.rights if roster else ()):
        if right.use != "site":
            continue
        shown = pictures.get(right.picture) if right.picture else quotes.get(right.quote or "")
        if shown is None or day < begin_warning(right.until):
            continue
        what = right_name(right.picture, right.quote)
        place = Place(roster_file(profile.place.file)).at("rights", index, "until")
        related = (("the page shows it here", shown),)
        if right.until < day:
            message = f"the right to show {what} ended on {right.until}, and the page shows it"
            hint = "take it off the page, or agree on a new day and write that"
            report.error("right-ended", message, place, hint, related)
        else:
            message = f"the right to show {what} ends on {right.until}, and the page shows it"
            hint = f"from {right.until + _DAY if right.until < date.max else right.until} on this stops the build"
            report.warning("right-ends-soon", message, place, f"{hint}: renew it, or take it off the page", related)


def right_name(picture: str | None, quote: str | None, piece: int | None = None) -> str:
    """What a right is to, in a few words."""
    if picture:
        return f"`{picture.rpartition('/')[2]}`"
    if quote:
        return f"“{quote[:40]}{'…' if len(quote) > 40 else ''}”"
    return f"piece {piece}"
