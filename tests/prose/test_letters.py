"""Tests that invisible letters are problems unless they shape a word, and that codes are compared as they look."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.prose.letters import (
    HIDDEN_LETTER,
    MOST_MARKS,
    find_hidden,
    is_ignorable,
    is_visible,
    replace_hidden,
    seen_as,
)
from tests.effort import seconds

GOOD_TEXTS = {
    "accents": "Léa Nguyễn Łukasz Ångström",
    "marks that are not composed": "Le\u0301a Z\u0301\u0302\u0303",
    "Persian": "می\u200cخواهم",
    "Malayalam, a joiner at a word's end": "അവന\u0d4d\u200d",
    "Hindi": "क\u094d\u200dष",
    "Hebrew with points": "ב\u05bc\u05b0ר\u05b5אש\u05c1\u05b4ית",
    "Thai": "สวัสดีค่ะ",
    "Tibetan": "བོད་ཡིག",
    "a mark of direction": "שלום\u200f! \u200eLea\u200e",
    "an astronaut": "👩\u200d🚀",
    "a heart on fire": "❤\ufe0f\u200d🔥",
    "an eye in a bubble": "👁\ufe0f\u200d🗨\ufe0f",
    "a keycap": "1\ufe0f\u20e3",
    "the flag of England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "a variant of an ideograph": "葛\U000e0100城",
    "lines and tabs": "a\tb\nc",
    "quotation marks": "“so” ‘it’ is – … €",
    "eight marks": "a" + "\u0304" * MOST_MARKS,
    "a letter newer than this Python": "a \U0001fae8 b",
}
HIDDEN_LETTERS = [
    "\u00ad", "\u034f", "\u115f", "\u1160", "\u17b4", "\u180e", "\u200b", "\u2060", "\u206f", "\u2800",
    "\u3164", "\ufeff", "\uffa0", "\ufff9", "\ufdd0", "\ufffe", "\ue000", "\uf8ff", "\U000e0001", "\U000e0041",
    "\U000e007f", "\U000e0080", "\U000e0200", "\U000f0000", "\U0010fffd", "\U0001ffff", "\U0001d173",
    "\x00", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD_TEXTS.values(), ids=GOOD_TEXTS)
def test_letters_that_a_script_needs_are_no_problem(text: str) -> None:
    assert find_hidden(text) is None
    assert is_visible(text)


@pytest.mark.parametrize("letter", HIDDEN_LETTERS, ids=ascii)
@pytest.mark.parametrize("around", ["{}", "Ana {}", "{}Ana", "A{}na", "é“{}”", "שלום{}", "👩{}"])
def test_an_invisible_letter_is_found_at_its_place(letter: str, around: str) -> None:
    text = around.format(letter)
    assert find_hidden(text) == (text.index(letter), letter)


@pytest.mark.parametrize("text", ["\u200d", " \u200dA", "A\u200d\u200dB", "A\u200c\u200d", "\ufe0f", "A \ufe0f",
                                  "A\ufe0f\ufe0f", "A\u200d\ufe0f", "\n\u200c", "🏴\U000e0067",
                                  "A\U000e0067\U000e007f"])  # fmt: skip
def test_a_joiner_that_shapes_nothing_is_found(text: str) -> None:
    match = find_hidden(text)
    assert match is not None
    assert text[match[0]] == match[1]


@pytest.mark.parametrize("marks", ["\u0304\u0305\u033f", "\u20d0", "\u0e47", "\u0489", "\u05b4", "\u302a"])
@pytest.mark.parametrize("letter", ["M", "é", "ש", "葛", "👩", ""])
def test_too_many_marks_in_a_row_are_found(letter: str, marks: str) -> None:
    row = (marks * 40)[:39]
    match = find_hidden(f"Eva {letter}{row} Lopez")
    assert match == (4 + len(letter) + MOST_MARKS, row[MOST_MARKS])


@given(st.text(st.characters(codec="utf-8", max_codepoint=0x24F), max_size=60))
def test_the_fast_search_finds_the_same_as_the_slow_one(text: str) -> None:
    slow = HIDDEN_LETTER.search(text)
    assert find_hidden(text) == ((slow.start(), slow[0]) if slow else None)


@pytest.mark.parametrize("text", ["", " ", "\u200e", "\u200f\u061c", "\u0304", "\ufe0f", "\u3000", "\u200b"])
def test_a_text_of_invisible_letters_is_not_visible(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["LEA\u200b15", "LEA15\u200d", "L\u00adEA15", "lea15\ufe0f", "\u200eLEA15", "ＬＥＡ15",
                                  "lеа15", "LΕΑ15", "LEA１５", "ʟEA15".replace("ʟ", "L")])  # fmt: skip
def test_codes_that_look_alike_are_equal(text: str) -> None:
    assert seen_as(text) == seen_as("LEA15")


def test_codes_that_look_different_are_distinct() -> None:
    assert len({seen_as(code) for code in ("LEA15", "LEA-15", "LÉA15", "LEA1S", "ЛЕА15", "LEO15")}) == 6


def test_invisible_letters_in_a_code_are_recognised() -> None:
    assert all(
        is_ignorable(f"LEA{letter}15") for letter in ("\u200b", "\u200d", "\u200e", "\ufe0f", "\u00ad", "\U000e0100")
    )
    assert not any(map(is_ignorable, ("LEA15", "LÉA15", "玲奈15", "ЛЕА15")))


@given(st.text(st.characters() | st.sampled_from("a\u200b\u2028\ufeff\u00ad")), st.sampled_from(["", " "]))
def test_hidden_letters_are_replaced(text: str, replacement: str) -> None:
    assert replace_hidden(text, replacement) == "".join(
        replacement if HIDDEN_LETTER.match(letter) else letter for letter in text
    )


def test_a_long_text_without_hidden_letters_costs_little() -> None:
    text = "aé" * 1_000_000
    ratios = []
    for _ in range(3):
        (_, fast), (_, slow) = seconds(lambda: replace_hidden(text)), seconds(lambda: HIDDEN_LETTER.sub("", text))
        ratios.append(fast / slow)
    assert min(ratios) < 0.5
