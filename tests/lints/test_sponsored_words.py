"""Tests that a person who gets something from the brand and does not say so in their language is reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.small_site import (
    BASE,
    LEA,
    find_problems,
    problems_called,
)

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "disclosure"
msgid "Ad"
msgstr "{word}"
"""


def _places_reported(root: Path, more: str, story: str = "Hello.") -> list[tuple[str | int, ...]]:
    files = {LEA: f"name: Léa\nfavorites: [cloud-balm]\n{more}", "content/ambassadors/lea/story.md": story}
    return [problem.place.keys for problem in problems_called("missing-sponsored-words", find_problems(root, files))]


def _people_reported(root: Path, people: list[tuple[str, str, str]]) -> set[int]:
    """Build one page for each (relationship, locale, story), and return the numbers of those that are reported."""
    files = {
        f"content/ambassadors/p{n}.md": f"---\nname: P\nrelationship: {relationship}\nlocale: {locale}\n---\n{story}\n"
        for n, (relationship, locale, story) in enumerate(people)
    }
    problems = problems_called("missing-sponsored-words", find_problems(root, files))
    assert {problem.place.keys for problem in problems} <= {("relationship",)}
    return {int(Path(problem.place.file).stem[1:]) for problem in problems}


def test_a_person_who_gets_something_must_say_so(tmp_path: Path) -> None:
    people = [
        (kind, lang, "Hm.") for kind in ("paid", "gifted", "employee") for lang in ("en", "en-GB", "fr", "de-AT", "es")
    ]
    assert _people_reported(tmp_path, people) == set(range(15))


def test_the_label_is_enough_for_a_commission_or_an_unknown_language(tmp_path: Path) -> None:
    assert _people_reported(tmp_path, [("affiliate", "en", "Hm."), ("paid", "nl", "Hm.")]) == set()


def test_one_word_in_the_story_is_enough(tmp_path: Path) -> None:
    people = [
        ("paid", "en", "Lune pays me for this page."),
        ("gifted", "en", "They’ve SENT ME two tins."),
        ("employee", "en", "I work for them, in the lab."),
        ("paid", "en", "Morning, ad"),
        ("gifted", "fr", "On m’offre les produits."),
        ("paid", "fr", "Je suis rémunérée."),
        ("gifted", "de", "Die Produkte bekomme ich geschenkt."),
        ("employee", "de", "Ich bin hier angestellt."),
        ("paid", "es", "Me pagan por esto."),
        ("gifted", "es", "Me regalan los productos."),
    ]
    assert _people_reported(tmp_path, people) == set()


def test_one_word_in_an_answer_is_enough(tmp_path: Path) -> None:
    assert _places_reported(tmp_path, "relationship: paid\nfaq: [{question: And?, answer: They pay me.}]\n") == []


def test_words_that_only_begin_like_one_do_not_count(tmp_path: Path) -> None:
    assert _places_reported(tmp_path, "relationship: paid\n", "I adore it, and add a little more.") == [
        ("relationship",)
    ]


def test_the_relationship_of_the_site_counts_for_all_people(tmp_path: Path) -> None:
    site = f"{BASE}relationship: paid\n"
    problems = problems_called("missing-sponsored-words", find_problems(tmp_path, {"content/site.yaml": site}))
    assert [problem.place.keys for problem in problems] == [("name",)]


@pytest.mark.parametrize(("word", "is_reported"), [("Together with", True), ("Ad, and a happy one", False)])
def test_a_theme_without_ad_in_its_label_is_reported(tmp_path: Path, word: str, is_reported: bool) -> None:
    files = {"themes/plain/locales/en/LC_MESSAGES/own.po": PO.format(word=word)}
    problems = problems_called("missing-sponsored-words", find_problems(tmp_path, files))
    assert [problem.place.keys for problem in problems] == ([("theme",)] if is_reported else [])
