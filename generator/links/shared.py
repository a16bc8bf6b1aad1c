"""Two people whose links cannot be told apart: found in the finished links, whatever the templates say.

A link tells people apart by what its schemes carry of a person (an id, a code, a link that was issued), by its sub-id
and by UTM. Where two people have the same and nothing else tells them apart, their sales are one heap: an error. Where
something does, it may be meant: a warning, and for a sub-id whose template names nobody not even that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from generator.links.resolve import Links, Planned
from generator.links.schemes import compile_network
from generator.links.template import parse_template
from generator.links.tracking import Tracking
from generator.problems import Place, Report

_PERSONAL = frozenset({"id", "code", "link"})
_NAMING = frozenset({"ambassador", "code"})
"""The variables of a template that name a person."""


def check_links(tracking: Tracking, links: Links, people: Mapping[str, Place], report: Report) -> None:
    """Compare links of the same placement, product and channel; `people` are slugs and their files.

    Each group of people is told once: at the second of them, with the first, and with the template.
    """
    planned = [plan for plans in links.planned.values() for plan in plans]
    told: set[str] = set()

    def tell(name: str, group: list[Planned], what: str, alone: bool, template: Place) -> None:
        if told.issuperset(plan.slug for plan in group):
            return
        told.update(plan.slug for plan in group)
        first, second = group[0].slug, group[1].slug
        names = f"`{first}`, `{second}` and {len(group) - 2} more" if len(group) > 2 else f"`{first}` and `{second}`"
        message = f"{names} have the same {what}"
        related = ((f"`{first}` is here", people[first]), ("this makes it", template))
        drop = report.error if alone else report.warning
        drop(name, message, people[second], "let `{ambassador}` stand in it as it is, without a filter", related)

    for group in _groups(planned, _utm):
        alone = len({(_marks(plan), _subs(plan)) for plan in group}) < len(group)
        what = "UTM values: analytics cannot tell their sales apart"
        tell("shared-utm", group, what, alone, tracking.place.at("utm"))
    told.clear()
    meant = _subs_name_people(tracking)
    for group in _groups(planned, _subs):
        alone = len({(_marks(plan), _utm(plan)) for plan in group}) < len(group)
        if alone or meant:
            what = "sub-id: the network's reports cannot tell their sales apart"
            tell("shared-sub-id", group, what, alone, tracking.place.at("settings"))
    told.clear()
    for group in _groups(planned, lambda plan: plan.href):
        if not any(_marks(plan) or _subs(plan) or _utm(plan) for plan in group):  # else it has been told
            tell("shared-link", group, "links: nothing in them says who is paid", True, tracking.place)


def _groups(planned: Iterable[Planned], mark: Callable[[Planned], Hashable]) -> Iterator[list[Planned]]:
    """Links of two people or more that have the same mark in the same place; one link a person."""
    found: dict[Hashable, dict[str, Planned]] = {}
    for plan in planned:
        want, value = plan.want, mark(plan)
        if value:
            key = (want.placement, want.product or want.destination, want.items, plan.channel, value)
            found.setdefault(key, {}).setdefault(plan.slug, plan)
    yield from (list(group.values()) for group in found.values() if len(group) > 1)


def _marks(plan: Planned) -> tuple[str, ...]:
    """What the schemes of a link carry of the person."""
    read = {name for step in plan.steps for name in compile_network(step.network).variables & _PERSONAL}
    return tuple(str(plan.values[name]) for name in sorted(read) if plan.values.get(name))


def _subs(plan: Planned) -> tuple[str, ...]:
    read = {name for step in plan.steps for name in compile_network(step.network).subs}
    return tuple(str(plan.values[name]) for name in sorted(read) if plan.values.get(name))


def _utm(plan: Planned) -> tuple[tuple[str, str], ...]:
    """The UTM values that stand on the link, in one form or another."""
    network = plan.steps[-1].network
    if network.utm == "none" and not any("{utm_" in text for _, text in network.defaults):
        return ()
    return tuple((key, value) for key, value in plan.utm.items() if value)


def _subs_name_people(tracking: Tracking) -> bool:
    ways = (tracking.site, *tracking.products.values(), *tracking.campaigns.values())
    texts = {text for way in ways for name, text in way.settings.items() if name.startswith("sub") and "{" in text}
    return any(parse_template(text).fields & _NAMING for text in texts)
