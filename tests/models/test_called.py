"""Tests that a page uses a person's first name if the name shows it, and the whole name otherwise."""

from __future__ import annotations

import pytest

from generator.models.called import called_by_name, is_group, people_in


@pytest.mark.parametrize(
    ("name", "locale", "first_name"),
    [
        ("Léa Moreau", "fr", "Léa"),
        ("Cher", "en", "Cher"),
        ("Jean-Paul Sartre", "fr", "Jean-Paul"),
        ("✨ Mia ✨", "en", "Mia"),
        ("Ana Cruz (she/her)", "en", "Ana"),
        ("Ana Cruz | Beauty", "en", "Ana"),
        # titles
        ("Dr. Ana Cruz", "en", "Ana"),
        ("dr ana cruz", "en", "ana"),
        ("Prof. Dr. Ana Cruz", "de", "Ana"),
        ("Herr Prof. Jonas Weber", "de", "Jonas"),
        ("Mme Léa Moreau", "fr", "Léa"),
        ("M. Jean Dupont", "fr", "Jean"),
        ("Sra. María López", "es", "María"),
        ("Doña Inés Vega", "es", "Inés"),
        ("Dott.ssa Anna Rossi", "it", "Anna"),
        ("Hr. Lars Holm", "da", "Lars"),
        ("Ana Cruz Jr.", "en", "Ana"),
        ("Ana Cruz, MD", "en", "Ana"),
        ("Dr. Cruz", "en", "Dr. Cruz"),
        ("Frau Müller", "de", "Frau Müller"),
        ("Lady Gaga", "en", "Lady Gaga"),
        ("DJ Khaled", "en", "DJ Khaled"),
        ("Jack Ma", "en", "Jack"),
        ("Pan Wei", "en", "Pan"),
        ("Pani Anna Nowak", "pl", "Anna"),
        ("Hon Lee", "en", "Hon"),
        ("Hon. Ada Lee", "en", "Ada"),
        # initials
        ("J. K. Rowling", "en", "J. K. Rowling"),
        ("J.K. Rowling", "en", "J.K. Rowling"),
        ("J Robert Oppenheimer", "en", "J Robert Oppenheimer"),
        ("JJ Smith", "en", "JJ"),
        # a comma, capitals
        ("Moreau, Léa", "fr", "Léa"),
        ("Moreau, Dr. Léa", "fr", "Léa"),
        ("de Niro, Robert", "en", "Robert"),
        ("Rowling, J. K.", "en", "Rowling, J. K."),
        ("Ana, the baker", "en", "Ana, the baker"),
        ("Ana, Bo, Cy", "en", "Ana, Bo, Cy"),
        ("MOREAU Léa", "fr", "Léa"),
        ("ANA CRUZ", "es", "ANA"),
        # articles, particles, names of two words, couples
        ("The Beauty Witch", "en", "The Beauty Witch"),
        ("El Rubius", "es", "El Rubius"),
        ("La Rose", "fr", "La Rose"),
        ("Ida van der Berg", "nl", "Ida"),
        ("Lucía de la Cruz", "es", "Lucía"),
        ("Abdul Rahman Khan", "en", "Abdul Rahman"),
        ("عبد الرحمن خان", "ar", "عبد الرحمن"),
        ("محمد السيد", "ar", "محمد"),
        ("Jeanne et Paul", "fr", "Jeanne et Paul"),
        ("Mia & Tom Berg", "en", "Mia & Tom Berg"),
        # the family name first
        ("山田太郎", "ja", "山田太郎"),
        ("山田 花子", "ja", "花子"),
        ("王 小明", "en", "小明"),
        ("김 민지", "ko", "민지"),
        ("Nguyễn Thị Mai", "vi", "Mai"),
        ("Nguyễn Thị Mai", "en", "Mai"),
        ("Mai Nguyen", "vi", "Mai"),
        ("Mai Anh", "vi", "Mai Anh"),
        ("Nagy Anna", "hu", "Anna"),
        ("Anna Nagy", "hu", "Anna"),
        ("Kovács Anna Mária", "hu-HU", "Anna"),
        ("Anna Kertész", "hu", "Anna Kertész"),
        ("Kim Min Ji", "ko", "Min Ji"),
        ("Minji Kim", "ko", "Minji"),
        ("Wang Xiaoming", "zh", "Xiaoming"),
        ("Yamada Hanako", "ja", "Hanako"),
        ("Hanako Foo", "ja", "Hanako Foo"),
        ("Lee Miller", "en", "Lee"),
    ],
)
def test_the_page_uses_the_right_name_of_a_person(name: str, locale: str, first_name: str) -> None:
    assert called_by_name(name, locale) == first_name


@pytest.mark.parametrize(
    ("name", "group", "people"),
    [
        ("Jeanne & Paul", True, ("Jeanne", "Paul")),
        ("Jeanne&Paul", True, ("Jeanne", "Paul")),
        ("Jeanne et Paul Martin", True, ("Jeanne", "Paul Martin")),
        ("Anna und Jonas Weber (two in Kiel)", True, ("Anna", "Jonas Weber")),
        ("Ana + Bea + Carla", True, ("Ana", "Bea", "Carla")),
        ("Dr. Ana Cruz & Luis Paz", True, ("Dr. Ana Cruz", "Luis Paz")),
        ("山田 と 田中", True, ("山田", "田中")),
        ("Ana y Luis", True, ("Ana", "Luis")),
        ("Ana Gómez y Luis Pérez", True, ("Ana Gómez", "Luis Pérez")),
        # who they are is not certain
        ("Moreau, Jeanne & Paul", True, ()),
        ("Ana, Bea & Carla", True, ()),
        ("The Salt & Pepper Kitchen", True, ()),
        ("Ana & Co.", True, ()),
        ("Mum & me", True, ()),
        # one person
        ("Léa Moreau", False, ()),
        ("José Ortega y Gasset", False, ()),
        ("Santiago Ramón y Cajal", False, ()),
        ("Maria da Costa e Silva", False, ()),
        ("& Paul", False, ()),
        ("Jeanne &", False, ()),
        ("&", False, ()),
        ("", False, ()),
    ],
)
def test_the_people_of_a_name_are_split(name: str, group: bool, people: tuple[str, ...]) -> None:
    assert (is_group(name), people_in(name)) == (group, people)
