"""The errors of one picture or video."""

from __future__ import annotations


class PictureError(ValueError):
    """A picture that cannot be used, in the words of the person who can replace it.

    It has the parts of a `Problem` except the place, which only the caller knows. `line` (from 1) is set for a text
    file (SVG). It survives pickling, so a worker process may return it.
    """

    def __init__(self, name: str, message: str, help: str = "", line: int = 0) -> None:
        super().__init__(name, message, help, line)
        self.name = name
        self.message = message
        self.help = help
        self.line = line

    def __str__(self) -> str:
        return self.message


class HiddenTrackError(ValueError):
    """A video with a track that is neither visible nor audible: it often has the place of the camera, second by
    second.
    """
