from __future__ import annotations

from pathlib import Path

import pytest

from tests.lints.advised import (
    BASE,
    LEA,
    advised,
    named,
)

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "disclosure"
msgid "Ad"
msgstr "{word}"
"""


def _told(root: Path, more: str, story: str = "Hello.") -> list[tuple[str | int, ...]]:
    files = {LEA: f"name: Léa\nfavorites: [cloud-balm]\n{more}", "content/ambassadors/lea/story.md": story}
    return [problem.place.keys for problem in named("missing-sponsored-words", advised(root, files))]


def _at_once(root: Path, people: list[tuple[str, str, str]]) -> set[int]:
    """One page each for (relationship, locale, story); the numbers of those who are told."""
    files = {
        f"content/ambassadors/p{n}.md": f"---\nname: P\nrelationship: {relationship}\nlocale: {locale}\n---\n{story}\n"
        for n, (relationship, locale, story) in enumerate(people)
    }
    told = named("missing-sponsored-words", advised(root, files))
    assert {problem.place.keys for problem in told} <= {("relationship",)}
    return {int(Path(problem.place.file).stem[1:]) for problem in told}


def test_who_gets_something_says_so(tmp_path: Path) -> None:
    people = [
        (kind, lang, "Hm.") for kind in ("paid", "gifted", "employee") for lang in ("en", "en-GB", "fr", "de-AT", "es")
    ]
    assert _at_once(tmp_path, people) == set(range(15))


def test_the_label_is_enough_for_a_commission_and_where_we_know_no_words(tmp_path: Path) -> None:
    assert _at_once(tmp_path, [("affiliate", "en", "Hm."), ("paid", "nl", "Hm.")]) == set()


def test_one_word_is_enough(tmp_path: Path) -> None:
    said = [
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
    assert _at_once(tmp_path, said) == set()


def test_an_answer_may_use_it(tmp_path: Path) -> None:
    assert _told(tmp_path, "relationship: paid\nfaq: [{question: And?, answer: They pay me.}]\n") == []


def test_words_that_only_begin_like_one_are_none(tmp_path: Path) -> None:
    assert _told(tmp_path, "relationship: paid\n", "I adore it, and add a little more.") == [("relationship",)]


def test_the_site_s_relationship_counts_where_a_person_has_none(tmp_path: Path) -> None:
    site = f"{BASE}relationship: paid\n"
    told = named("missing-sponsored-words", advised(tmp_path, {"content/site.yaml": site}))
    assert [problem.place.keys for problem in told] == [("name",)]


@pytest.mark.parametrize(("word", "told"), [("Together with", True), ("Ad, and a happy one", False)])
def test_a_theme_that_words_the_label_otherwise(tmp_path: Path, word: str, told: bool) -> None:
    files = {"themes/plain/locales/en/LC_MESSAGES/own.po": PO.format(word=word)}
    problems = named("missing-sponsored-words", advised(tmp_path, files))
    assert [problem.place.keys for problem in problems] == ([("theme",)] if told else [])
