"""Compiled networks, whose templates are parsed once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from msgspec import Struct

from generator.links.errors import LinkError
from generator.links.schemes.encodings import ENCODINGS, QUERY
from generator.links.schemes.template import (
    Template,
    TemplateField,
    TemplateGroup,
    Value,
    parse_template,
)
from generator.models.network import Network

# Placeholder that occurs in no link: it becomes `?` at its first place, `&` at all others.
_JOINT = "\0"

DESTINATION = frozenset(
    ["dest", "dest.origin", "dest.path", "dest.tail", "dest.relative", "dest.nofragment", "dest.fragment"]
)
"""Parts of the destination that a link's template may read. In order: all of it; `https://host`; the path;
`?query#fragment` unchanged; path, query and fragment; all but the fragment; the fragment alone."""

PERSONAL = frozenset({"id", "code", "link"})
"""Values by which a network distinguishes people."""

_PART_PATTERNS = {"dest.origin": "[A-Za-z]+://[^/?#]*", "dest.tail": "(?:[?#].*)?"}


class Scheme(Struct, frozen=True, eq=False, dict=True):
    """A compiled network; see `compile_network`. There is one per network, so it is compared by identity."""

    network: Network
    link: Template | None
    keys: tuple[tuple[Template, Template], ...]
    defaults: tuple[tuple[str, Template], ...]
    variables: frozenset[str]
    """The values that its templates read."""

    @cached_property
    def takes_destination(self) -> bool:
        """Whether its links lead to the destination, not to a cart."""
        return self.link is None or bool(self.link.fields & DESTINATION)

    @cached_property
    def needs_destination(self) -> bool:
        """Whether a link needs a destination."""
        return self.link is not None and bool(self.link.always & DESTINATION)

    @cached_property
    def writes_fragment(self) -> bool:
        """Whether it writes into the fragment, of which a link has only one."""
        return self.network.place == "fragment" or (self.link is not None and "#" in self.link.literal)

    @cached_property
    def subs(self) -> tuple[str, ...]:
        """The sub-ids among `variables`: `sub`, `sub2` ..."""
        return tuple(sorted(name for name in self.variables if re.fullmatch("sub[0-9]*", name)))

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """The personal values among `variables`."""
        return tuple(sorted(self.variables & PERSONAL))

    @cached_property
    def moves_fragment(self) -> bool:
        """Whether a destination's fragment moves from its end, so that a bare `#` is lost."""
        return self.writes_fragment or (self.link is not None and "dest.fragment" in self.link.fields)

    @cached_property
    def takes_it_whole(self) -> bool:
        """Whether its links embed the whole destination, and no separate part of it."""
        return self.link is not None and self.link.fields & DESTINATION == {"dest"} and not self.moves_fragment

    @cached_property
    def keeps_the_rest(self) -> bool:
        """Whether a link preserves the destination byte for byte, except UTM and the network's keys."""
        return self.link is None and not (self.network.trailing_slash or self.moves_fragment)

    def fill(self, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """Return a value for each of `variables`: the given one, or the default, or ""."""
        values = {name: inputs.get(name, "") for name in self.variables}
        for name, template in self.defaults:
            if not values[name]:
                values[name] = template.render({**dict.fromkeys(template.fields, ""), **inputs})
        return values

    def write(self, values: Mapping[str, Value]) -> str:
        """Fill in the link's template; a group that begins with `&` starts the query if nothing did."""
        if self.link is None:
            raise ValueError("a scheme without a link was asked for one")
        return self.link.render_with(values, _write).replace(_JOINT, "?", 1).replace(_JOINT, "&")

    def pattern(self, filled_values: Mapping[str, Value]) -> re.Pattern[str]:
        """Return the pattern that finds the values in a link; values with a default are the account's, and known.

        `filled_values` is the result of `fill`.
        """
        return self._pattern_with(filled_values) if self.defaults else self._one_pattern

    @cached_property
    def _one_pattern(self) -> re.Pattern[str]:
        return self._pattern_with({})

    def _pattern_with(self, filled_values: Mapping[str, Value]) -> re.Pattern[str]:
        if self.link is None:
            raise ValueError("a scheme without a link was asked for its pattern")
        fixed_values = {
            field.name: _write(field, filled_values[field.name])
            for field, _ in self.link.walk()
            if any(field.name == name for name, _ in self.defaults)
        }
        return _pattern(self.link, tuple(sorted(fixed_values.items())), self.network.utm == "outer")

    def words(self, filled_values: Mapping[str, Value]) -> frozenset[str]:
        """Return the texts that `pattern` matches literally."""
        link = self.link.parts if self.link else ()
        texts = {part for group in link for part in (group.parts if isinstance(group, TemplateGroup) else (group,))}
        fixed_names = {name for name, _ in self.defaults}
        own = {
            _write(field, filled_values[field.name])
            for field in texts
            if isinstance(field, TemplateField) and field.name in fixed_names
        }
        words = own | {text for text in texts if isinstance(text, str)}
        return frozenset(text.replace(_JOINT, joint) for text in words for joint in "?&") - {""}

    def names(self, filled_values: Mapping[str, Value]) -> Mapping[str, str]:
        """Return the account's names of the keys, each with the variable that it carries ("" if its value is fixed).

        `filled_values` is the result of `fill`.
        """
        return self._names_with(filled_values) if self._renames_keys else self._given_names

    @cached_property
    def _renames_keys(self) -> bool:
        return any(key.fields for key, _ in self.keys)

    @cached_property
    def _given_names(self) -> Mapping[str, str]:
        return self._names_with({})

    def _names_with(self, filled_values: Mapping[str, Value]) -> Mapping[str, str]:
        return {key.render(filled_values): next(iter(value.fields), "") for key, value in self.keys}


@lru_cache(maxsize=256)
def compile_network(network: Network) -> Scheme:
    """Compile a network.

    Raises LinkError `template-syntax` or `unknown-filter`; `unknown-variable` for an unknown part of the destination;
    `network-shape` for a value that the link needs and `requires` lacks.
    """
    link = _mark_ampersands(parse_template(network.link, frozenset(ENCODINGS))) if network.link else None
    keys = tuple((parse_template(key), parse_template(value)) for key, value in network.set_)
    defaults = tuple((name, parse_template(value)) for name, value in network.defaults)
    used_names: set[str] = {"link"} if network.kind == "literal" else set()
    for template in (link, *(part for pair in keys for part in pair)):
        used_names |= template.fields if template else set()
    for name in sorted(used_names):
        if "." in name and (name not in DESTINATION or link is None):
            variable_names = ", ".join(sorted(DESTINATION))
            raise LinkError(
                "unknown-variable", f"no variable is called `{name}`", f"the variables are {variable_names}"
            )
    variables = frozenset(used_names - DESTINATION)
    needed_names = {key for template, _ in keys for key in template.fields} | (
        link.always & variables if link else set()
    )
    unsaid = sorted(needed_names - set(network.requires) - {name for name, _ in defaults})
    unread = sorted((set(network.requires) | {name for name, _ in defaults}) - variables)
    if unsaid or unread:
        raise LinkError(
            "network-shape",
            f"`{(unsaid or unread)[0]}` is {'used but not in `requires`' if unsaid else 'never read by the link'}",
            "list in `requires` and `defaults` every variable outside <...>, and no variable that the link does not "
            "use",
        )
    return Scheme(network, link, keys, defaults, variables)


def group_name(field: str) -> str:
    """Return the name of a field's group in `Scheme.pattern`."""
    return field.replace(".", "__")


def _mark_ampersands(link: Template) -> Template:
    """Mark the `&` at the start of groups, unless a `?` in the template starts the query."""
    if "?" in link.literal:
        return link
    return Template(
        link.text, tuple(_mark_group(part) if isinstance(part, TemplateGroup) else part for part in link.parts)
    )


def _mark_group(group: TemplateGroup) -> TemplateGroup:
    first = group.parts[0]
    if isinstance(first, str) and first.startswith("&"):
        return TemplateGroup((_JOINT + first[1:], *group.parts[1:]))
    return group


def _write(field: TemplateField, value: Value) -> str:
    if value in (".", ".."):
        # A browser resolves them as steps in the path, encoded or not, and later values would shift.
        raise LinkError("tracking-value", f"`{field.name}` is `{value}`, which cannot be in a link", "write a name")
    return (ENCODINGS[field.filter] if field.filter else QUERY).write(field.name, value)


@lru_cache(maxsize=256)
def _pattern(link: Template, fixed_values: tuple[tuple[str, str], ...], outer: bool) -> re.Pattern[str]:
    texts, names = dict(fixed_values), set[str]()

    def part_pattern(part: str | TemplateField) -> str:
        if isinstance(part, str):
            return re.escape(part).replace(_JOINT, "[?&]")
        if part.name in texts:
            return re.escape(texts[part.name])
        pattern = (ENCODINGS[part.filter] if part.filter else QUERY).pattern
        pattern = _PART_PATTERNS.get(part.name, pattern)
        if part.name in names:
            return f"(?:{pattern})"
        names.add(part.name)
        return f"(?P<{group_name(part.name)}>{pattern})"

    out = [
        f"(?:{''.join(map(part_pattern, part.parts))})?" if isinstance(part, TemplateGroup) else part_pattern(part)
        for part in link.parts
    ]
    return re.compile("".join(out) + ("(?:[?&].*)?" if outer else ""), re.DOTALL)
