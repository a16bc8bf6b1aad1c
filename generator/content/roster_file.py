"""Roster files beside profiles: their loader, and the checks of a build."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from generator.content.load import load_one
from generator.content.read_log import note_dependency, place_in
from generator.content.site import Profile
from generator.problems import Place, Report

if TYPE_CHECKING:
    from generator.models.roster import Right, Roster

WARNING_TIME = timedelta(days=30)
"""Time before the end of a right in which every build warns."""
_DAY = timedelta(days=1)


def roster_file(profile_file: str) -> str:
    """Return the path of a person's roster: `roster.yaml` in their folder, `<slug>.roster.yaml` beside a `.md`."""
    folder, _, name = profile_file.rpartition("/")
    return f"{folder}/roster.yaml" if name == "profile.yaml" else f"{folder}/{name.removesuffix('.md')}.roster.yaml"


def load_roster(root: Path, profile_file: str, report: Report) -> Roster | None:
    """Read one person's roster; None if there is none, or after a reported problem."""
    file = roster_file(profile_file)
    path = place_in(root, file)
    if not os.path.lexists(path):
        if profile_file.endswith(".md"):  # a folder's list of files is a dependency already (see `look_inside`)
            note_dependency(path)
        return None
    from generator.models.roster import Roster  # lazy: few people have a roster, and its twenty models take 8 ms

    return load_one(root, Roster, file, report)


def lasting_rights(roster: Roster | None) -> tuple[tuple[int, Right], ...]:
    """Return the rights that count, each with its index in `rights`: of a renewed right, the entry that ends last.

    Rights are one right if they are for one thing and one use. It reads what the private memory of rosters holds, too.
    """
    lasting: dict[tuple[int | None, str | None, str, str], tuple[int, Right]] = {}
    for index, right in enumerate(roster.rights if roster else ()):
        subject = (right.piece, right.picture, plain_quote(right.quote or ""), right.use)
        if subject not in lasting or lasting[subject][1].until < right.until:
            lasting[subject] = (index, right)
    return tuple(sorted(lasting.values(), key=lambda pair: pair[0]))


def plain_quote(text: str) -> str:
    """Return a quote without what does not make it another one: case, apostrophes and line ends."""
    return " ".join(text.casefold().replace("’", "'").split())


def right_turns(roster: Roster | None) -> set[date]:
    """Return the days on which a build's messages on rights change: a warning starts, or an error."""
    turns = set()
    for _, right in lasting_rights(roster):
        if right.use == "site":
            turns |= {day for day in (begin_warning(right.until), end_right(right.until)) if day is not None}
    return turns


def begin_warning(until: date) -> date:
    """Return the first day on which a build warns of a right's end."""
    return until - WARNING_TIME if until - date.min > WARNING_TIME else date.min


def end_right(until: date) -> date | None:
    """Return the first day without the right; None if the calendar ends before it."""
    return until + _DAY if until < date.max else None


def check_rights(
    profile: Profile, roster: Roster | None, pictures: Mapping[str, Place], quotes: Mapping[str, Place], day: date,
    report: Report,
) -> None:  # fmt: skip
    """Report each picture and quote of a page whose right has ended (an error), or ends within 30 days.

    `pictures` are the files that the page shows, `quotes` the words of each right on it; both have the places in
    content that name them. No message counts days, because a build may repeat it on another day.
    """
    for index, right in lasting_rights(roster):
        if right.use != "site":
            continue
        shown_place = pictures.get(right.picture) if right.picture else quotes.get(right.quote or "")
        if shown_place is None or day < begin_warning(right.until):
            continue
        what = f"`{right.picture.rpartition('/')[2]}`" if right.picture else right_name(None, right.quote)
        place = Place(roster_file(profile.place.file)).at("rights", index, "until")
        related_places = (("the page shows it here", shown_place),)
        if right.until < day:
            message = f"the right to show {what} ended on {right.until}, and the page shows it"
            hint = "remove it from the page, or agree on a new day and write it here"
            report.error("right-ended", message, place, hint, related_places)
        else:
            message = f"the right to show {what} ends on {right.until}, and the page shows it"
            hint = f"from {right.until + _DAY if right.until < date.max else right.until} on, this stops the build"
            report.warning(
                "right-ends-soon",
                message,
                place,
                f"{hint}: renew the right, or remove it from the page",
                related_places,
            )


def right_name(picture: str | None, quote: str | None, piece: int | None = None) -> str:
    """Return a few words for the object of a right."""
    if picture:
        return picture.rpartition("/")[2]
    if quote:
        return f"“{quote[:40]}{'…' if len(quote) > 40 else ''}”"
    return f"piece {piece}"
