"""Plain-language explanations of libyaml's errors."""

from __future__ import annotations

import yaml

# Part of libyaml's message; the problem; the fix; whether the problem is at the start of the context.
_WORDS: tuple[tuple[str, str, str, bool], ...] = (
    (
        "while parsing a flow node did not find expected node content",
        "a bracket is opened before this and never closed",
        "close it, or put the text in quotes",
        False,
    ),
    (
        "mapping values are not allowed",
        "there is a `:` where no key can be",
        "put a text that has `: ` in it in quotes, or check the indentation",
        False,
    ),
    ("found a tab character", "there is a tab here", "indent with spaces; YAML does not allow tabs", False),
    ("while scanning a quoted scalar", "a quote is opened here and never closed", "close it", True),
    ("did not find expected ',' or", "this bracket is not closed, or a comma is missing in it", "close it", True),
    (
        "could not find expected ':'",
        "this is neither a key nor an item of a list",
        "write `key: value`, or `- item` with a space after the hyphen",
        True,
    ),
    (
        "did not find expected key",
        "this does not fit the lines above it",
        "check the indentation, and that a text with quotes in it is quoted as a whole",
        False,
    ),
    (
        "did not find expected '-' indicator",
        "this is not an item of the list above it",
        "check the indentation; an item begins with `- `",
        False,
    ),
    (
        "block sequence entries are not allowed",
        "an item of a list cannot be here",
        "begin the list on a line of its own",
        False,
    ),
    (
        "alphabetic or numeric character",
        "a text cannot begin with this character",
        "put the text in quotes",
        True,
    ),
    (
        "invalid Unicode character escape code",
        "this escape is not a character",
        "write the character itself",
        False,
    ),
    (
        "while parsing a quoted scalar",
        "the backslash begins an escape that YAML does not know",
        "put the text in single quotes, or write two backslashes",
        False,
    ),
    (
        "did not find expected <document start>",
        "this is outside of the keys of the file",
        "check the indentation, and that every key is followed by `: `",
        False,
    ),
)


def explain_yaml_error(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, int, int]:
    """Return problem, fix, line and column (from 1) of a syntax error in `text`."""
    reason = f"{error.context or ''} {error.problem or ''}".strip()
    message, instead, at_context = f"this is not YAML: {reason}", "", False
    for words, wrong, way_out, begins in _WORDS:
        if words in reason:
            message, instead, at_context = wrong, way_out, begins
            break
    mark = (at_context and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if "cannot start any token" in reason:
        sign = "".join(text.split("\n")[line - 1 : line])[column - 1 : column]
        if sign == "\t":
            return "there is a tab here", "indent with spaces; YAML does not allow tabs", line, column
        return f"a text cannot begin with `{sign}`", "put the text in quotes", line, column
    return message, instead, line, column
