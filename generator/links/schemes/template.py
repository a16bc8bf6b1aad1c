"""Template language of tracking: `{name}`, `{name|filter}`, and `<...>`.

A group `<...>` disappears if a value in it is empty. Example: `{placement}.{product}<.{channel}>`. The signs `<`, `>`,
`{` and `}` cannot be escaped: none of them may occur in a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from generator.links.errors import LinkError
from generator.links.schemes.normalize import normalize
from generator.problems import did_you_mean

Value = str | Sequence[tuple[str, int | str]]
"""A text, or the items of a cart: (variant id, quantity) pairs."""

_TOKEN = re.compile(r"\{(?P<field>[^{}<>]*)\}|(?P<mark>[<>{}])|(?P<text>[^{}<>]+)")
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z_]+)?")

FILTERS: Mapping[str, Callable[[str], str]] = {
    "raw": str,
    "lower": str.lower,
    "upper": str.upper,
    "slug": normalize,
    "alnum": lambda value: re.sub(r"[^a-z0-9]", "", normalize(value)),
}
"""Filters of a value: unchanged (the default), lower or upper case, `ete-2026`, `ete2026`."""


class TemplateField(Struct, frozen=True):
    """One `{name|filter}`; the filter is "" if none is given."""

    name: str
    filter: str = ""


class TemplateGroup(Struct, frozen=True):
    """One `<...>`."""

    parts: tuple[str | TemplateField, ...]


class Template(Struct, frozen=True, dict=True):
    """A parsed template; see `parse_template`."""

    text: str
    parts: tuple[str | TemplateField | TemplateGroup, ...]

    @cached_property
    def fields(self) -> frozenset[str]:
        """Names that the template reads."""
        return frozenset(field.name for field, _ in self.walk())

    @cached_property
    def always(self) -> frozenset[str]:
        """Names that it reads outside `<...>`."""
        return frozenset(field.name for field, optional in self.walk() if not optional)

    @cached_property
    def literal(self) -> str:
        """Its literal text, without fields and marks."""
        flat = (part.parts if isinstance(part, TemplateGroup) else (part,) for part in self.parts)
        return "".join(part for parts in flat for part in parts if isinstance(part, str))

    def walk(self) -> Iterator[tuple[TemplateField, bool]]:
        """Yield every field in order, and whether it is in `<...>`."""
        for part in self.parts:
            if isinstance(part, TemplateField):
                yield part, False
            elif isinstance(part, TemplateGroup):
                yield from ((inner, True) for inner in part.parts if isinstance(inner, TemplateField))

    def render(self, values: Mapping[str, Value]) -> str:
        """Fill in the values; raises LinkError `unknown-variable` for a name that `values` does not hold."""
        return self.render_with(values, _filter)

    def render_with(self, values: Mapping[str, Value], write: Callable[[TemplateField, Value], str]) -> str:
        """Fill in the values with `write`; drop groups with an empty value."""
        out: list[str] = []
        try:
            for part in self.parts:
                if isinstance(part, str):
                    out.append(part)
                elif isinstance(part, TemplateField):
                    out.append(write(part, values[part.name]))
                elif all(values[inner.name] for inner in part.parts if isinstance(inner, TemplateField)):
                    for inner in part.parts:
                        out.append(inner if isinstance(inner, str) else write(inner, values[inner.name]))
        except KeyError as error:
            raise _unknown_name(str(error.args[0]), values) from None
        return "".join(out)


@lru_cache(maxsize=1024)
def parse_template(text: str, filters: frozenset[str] = frozenset(FILTERS)) -> Template:
    """Parse a template; cached.

    Raises LinkError `template-syntax` for unmatched braces or brackets, `unknown-filter` for a filter that is not in
    `filters`.
    """
    parts: list[str | TemplateField | TemplateGroup] = []
    group: list[str | TemplateField] | None = None
    for token in _TOKEN.finditer(text):
        if token["mark"] == "<" and group is None:
            group = []
        elif token["mark"] == ">" and group is not None:
            if not any(isinstance(part, TemplateField) for part in group):
                raise _syntax(text, "a part in <...> has no {name}, so it would never be left out")
            parts.append(TemplateGroup(tuple(group)))
            group = None
        elif token["mark"]:
            raise _syntax(text, f"a `{token['mark']}` has no partner")
        else:
            part = token["text"] or _field(text, token["field"], filters)
            (parts if group is None else group).append(part)
    if group is not None:
        raise _syntax(text, "a `<` has no partner")
    return Template(text, tuple(parts))


def _field(text: str, inside: str, filters: frozenset[str]) -> TemplateField:
    name, bar, filter_name = (piece.strip() for piece in inside.partition("|"))
    if not _NAME.fullmatch(name):
        raise _syntax(text, f"`{{{inside[:40]}}}` is not a name in braces")
    if bar and filter_name not in filters:
        filter_names = ", ".join(sorted(filters))
        raise LinkError(
            "unknown-filter",
            f"no filter is called `{filter_name[:40]}`, in `{text[:120]}`",
            did_you_mean(filter_name, filters, f"the filters are {filter_names}"),
        )
    return TemplateField(name, filter_name)


def _unknown_name(name: str, values: Mapping[str, Value]) -> LinkError:
    variable_names = ", ".join(sorted(values)) or "none"
    return LinkError(
        "unknown-variable",
        f"no variable is called `{name[:40]}`",
        did_you_mean(name, values, f"the variables are {variable_names}"),
    )


def _filter(field: TemplateField, value: Value) -> str:
    if not isinstance(value, str):
        raise LinkError("tracking-value", f"`{field.name}` is a list; write a single text")
    return FILTERS[field.filter](value) if field.filter else value


def _syntax(text: str, what: str) -> LinkError:
    message = f"the template `{text[:120]}` cannot be read: {what}"
    return LinkError(
        "template-syntax", message, "write `{name}` or `{name|filter}`, and `<...>` around a part that may be left out"
    )
