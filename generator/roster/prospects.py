"""People who were never asked, from a sheet outside the site: no repository holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, get_args

from generator.columns.roster_fields import roster_keys
from generator.content.site import Profile, Site
from generator.content.validate import validate
from generator.models.person import Person
from generator.models.platforms import Platform
from generator.models.roster import Roster
from generator.models.written import suggest_slug
from generator.problems import Place, Problem, Report
from generator.prose.parts import Prose
from generator.roster.entry import Entry
from generator.tables.read import read_table
from generator.tables.table import Hints, letters

_OF_PERSON = ("name", "niches", "followers", "location", "tier")
_LISTS = ("niches", "languages")


def load_prospects(file: Path, site: Site, day: date, niche_names: Mapping[str, str], report: Report) -> list[Entry]:
    """Read the sheet; a row with a problem is left out, and reported with its cell."""
    if file.resolve().is_relative_to(site.root.resolve()):
        message = "this file is in the site's folder, and people whom you have not asked must not be in a repository"
        report.error("prospects-in-site", message, Place(str(file)), "keep it outside the site's folder")
        return []
    table = read_table(file, file.name, Hints(), report)
    if table is None:
        return []
    at = next((n for n, row in enumerate(table.rows[:32]) if "name" in map(str.strip, row.cells)), None)
    names = table.column_names or (table.rows[at].cells if at is not None else ())
    heads = {name.strip(): column for column, name in enumerate(names)}
    if "name" not in heads:
        report.error("missing-column", "no column is called `name`", Place(table.file), "add a column with this name")
        return []
    of_roster = {
        ".".join(keys): keys for keys in roster_keys(get_args(Platform)) if keys[0] in ("country", "languages")
    }
    of_roster |= {".".join(keys): keys for keys in roster_keys(get_args(Platform)) if keys[0] == "platforms"}
    for name in heads:
        if name and name not in of_roster and name not in _OF_PERSON:
            hint = f"the columns are {', '.join(_OF_PERSON)}, country, languages, platforms.instagram.followers ..."
            report.warning("skipped-column", f"nothing reads the column `{name[:60]}`", Place(table.file), hint)
    numbers_by_slug = {profile.slug: 0 for profile in site.people}
    entries = []
    for row in table.rows if table.column_names else table.rows[(at or 0) + 1 :]:
        if not row.text(heads["name"]):
            continue
        place = Place(table.file, line=row.line, column=1) if row.line else Place(table.file)
        facts: dict[str, Any] = {}
        roster_data: dict[str, Any] = {}
        for name, column in heads.items():
            text = row.text(column)
            value: Any = [word for word in re.split(r"[,;\s]+", text) if word] if name in _LISTS else text
            if text and name in _OF_PERSON:
                facts[name] = value
            elif text and name in of_roster:
                *parents, last = of_roster[name]
                inner = roster_data
                for key in parents:
                    inner = inner.setdefault(key, {})
                inner[last] = value
        inner_report = Report()
        person = validate(Person, facts, Place(table.file), "content", inner_report)
        roster = validate(Roster, roster_data, Place(table.file), "content", inner_report)
        for problem in inner_report:
            key = ".".join(str(key) for key in problem.place.keys if not isinstance(key, int))
            cell = f"cell {letters(heads[key])}{row.number}: " if key in heads else f"row {row.number}: "
            report.add(Problem(problem.name, problem.severity, cell + problem.message, place, problem.help))
        if person is None or roster is None or inner_report.errors:
            continue
        slug = _free_slug(person.name, numbers_by_slug)
        profile = Profile(slug, person, Prose(), Place(table.file))
        entries.append(Entry(profile, roster, site, day, niche_names, is_prospect=True))
    return entries


def _free_slug(name: str, numbers_by_slug: dict[str, int]) -> str:
    """Return a free address: of several people of one name the second is `ida-ro-1`."""
    hint = re.search(r"`([a-z0-9-]+)`", suggest_slug(name))
    first = hint[1] if hint else "prospect"
    slug, number = first, numbers_by_slug.get(first, 0)
    while slug in numbers_by_slug:
        number += 1
        slug = f"{first}-{number}"
    numbers_by_slug[first] = number
    numbers_by_slug.setdefault(slug, 0)
    return slug
