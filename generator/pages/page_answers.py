"""The published links, pictures and files that answer the wants of a page's sections."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.images.encode_pictures import Assets
from generator.sections.wants import FileWant, Link, LinkWant, PictureFiles, PictureWant


class PageAnswers(Struct, frozen=True):
    """The answers for one page; see `generator.sections.wants.Answers`."""

    links: Mapping[LinkWant, Link]
    assets: Assets
    files: Mapping[str, str]

    def link(self, want: LinkWant) -> Link | None:
        """Return the link."""
        return self.links.get(want)

    def picture(self, want: PictureWant) -> PictureFiles | None:
        """Return the files of the picture."""
        return self.assets.pictures.get(want)

    def file(self, want: FileWant) -> str | None:
        """Return the path of the published file, from the site's root."""
        return self.files.get(want.src)
