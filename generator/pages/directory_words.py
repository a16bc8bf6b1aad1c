"""A brand's own words for the directory, in a page's language."""

from __future__ import annotations

from functools import lru_cache

from generator.models.locale import Localized
from generator.models.settings import Settings
from generator.pages.views import DirectoryWordsView


def directory_words(settings: Settings, lang: str) -> DirectoryWordsView:
    """Return the words under `directory:` in site.yaml.

    The `name` replaces each text that the brand leaves out. An empty text keeps the words of the theme.
    """
    words = settings.directory
    if words is None:
        return _NONE

    def say(text: Localized | None, otherwise: str = "") -> str:
        return text.for_locale(lang, settings.locale) if text else otherwise

    name = say(words.name)
    return DirectoryWordsView(
        name=name,
        title=split_emphasis(say(words.title, name)),
        link=say(words.link, name),
        invitation=say(words.invitation, name),
        logo=say(words.logo, f"{settings.brand}: {name}" if name else ""),
    )


@lru_cache(maxsize=256)
def split_emphasis(text: str) -> tuple[tuple[str, bool], ...]:
    """Split a title into runs, and mark those between single asterisks. An asterisk without a partner is plain text."""
    *pairs, last = text.split("*")
    if len(pairs) % 2:
        last = f"{pairs.pop()}*{last}"
    runs = [(run, number % 2 == 1) for number, run in enumerate((*pairs, last))]
    return tuple((run, strong) for run, strong in runs if run)


_NONE = DirectoryWordsView("", (), "", "", "")
