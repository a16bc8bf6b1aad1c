"""Languages, markets, currencies, time zones, and text written in several languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Struct
from pydantic import PlainValidator, WithJsonSchema

from generator.models import json_shapes as shapes
from generator.models.written import reads, shape, wrong

LONGEST = 4000  # letters of one text


@lru_cache
def is_known_locale(tag: str) -> bool:
    """Whether the Unicode locale data (through Babel) knows a BCP 47 tag such as `fr` or `pt-BR`."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}", tag):
        return False
    from babel import Locale, UnknownLocaleError  # lazy: Babel is large, and few runs need its data

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _locale(value: str) -> str:
    if not is_known_locale(value):
        from generator.models.locale_hints import suggest_locale  # lazy: only a mistyped value needs it

        near = suggest_locale(value)
        hint = f"write its tag: `{near}`" if near else "write a tag such as `fr` or `en-GB`"
        raise wrong("unknown-locale", f"`{value[:40]}` is not the tag of a known language", hint)
    return value


def _currency(value: str) -> str:
    from babel.numbers import list_currencies  # lazy: Babel is large, and few runs need its data

    if value not in list_currencies():
        from generator.models.locale_hints import suggest_currency  # lazy: only a mistyped value needs it

        hint = f"write its three letters{f': {near}' if (near := suggest_currency(value)) else ', such as EUR'}"
        raise wrong("unknown-currency", f"`{value[:40]}` is not a currency", hint)
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError; a folder's name an OSError
        pass
    except KeyError:
        pass
    else:
        return value
    from generator.models.locale_hints import suggest_timezone  # lazy: only a mistyped value needs it

    hint = f"write `{near}`" if (near := suggest_timezone(value)) else "write one such as Europe/Paris"
    raise wrong("unknown-timezone", f"`{value[:40]}` is not a time zone", hint)


Locale = Annotated[str, reads(_locale, "a language"), WithJsonSchema(shapes.LOCALE)]
Currency = Annotated[str, reads(_currency, "a currency"), WithJsonSchema(shapes.CURRENCY)]
TimeZone = Annotated[str, reads(_timezone, "a time zone"), WithJsonSchema(shapes.TIME_ZONE)]


class Localized(Struct, frozen=True):
    """A text in one or several languages; `texts` maps a BCP 47 tag (or "" for every language) to it."""

    texts: tuple[tuple[str, str], ...]

    def for_locale(self, locale: str, fallback: str = "en") -> str:
        """The text for a page's language; else its language without region; else `fallback`; else the first."""
        if len(self.texts) == 1:
            return self.texts[0][1]
        text_by_tag = dict(self.texts)
        for tag in (locale, locale.split("-")[0], "", fallback, fallback.split("-")[0]):
            if tag in text_by_tag:
                return text_by_tag[tag]
        return self.texts[0][1]


def _words(text: str, tag: str) -> str:
    words = " ".join(text.split())
    if len(words) > LONGEST:
        raise wrong(
            "text-too-long",
            f"this text has {len(words):,} characters; at most {LONGEST:,} are allowed",
            "shorten it",
            tag,
        )
    return words


def _read_localized(value: object) -> Localized:
    if isinstance(value, str) and value.strip():
        return Localized((("", _words(value, "")),))
    if isinstance(value, Mapping) and value:
        pairs = []
        for tag, text in value.items():
            if not is_known_locale(str(tag)):
                hint = "the keys here are languages, such as `fr` or `en-GB`"
                raise wrong("unknown-locale", f"`{str(tag)[:40]}` is not a known language", hint, str(tag))
            if not isinstance(text, str) or not text.strip():
                hint = "write a text, or delete the language"
                raise wrong("empty-text", f"the text for `{tag}` is empty", hint, str(tag))
            pairs.append((str(tag), _words(text, str(tag))))
        return Localized(tuple(pairs))
    raise wrong("wrong-shape", f"this should be a text, or a text per language, not {shape(value)}", "{en: …, fr: …}")


LocalizedText = Annotated[Localized, PlainValidator(_read_localized), WithJsonSchema(shapes.LOCALIZED_TEXT)]
