"""Discount codes of all people, in the form that the shop needs.

Source of Shopify's form: matrixify.app/documentation/discounts (columns `Title`, `Command`, `Code`: several codes of
one discount are rows of one title; `MERGE` updates the discount of that title). Shopify itself imports no codes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from generator.content.site import Site
from generator.tables.write import csv_line

Form = Literal["csv", "shopify", "json"]


class Code(Struct, frozen=True):
    """One person's code. `is_made`: the template of site.yaml makes it. `state` is that of the page on the day."""

    code: str
    ambassador: str
    name: str
    is_made: bool
    state: str
    first_day: str
    last_day: str


def list_codes(site: Site, day: date, drafts: bool) -> list[Code]:
    """Return the codes of all people who have one, by slug; include drafts on request."""
    return [
        Code(
            code=person.code,
            ambassador=profile.slug,
            name=person.name,
            is_made=profile.code_is_made,
            state=state,
            first_day=person.from_.isoformat() if person.from_ else "",
            last_day=person.until.isoformat() if person.until else "",
        )
        for profile in sorted(site.people, key=lambda item: item.slug)
        if (person := profile.person).code and ((state := person.state_on(day)) != "draft" or drafts)
    ]


def write_codes(codes: Sequence[Code], form: Form, title: str) -> str:
    """Return the list in a form; `title` is the discount's in Shopify, where people who have ended are left out."""
    match form:
        case "json":
            # The key stays `made`: scripts read it.
            entries = [
                {"made" if key == "is_made" else key: value for key, value in asdict(code).items()} for code in codes
            ]
            return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
        case "shopify":
            rows: Iterable[tuple[str, ...]] = ((title, "MERGE", code.code) for code in codes if code.state != "ended")
            return "".join(map(csv_line, (("Title", "Command", "Code"), *rows)))
        case "csv":
            head = ("code", "ambassador", "name", "made", "state", "first day", "last day")
            lines = (
                (code.code, code.ambassador, code.name, "yes" if code.is_made else "no", code.state, code.first_day,
                 code.last_day)
                for code in codes
            )  # fmt: skip
            return "".join(map(csv_line, (head, *lines)))
