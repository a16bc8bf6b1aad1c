"""What can go wrong with one link."""

from __future__ import annotations


class LinkError(ValueError):
    """A link that cannot be built or read; the caller turns it into a problem with its place.

    `name` is the permanent name of the problem (docs/problems/<name>.md); `message` says what is wrong on one
    line; `help` says what to write instead.
    """

    def __init__(self, name: str, message: str, help: str = "") -> None:
        """Make an error; see the class."""
        super().__init__(name, message, help)
        self.name = name
        self.message = message
        self.help = help

    def __str__(self) -> str:
        """Return the message."""
        return self.message
