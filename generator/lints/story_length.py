"""The lints of stories that are too short or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.lints.lint import Finding, lint_person
from generator.lints.lint_context import PersonContext
from generator.lints.written_texts import plain_text
from generator.prose.parts import Prose

SHORTEST, LONGEST = 80, 800
"""Words; both may be had."""
_LETTERS_WITHOUT_SPACES = (
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""


@lint_person("short-story")
def short_story(context: PersonContext) -> Iterator[Finding]:
    """Find a story under 80 words, or none."""
    sections = context.person.sections
    if sections is not None and "story" not in sections:
        return  # left out on purpose
    words = count_words(context.member.subject.story)
    if words < SHORTEST:
        if words:
            message = f"the story of {context.person.name} has {words} words"
            yield Finding(message, context.story_place, f"ask for a little more: {SHORTEST} words at least")
        else:
            hint = f"write one of {SHORTEST} words at least, or leave `story` out of `sections`"
            yield Finding(f"{context.person.name} has no story", context.story_place, hint)


@lint_person("long-story")
def long_story(context: PersonContext) -> Iterator[Finding]:
    """Find a story over 800 words."""
    words = count_words(context.member.subject.story)
    if "story" in context.shown and words > LONGEST:
        message = f"the story of {context.person.name} has {words:,} words"
        yield Finding(message, context.story_place, f"shorten it: on a phone, few people read more than {LONGEST}")


def count_words(prose: Prose) -> int:
    """Return the number of words between spaces. In a script without spaces, two letters count as a word."""
    text, letters = plain_text(prose), 0
    if not text.isascii():  # the pattern takes milliseconds to compile
        text, letters = re.subn(_LETTERS_WITHOUT_SPACES, " ", text)
    return len(text.split()) + (letters + 1) // 2
