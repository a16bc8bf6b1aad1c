"""Made-up names: no two people have the same."""

from __future__ import annotations

from typing import NamedTuple

_ALL_FIRST = (
    "Ada Alba Amina Anouk Ariel Aroha Astrid Bea Brida Cato Celia Chiara Cleo Dalia Dana Dara Delia Edda Eira Elin "
    "Elio Emre Enora Esme Eva Fenna Fia Flora Freya Gaia Greta Hana Hedda Ida Ilse Ines Iris Isla Ivo Jana Joni Juna "
    "Kaia Kira Lale Lena Lida Lior Liv Lola Lucia Luna Maelle Maia Mara Marit Mette Mila Mina Mira Nadia Nele Nera Nia "
    "Nils Nora Noé Olive Oona Orla Otis Paloma Pia Quinn Ravi Rhea Rosa Rune Runa Saga Sena Sevda Sid Silja Sofie Suri "
    "Tara Tess Thea Tilda Tove Uma Vera Vida Willa Yara Yuna Zaya Zélie Zora"
)
_ALL_HEADS = "Al Bel Cor Dan Es Fal Gran Hol Is Jor Kel Lin Mar Nor Os Pal Quil Ran Sol Tor"
_ALL_MIDDLES = "a be di el i la mon o ra ve"
_ALL_TAILS = "berg dottir field sen wick"


_FIRST, _HEADS, _MIDDLES, _TAILS = (names.split() for names in (_ALL_FIRST, _ALL_HEADS, _ALL_MIDDLES, _ALL_TAILS))


class Name(NamedTuple):
    """A person's name, and what their page is called."""

    first: str
    last: str
    slug: str


def name_of(number: int) -> Name:
    """The name of a person by number, from 0; a second family name joins the first past 100,000."""
    rest, first = divmod(number, len(_FIRST))
    last, plain = "", ""
    while True:
        rest, one = divmod(rest, len(_HEADS) * len(_MIDDLES) * len(_TAILS))
        head, one = divmod(one, len(_MIDDLES) * len(_TAILS))
        middle, tail = divmod(one, len(_TAILS))
        last = f"{last}-{_HEADS[head]}{_MIDDLES[middle]}{_TAILS[tail]}".strip("-")
        if not rest:
            break
        rest -= 1
    plain = _FIRST[first].translate(str.maketrans("é", "e"))
    return Name(_FIRST[first], last, f"{plain}-{last}".lower())
