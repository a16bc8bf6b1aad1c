"""Checks that ids, codes and issued links, which decide who is paid, belong to one person each.

Ended people and drafts count too: printed codes live on, and such mistakes begin with a copied profile.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.content.person_summary import PersonSummary
from generator.problems import Place, Report
from generator.prose.letters import seen_as


def check_unique_ids(people: Iterable[PersonSummary], report: Report) -> None:
    """Report everything that a second person has too; each problem names both places."""
    ids: dict[str, PersonSummary] = {}
    codes: dict[str, PersonSummary] = {}
    links: dict[str, tuple[PersonSummary, Place]] = {}
    for person in people:
        place = person.place
        if person.partner_id:
            first = ids.setdefault(person.partner_id, person)
            if first is not person:
                report.error(
                    "shared-partner-id",
                    f"`{person.partner_id[:60]}` is the id of {first.name} too, so one person would be paid for both",
                    place.at("partner_id"),
                    "write the id that the network gave to each of them",
                    ((f"{first.name} has it here", first.place.at("partner_id")),),
                )
        if person.code and not person.code_is_made:
            first = codes.setdefault(seen_as(person.code), person)  # shops treat `lea15` and `LEA15` as equal
            if first is not person:
                report.error(
                    "shared-code",
                    f"`{person.code[:60]}` is the discount code of {first.name} too: the shop could not know whose "
                    f"order it is",
                    place.at("code"),
                    "give each person their own code",
                    ((f"{first.name} has it here", first.place.at("code")),),
                )
        for name, link in person.links.items():
            at = place.at("links", name)
            owner, there = links.setdefault(link, (person, at))
            if owner is not person:
                report.error(
                    "shared-link",
                    f"the same link was issued to {owner.name}: its sales count for only one of the two",
                    at,
                    "write the link that the platform issued to each of them",
                    ((f"{owner.name} has it here", there),),
                )
