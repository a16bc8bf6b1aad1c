"""A page's answers: what became of the links, pictures and files that its sections want."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.images.encode_pictures import Assets
from generator.sections.wants import FileWant, Link, LinkWant, PictureFiles, PictureWant


@dataclass(frozen=True, slots=True)
class PageAnswers:
    """See `generator.sections.wants.Answers`."""

    links: Mapping[LinkWant, Link]
    assets: Assets
    files: Mapping[str, str]

    def link(self, want: LinkWant) -> Link | None:
        """The link."""
        return self.links.get(want)

    def picture(self, want: PictureWant) -> PictureFiles | None:
        """The picture's files."""
        return self.assets.pictures.get(want)

    def file(self, want: FileWant) -> str | None:
        """The path of the published file, from the site's root."""
        return self.files.get(want.src)
