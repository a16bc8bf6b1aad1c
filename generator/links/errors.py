"""Error of a single link."""

from __future__ import annotations


class LinkError(ValueError):
    """A link that cannot be built or read. The caller adds the place and reports it as a problem.

    `name` is the permanent name of the problem (docs/problems/<name>.md). `message` says what is wrong, on one line;
    `help` says what to write instead.
    """

    def __init__(self, name: str, message: str, help: str = "") -> None:
        """Create an error; see the class."""
        super().__init__(name, message, help)
        self.name = name
        self.message = message
        self.help = help

    def __str__(self) -> str:
        """Return the message."""
        return self.message
