"""The message catalogues of a site: where they are, and which messages they lack."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.content.safe_open import read_file
from generator.pages.locale_format import catalogue
from generator.pages.theme import Theme
from generator.problems import Place, Report
from generator.problems.formats import count_phrase
from generator.registry import data_folder


@lru_cache(maxsize=16)
def catalogues(themes: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders of message catalogues: those of the theme's folders, the brand's own first, then the
    disclosures'.
    """
    return (*(folder / "locales" for folder in themes), data_folder("locales"))


def forget_catalogues() -> None:
    """Clear the cached catalogues, for a process that sees their files change."""
    for cached_function in (catalogue, missing_words, _messages):
        cached_function.cache_clear()


def check_language(theme: Theme, language: str, place: Place, report: Report) -> None:
    """Warn about words of a page that stay English because no catalogue has them in its language."""
    labels, sentences = missing_words(theme.folders, language)
    if not labels and not sentences:
        return
    faults = []
    if labels:
        examples = ", ".join(f"“{message.text}”" for message in labels[:3])
        faults.append(
            f"{count_phrase(len(labels), 'label')} of the theme ({examples}{' …' if len(labels) > 3 else ''})"
        )
    if sentences:
        faults.append("the advertising label")
    verb = "stays" if len(labels) + bool(sentences) == 1 else "stay"
    message = f"there is no translation for `{language}`: {' and '.join(faults)} {verb} English"
    hint = f"`ambassador new language {language.split('-')[0]}` creates the file for the translations"
    report.warning("no-catalogue", message, place, hint)


class Message(Struct, frozen=True):
    """One English text of a catalogue. Most texts have neither a plural nor a context."""

    text: str
    plural: str = ""
    context: str = ""


@lru_cache(maxsize=64)
def missing_words(themes: tuple[Path, ...], lang: str) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Return the messages that a language lacks: those of the theme, and those of the advertising label.

    Niches do not count, because they are the brand's own words. Nor do the words of posts: no page shows them.
    """
    if lang.split("-")[0] == "en":
        return (), ()
    words = catalogue(catalogues(themes), lang)
    sources = [path for folder in themes for path in sorted((folder / "locales").glob("*.pot"))]
    label = data_folder("locales") / "de" / "LC_MESSAGES" / "disclosures.po"  # a test compares the languages
    return tuple(_missing(words, sources)), tuple(_missing(words, [label]))


def _missing(words: NullTranslations, sources: list[Path]) -> Iterator[Message]:
    for message in dict.fromkeys(message for source in sources for message in _messages(source)):
        if message.context not in ("niche", "post") and not _has(words, message):
            yield message


def _has(words: NullTranslations, message: Message) -> bool:
    at: Any = words
    key = f"{message.context}\x04{message.text}" if message.context else message.text
    while at is not None:
        messages = getattr(at, "_catalog", {})
        translation = messages.get((key, 0) if message.plural else key)
        if translation and not (
            message.plural and translation == message.text
        ):  # Babel fills in plurals that are empty
            return True
        at = getattr(at, "_fallback", None)
    return False


@lru_cache(maxsize=16)
def _messages(source: Path) -> tuple[Message, ...]:
    from babel.messages.pofile import read_po  # lazy: pages in English need it only for a new catalogue

    catalog = read_po(io.BytesIO(read_file(source)))
    return tuple(
        Message(message.id[0], message.id[1], message.context or "")
        if isinstance(message.id, tuple | list)
        else Message(message.id, context=message.context or "")
        for message in catalog
        if message.id
    )


def blank_catalogue(themes: tuple[Path, ...], lang: str) -> str:
    """Return a catalogue of the messages that a language lacks, for a translator to fill in; "" if it lacks none."""
    from babel.messages.catalog import Catalog  # lazy: see `_messages`
    from babel.messages.pofile import write_po

    labels, sentences = missing_words(themes, lang)
    catalog = Catalog(locale=lang.replace("-", "_"), fuzzy=False, charset="utf-8")
    for number, message in enumerate((*sentences, *labels)):
        comment = "The advertising label: have it checked by a person who knows the market's law." if not number else ""
        catalog.add(
            (message.text, message.plural) if message.plural else message.text,
            context=message.context or None,
            user_comments=[comment] if comment and sentences else [],
        )
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=False, ignore_obsolete=True)
    head, _, body = buffer.getvalue().decode().partition("\n\n")
    head_lines = [
        line for line in head.splitlines() if not re.match("#|.(?:Project|Report|POT|PO-|Last|Language-|Gener)", line)
    ]
    return "" if not labels and not sentences else "\n".join([*head_lines, "", body])
